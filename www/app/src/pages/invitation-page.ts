import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as client from "../../../shared/client.ts";
import { checkLetters } from "../counter/check-letters.ts";
import { qrCode } from "../counter/qr-code.ts";
import { leave } from "../frame.ts";
import { instant } from "../level/level-words.ts";
import { Sending } from "../manage/sending.ts";
import { comeBackTo, forgetOnward } from "../onward.ts";
import { about, named } from "../portal/words.ts";
import { go } from "../router.ts";
import { account, operator } from "../state.ts";
import { View } from "../view.ts";

/** Where each state's next step is. */
const STEPS: Record<string, string> = {
  not_registered: "/notice",
  activation_needed: "/activate",
  level_three: "/level",
  level_four: "/account/business",
  expired: "/account/business",
};

/** States whose next step takes an account that is signed in. */
const SIGNED_IN = ["level_three", "level_four", "expired"];

/** How often it is looked at again, milliseconds. */
const EVERY_MS = 5_000;

/** 请完成实名认证: what an invited person has left to do for a filing. It does not say who is invited. */
@customElement("invitation-page")
export class InvitationPage extends View {
  @state() private status: client.Invitation | undefined;
  @state() private kinds: client.FilingKinds | undefined;
  @state() private voucher: client.Voucher | undefined;
  readonly #reading = new Sending(this);
  readonly #making = new Sending(this);
  readonly #ticket = location.hash.slice(1);
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.#ticket) return;
    void this.#read();
    void client.filingKinds().then((answer) => {
      if (answer.ok) this.kinds = answer.value;
    });
    this.#timer = setInterval(() => void this.#look(), EVERY_MS);
  }

  override disconnectedCallback(): void {
    clearInterval(this.#timer);
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const w = about().invitation;
    return html`
      <section class="column card form-card" @next=${this.#next}>
        <h1 tabindex="-1">${w.title}</h1>
        ${this.#ticket ? nothing : html`<p class="hint">${w.missing}</p>`} ${this.#reading.card()}
        ${this.status ? this.#invited(this.status) : nothing}
        ${this.#reading.busy && !this.status ? html`<p class="loading">${this.words.shell.loading}</p>` : nothing}
      </section>
    `;
  }

  #invited(status: client.Invitation): TemplateResult {
    const w = about().invitation;
    return html`
      <p class="lead">${w.lead(named(status.portal))}</p>
      <dl class="facts">
        <dt>${w.filing}</dt>
        <dd>${this.#filing(status)}</dd>
        <dt>${w.role}</dt>
        <dd>${status.roles.map((role) => this.#role(status, role)).join(" · ")}</dd>
        <dt>${w.now}</dt>
        <dd>
          <strong role="status">${w.states[status.state] ?? status.state}</strong>
        </dd>
      </dl>
      ${status.is_you === false ? this.#notYou() : this.#step(status)}
      <p class="muted">${w.until(instant(status.expires_at))}</p>
      ${STEPS[status.state] ? this.#counter() : nothing}
    `;
  }

  #step({ state }: client.Invitation): TemplateResult {
    const w = about().invitation;
    const step = STEPS[state];
    if (!step) return html`<p class="success">${w.done}</p>`;
    if (SIGNED_IN.includes(state) && !account.value) {
      return html`<div class="actions">
        <a class="button primary wide" href="/">${w.signIn}</a>
      </div>`;
    }
    return html`<div class="actions">
      <a class="button primary wide" href=${step}>${w.steps[state]}</a>
      ${account.value ? nothing : html`<a class="button wide" href="/">${w.hasAccount}</a>`}
    </div>`;
  }

  #notYou(): TemplateResult {
    const w = about().invitation;
    return html`
      <div class="hint">
        <p>${w.notYou}</p>
        <p>${w.mistyped}</p>
      </div>
      <div class="actions">
        <button type="button" class="primary wide" @click=${this.#leave}>${w.signOut}</button>
      </div>
    `;
  }

  #counter(): TemplateResult {
    const w = about().invitation;
    return html`
      <section class="refuse">
        <h2>${w.counterTitle}</h2>
        <p>${w.counterText}</p>
        <p class="muted">${operator().counter}</p>
        ${this.#making.card()} ${this.voucher ? this.#shown(this.voucher) : this.#offer()}
      </section>
    `;
  }

  #offer(): TemplateResult {
    const w = about().invitation;
    return html`<div class="actions">
      <button
        type="button"
        aria-disabled=${this.#making.busy ? "true" : "false"}
        @click=${this.#make}
      >
        ${this.#making.busy ? w.counterMaking : w.counterMake}
      </button>
    </div>`;
  }

  #shown(voucher: client.Voucher): TemplateResult {
    const w = about().invitation;
    return html`
      <div class="voucher-code">
        ${qrCode(voucher.short_code)}
        <div>
          <p class="muted" id="code-label">${w.voucher}</p>
          <p class="code" aria-labelledby="code-label" tabindex="-1">${voucher.short_code}</p>
          <p class="muted">${w.voucherHelp} ${w.voucherUntil(instant(voucher.expires_at))}</p>
          ${checkLetters(voucher)}
        </div>
      </div>
    `;
  }

  #filing({ subject_type, business }: client.Invitation): string {
    const subject = this.kinds?.subject_types.find(({ code }) => code === subject_type);
    const what = this.kinds?.businesses.find(({ code }) => code === business);
    const names = [subject, what].map((term) => term && named(term.name));
    return names.filter(Boolean).join(" · ") || this.words.shell.loading;
  }

  #role({ subject_type }: client.Invitation, role: string): string {
    const subject = this.kinds?.subject_types.find(({ code }) => code === subject_type);
    const known = subject?.roles.find(({ code }) => code === role);
    return known ? named(known.name) : "";
  }

  #make = (): void => {
    void this.#making.send(
      () => client.invitationVoucher(this.#ticket),
      async (voucher) => {
        this.voucher = voucher;
        await this.#making.focus(".code");
      },
    );
  };

  async #read(): Promise<void> {
    await this.#reading.send(
      () => client.invitation(this.#ticket),
      (status) => this.#take(status),
    );
  }

  /** Whoever has nothing left to do is led here no more. */
  #take(status: client.Invitation): void {
    this.status = status;
    if (STEPS[status.state]) comeBackTo("/invitation", this.#ticket);
    else forgetOnward();
  }

  /** Follows what happens elsewhere, only while somebody looks. */
  async #look(): Promise<void> {
    if (document.hidden || !this.status || !STEPS[this.status.state]) return;
    const answer = await client.invitation(this.#ticket);
    if (answer.ok && this.isConnected) this.#take(answer.value);
  }

  #leave = async (): Promise<void> => {
    await leave();
    comeBackTo("/invitation", this.#ticket);
  };

  /** An invitation that is over leads nowhere. */
  #next = (event: CustomEvent<string>): void => {
    if (event.detail !== "nothing") return;
    event.preventDefault();
    forgetOnward();
    go("/", { replace: true });
  };
}
