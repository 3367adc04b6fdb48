import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import * as client from "../../../shared/client.ts";
import { codeOf } from "../../../shared/trouble.ts";
import { edgeNow } from "../clock.ts";
import { afterOf, granted, isStranger, made, seen, type Visit } from "../errand.ts";
import { instant } from "../level/level-words.ts";
import { Sending } from "../manage/sending.ts";
import { goOn } from "../onward.ts";
import { go } from "../router.ts";
import { loadAccount } from "../state.ts";
import { View } from "../view.ts";
import { checkLetters } from "./check-letters.ts";
import { qrCode } from "./qr-code.ts";
import { makeVoucher, voucherFor } from "./voucher.ts";

/** How often it is asked whether the clerk is done, milliseconds. */
const EVERY_MS = 4_000;

/** 办理凭证: made on wish, shown to the clerk, and watched until the clerk is done; then it leads on. */
@customElement("voucher-card")
export class VoucherCard extends View {
  @property({ attribute: false }) visit: Visit = { purpose: "raise_level" };
  @state() private isAttested = false;
  readonly #making = new Sending(this);
  readonly #claiming = new Sending(this);
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => void this.#look(), EVERY_MS);
  }

  override disconnectedCallback(): void {
    clearInterval(this.#timer);
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const w = this.words.counter;
    const voucher = voucherFor(this.visit, edgeNow());
    return html`
      <section class="voucher" aria-labelledby="voucher-title">
        <h2 id="voucher-title" tabindex="-1">${w.voucherTitle}</h2>
        <p>${w.purpose(w.purposes[this.visit.purpose])}</p>
        ${this.#making.card()} ${this.#claiming.card()}
        ${voucher ? this.#shown(voucher) : this.#offer()}
      </section>
    `;
  }

  #offer(): TemplateResult {
    const w = this.words.counter;
    return html`
      <p>${w.makeText}</p>
      <div class="actions">
        <button
          type="button"
          class="primary"
          aria-disabled=${this.#making.busy ? "true" : "false"}
          @click=${this.#make}
        >
          ${this.#making.busy ? w.making : w.make}
        </button>
      </div>
    `;
  }

  #shown(voucher: client.Voucher): TemplateResult {
    const w = this.words.counter;
    return html`
      ${this.isAttested ? nothing : this.#code(voucher)}
      <div role="status" class="voucher-state">
        ${this.isAttested ? html`<p class="success">${w.attested}</p>` : html`<p>${w.waiting}</p>`}
      </div>
      ${this.isAttested ? this.#goOn(voucher) : nothing}
    `;
  }

  #code(voucher: client.Voucher): TemplateResult {
    const w = this.words.counter;
    return html`
      <div class="voucher-code">
        ${qrCode(voucher.short_code)}
        <div>
          <p class="muted" id="code-label">${w.code}</p>
          <p class="code" aria-labelledby="code-label" tabindex="-1">${voucher.short_code}</p>
          <p class="muted">${w.until(instant(voucher.expires_at))}</p>
          ${checkLetters(voucher)}
        </div>
      </div>
      <p>
        <button type="button" class="link" @click=${() => (made.value = undefined)}>
          ${w.another}
        </button>
      </p>
    `;
  }

  #goOn(voucher: client.Voucher): TemplateResult {
    const w = this.words.counter;
    return html`<div class="actions">
      <button
        type="button"
        class="primary"
        aria-disabled=${this.#claiming.busy ? "true" : "false"}
        @click=${() => this.#claim(voucher)}
      >
        ${w.goOn[this.visit.purpose]}
      </button>
    </div>`;
  }

  #make = (): void => {
    void this.#making.send(
      () => makeVoucher(this.visit),
      async () => this.#making.focus(".code"),
    );
  };

  /** Asks only while somebody looks. */
  async #look(): Promise<void> {
    const voucher = voucherFor(this.visit, edgeNow());
    if (!voucher || this.isAttested || document.hidden) return;
    const answer = await client.voucherStatus(voucher.ticket);
    if (answer.ok) this.isAttested = answer.value.is_attested;
    else if (codeOf(answer.trouble) === "voucher_unknown") made.value = undefined;
  }

  /** Goes on as after a scan that passed. */
  #claim(voucher: client.Voucher): void {
    const { purpose } = this.visit;
    if (purpose !== "register" && !isStranger(purpose)) {
      void loadAccount().then(() => this.#leave());
      return;
    }
    void this.#claiming.send(
      () => client.claimVoucher(voucher.ticket),
      async ({ grant }) => {
        if (grant && purpose !== "register") granted.value = { purpose, grant };
        if (purpose === "sign_in") await loadAccount();
        this.#leave();
      },
    );
  }

  #leave(): void {
    const { purpose } = this.visit;
    seen.value = purpose === "register" ? made.value?.voucher.ticket : undefined;
    made.value = undefined;
    if (purpose === "register") go("/register");
    else if (purpose === "raise_level") goOn("/account");
    else if (purpose === "sign_in") goOn(afterOf(purpose));
    else go(afterOf(purpose));
  }
}
