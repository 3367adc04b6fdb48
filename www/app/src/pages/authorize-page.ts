import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as client from "../../../shared/client.ts";
import { leave } from "../frame.ts";
import { Sending } from "../manage/sending.ts";
import { comeBackTo, forgetOnward } from "../onward.ts";
import type { Decision } from "../portal/portal-consent.ts";
import { about, named } from "../portal/words.ts";
import { go } from "../router.ts";
import { account } from "../state.ts";
import { View } from "../view.ts";
import "../portal/portal-consent.ts";

/** 登录门户: what stands between whoever was sent here and the portal that sent them, one step after the other. */
@customElement("authorize-page")
export class AuthorizePage extends View {
  @state() private asked: client.Authorization | undefined;
  readonly #asking = new Sending(this);
  readonly #deciding = new Sending(this);
  readonly #request = location.hash.slice(1);

  override connectedCallback(): void {
    super.connectedCallback();
    const ask = () => client.authorization({ request: this.#request });
    void this.#asking.send(ask, (asked) => this.#go(asked));
  }

  protected override render(): TemplateResult {
    return html`
      <section class="column card form-card" @next=${this.#next}>
        <h1 tabindex="-1">${about().authorize.title}</h1>
        ${this.#asking.card()} ${this.#deciding.card()}
        ${this.asked ? this.#step(this.asked) : nothing}
        ${this.#asking.busy ? html`<p class="loading">${this.words.shell.loading}</p>` : nothing}
      </section>
    `;
  }

  #step(asked: client.Authorization): TemplateResult {
    const w = about().authorize;
    const portal = named(asked.portal);
    switch (asked.step) {
      case "sign_in":
        return account.value ? this.#signInAgain(portal) : this.#signIn(portal);
      case "raise_level":
        return html`<p class="lead">${w.raise(portal)}</p>
          <div class="actions">
            <a class="button primary wide" href="/level">${w.raiseNow}</a>
            ${this.#back()}
          </div>`;
      case "consent":
        return html`<portal-consent
          .asked=${asked}
          .busy=${this.#deciding.busy}
          @decided=${({ detail }: CustomEvent<Decision>) => this.#decide(detail)}
        ></portal-consent>`;
      default:
        return html`<p class="lead" role="status">${w.returning(portal)}</p>`;
    }
  }

  #signIn(portal: string): TemplateResult {
    const w = about().authorize;
    return html`
      <p class="lead">${w.signIn(portal)}</p>
      <div class="actions">
        <a class="button primary wide" href="/">${w.signInNow}</a>
        <a class="button wide" href="/notice">${w.register}</a>
        ${this.#back()}
      </div>
    `;
  }

  #signInAgain(portal: string): TemplateResult {
    const w = about().authorize;
    return html`
      <p class="lead">${w.signInAgain(portal)}</p>
      <div class="actions">
        <button type="button" class="primary wide" @click=${this.#leave}>${w.signInAnew}</button>
        ${this.#back()}
      </div>
    `;
  }

  /** Nobody has to go on: the portal is told so, which takes no sign-in. */
  #back(): TemplateResult {
    const { sending } = about().consent;
    return html`<button
      type="button"
      class="wide"
      data-decision="refuse"
      aria-disabled=${this.#deciding.busy ? "true" : "false"}
      @click=${() => this.#decide("refuse")}
    >
      ${this.#deciding.busy ? sending : about().authorize.back}
    </button>`;
  }

  #leave = async (): Promise<void> => {
    await leave();
    comeBackTo("/authorize", this.#request);
  };

  #go(asked: client.Authorization): void {
    this.asked = asked;
    if (asked.step !== "return" || !asked.return_to) {
      comeBackTo("/authorize", this.#request);
      return;
    }
    forgetOnward();
    location.replace(asked.return_to);
  }

  #decide(decision: Decision): void {
    const ask = () => client.decideAuthorization({ request: this.#request, decision });
    void this.#deciding.send(ask, (asked) => this.#go(asked));
  }

  /** A request that is over leads nowhere: the portal begins anew. */
  #next = (event: CustomEvent<string>): void => {
    if (event.detail !== "nothing") return;
    event.preventDefault();
    forgetOnward();
    go("/", { replace: true });
  };
}
