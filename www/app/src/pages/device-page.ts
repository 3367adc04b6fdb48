import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as client from "../../../shared/client.ts";
import { broken } from "../form/broken.ts";
import { errorSummary, textField } from "../form/fields.ts";
import { Form } from "../form/form.ts";
import { leave } from "../frame.ts";
import { done, sendButton } from "../manage/parts.ts";
import { Submission } from "../manage/submission.ts";
import { comeBackTo, forgetOnward } from "../onward.ts";
import type { Decision } from "../portal/portal-consent.ts";
import { about, named } from "../portal/words.ts";
import { account } from "../state.ts";
import { View } from "../view.ts";
import "../portal/portal-consent.ts";

/** 在另一台设备上登录: both screens show the same code, and whoever is signed in here lets the other go on (RFC 8628). */
@customElement("device-page")
export class DevicePage extends View {
  @state() private asked: client.Authorization | undefined;
  @state() private decided: Decision | undefined;
  readonly #form = new Form(this, {
    code: { whole: ({ code }) => (code.trim() === "" ? broken("empty") : undefined) },
  });
  readonly #submission = new Submission(this, this.#form);

  override connectedCallback(): void {
    super.connectedCallback();
    const code = location.hash.slice(1);
    this.#form.values.code = code;
    if (code) this.#lookUp();
  }

  protected override render(): TemplateResult {
    const w = about().device;
    return html`
      <section class="column card form-card">
        <h1 tabindex="-1">${w.title}</h1>
        ${this.#submission.card()}
        ${done(this.decided && (this.decided === "allow" ? w.allowed : w.refused))}
        ${this.#content()}
      </section>
    `;
  }

  #content(): TemplateResult {
    const w = about().device;
    if (this.decided) {
      return html`<p class="aside"><a href="/account">${w.toAccount}</a></p>`;
    }
    return this.asked ? this.#compared(this.asked) : this.#typing();
  }

  #typing(): TemplateResult {
    const w = about().device;
    return html`
      <p class="lead">${w.lead}</p>
      ${errorSummary(this.#form, this.words, { code: w.code })}
      <form novalidate @submit=${this.#submit}>
        ${textField({
          form: this.#form,
          name: "code",
          words: this.words,
          label: w.code,
          help: w.codeHelp,
          autocomplete: "off",
          capitals: true,
        })}
        ${sendButton(this.#submission.busy, w.lookUp, w.lookingUp)}
      </form>
    `;
  }

  #compared(asked: client.Authorization): TemplateResult {
    const w = about().device;
    return html`
      <p class="lead" id="device-code-label">${w.compare}</p>
      <p
        class="code short-code"
        id="device-code"
        role="group"
        aria-labelledby="device-code-label device-code"
        tabindex="-1"
      >
        ${asked.user_code}
      </p>
      <p class="hint">${w.warning}</p>
      ${this.#step(asked)}
      <p class="aside">
        <button type="button" class="link" @click=${this.#another}>${w.another}</button>
      </p>
    `;
  }

  #step(asked: client.Authorization): TemplateResult | typeof nothing {
    const w = about();
    switch (asked.step) {
      case "sign_in":
        return account.value ? this.#signInAgain(asked) : this.#signIn();
      case "raise_level":
        return html`<p>${w.authorize.raise(named(asked.portal))}</p>
          <div class="actions">
            <a class="button primary wide" href="/level">${w.authorize.raiseNow}</a>
          </div>`;
      case "consent":
        return html`<portal-consent
          .asked=${asked}
          .busy=${this.#submission.busy}
          @decided=${this.#decide}
        ></portal-consent>`;
      default:
        return nothing;
    }
  }

  #signIn(): TemplateResult {
    const w = about();
    return html`<p>${w.device.signIn}</p>
      <div class="actions">
        <a class="button primary wide" href="/">${w.authorize.signInNow}</a>
      </div>`;
  }

  /** The first page would lead whoever still counts as signed in straight back here. */
  #signInAgain(asked: client.Authorization): TemplateResult {
    const w = about().authorize;
    return html`<p>${w.signInAgain(named(asked.portal))}</p>
      <div class="actions">
        <button type="button" class="primary wide" @click=${() => void this.#leave(asked)}>
          ${w.signInAnew}
        </button>
      </div>`;
  }

  async #leave({ user_code }: client.Authorization): Promise<void> {
    await leave();
    comeBackTo("/device", user_code ?? "");
  }

  #submit = (event: Event): void => {
    event.preventDefault();
    this.#lookUp();
  };

  #lookUp(): void {
    const code = this.#form.values.code;
    void this.#submission.send(
      () => client.authorization({ user_code: code }),
      async (asked) => {
        comeBackTo("/device", asked.user_code ?? "");
        this.asked = asked;
        await this.#submission.focus(".code");
      },
    );
  }

  #decide = (event: CustomEvent<Decision>): void => {
    const decision = event.detail;
    const user_code = this.asked?.user_code ?? "";
    void this.#submission.send(
      () => client.decideAuthorization({ user_code, decision }),
      async (asked) => {
        if (asked.step !== "done") {
          this.asked = asked;
          return;
        }
        this.decided = decision;
        forgetOnward();
        await this.#submission.focus(".done");
      },
    );
  };

  #another = async (): Promise<void> => {
    forgetOnward();
    this.asked = undefined;
    this.#form.values.code = "";
    await this.#submission.focus("#code");
  };
}
