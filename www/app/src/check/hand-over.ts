import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import * as client from "../../../shared/client.ts";
import { codeOf, nextOf, type Trouble } from "../../../shared/trouble.ts";
import { qrCode } from "../counter/qr-code.ts";
import { View } from "../view.ts";
import { shortCode } from "./short-code.ts";
import "../problem/problem-card.ts";

/** A code to scan is replaced after this long, well before the edge takes it no more. */
const CODE_MS = 60_000;
/** How often it is asked what the other device does. */
const LOOK_MS = 2_000;

/**
 * The first screen of a check that goes on on another device: a QR code that changes every minute, the short code that
 * both show, and what the other device does. Fires `passed`; `here` and `cancelled` when the person chooses so;
 * `trouble` when the check is over.
 */
@customElement("hand-over")
export class HandOver extends View {
  @property() ticket = "";
  /** Whether this device can scan as well. */
  @property({ type: Boolean }) here = false;
  @state() private shown: client.HandOver | undefined;
  @state() private isTaken = false;
  @state() private isLost = false;
  /** Why there is no code for now; the person asks again. */
  @state() private refusal: Trouble | undefined;
  #looking: ReturnType<typeof setInterval> | undefined;
  #replacedAt = 0;
  #asking = false;
  #hadFocus = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#looking = setInterval(() => void this.#look(), LOOK_MS);
    void this.#replace();
  }

  override disconnectedCallback(): void {
    clearInterval(this.#looking);
    super.disconnectedCallback();
  }

  protected override willUpdate(): void {
    this.#hadFocus = this.contains(document.activeElement);
  }

  /** What had the focus may be gone: it goes to the heading then, not to the beginning of the page. */
  protected override updated(): void {
    if (this.#hadFocus && !this.contains(document.activeElement)) this.querySelector("h1")?.focus();
  }

  protected override render(): TemplateResult {
    const w = this.words.check;
    return html`
      <article class="column card reading">
        <h1 tabindex="-1">${w.handOverTitle}</h1>
        ${this.refusal ? this.#refused(this.refusal) : this.isTaken ? nothing : this.#way()}
        <div role="status">
          ${this.isTaken ? html`<p class="success">${w.taken}</p>` : nothing}
          ${this.isLost ? html`<p class="hint">${w.lost}</p>` : nothing}
        </div>
        ${this.shown && !this.refusal ? this.#code(this.shown.short_code) : nothing}
        <div class="actions">
          ${this.isTaken ? this.#another() : nothing}
          ${
            this.here
              ? html`<button type="button" @click=${() => this.dispatchEvent(new Event("here"))}>
                  ${w.here}
                </button>`
              : nothing
          }
          <button type="button" @click=${() => this.dispatchEvent(new Event("cancelled"))}>
            ${w.cancel}
          </button>
        </div>
      </article>
    `;
  }

  #way(): TemplateResult {
    const w = this.words.check;
    return html`
      <p>${w.handOverText}</p>
      <div class="hand-over-code" role="img" aria-label=${w.qrLabel}>
        ${this.shown ? qrCode(this.shown.link) : html`<p>${w.opening}</p>`}
      </div>
      <p class="muted">${w.replaced}</p>
    `;
  }

  #refused(trouble: Trouble): TemplateResult {
    return html`<problem-card .trouble=${trouble} apart @next=${this.#askAgain}></problem-card>`;
  }

  /** A phone that has run out of power does not give the check back. */
  #another(): TemplateResult {
    return html`<button type="button" data-way="another" @click=${() => void this.#replace()}>
      ${this.words.check.another}
    </button>`;
  }

  #code(code: string): TemplateResult {
    const w = this.words.check;
    return html`
      <p>${w.sameCode}</p>
      ${shortCode(code)}
    `;
  }

  /** The next code to scan; the one before serves no more. */
  async #replace(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    this.refusal = undefined;
    const answer = await client.handOverCheck(this.ticket);
    this.#asking = false;
    this.isLost = !answer.ok && !("problem" in answer.trouble);
    if (answer.ok) {
      this.shown = answer.value;
      this.isTaken = false;
      this.#replacedAt = Date.now();
    } else if (isOver(answer.trouble)) this.#fail(answer.trouble);
    else if (!this.isLost) this.refusal = answer.trouble;
  }

  #askAgain = (event: Event): void => {
    const next = this.refusal && nextOf(this.refusal);
    if (next !== "try_again" && next !== "try_later") return;
    event.preventDefault();
    void this.#replace();
  };

  async #look(): Promise<void> {
    const answer = await client.checkStatus(this.ticket);
    if (!this.isConnected) return;
    this.isLost = !answer.ok && !("problem" in answer.trouble);
    if (!answer.ok) {
      if (isOver(answer.trouble)) this.#fail(answer.trouble);
      return;
    }
    const { state, is_handed_over } = answer.value;
    if (state === "passed") return void this.dispatchEvent(new Event("passed"));
    if (state !== "opened") return this.#fail({ code: "check_unknown" });
    const wasTaken = this.isTaken;
    this.isTaken = is_handed_over;
    const isStale = Date.now() - this.#replacedAt >= CODE_MS;
    if (!is_handed_over && !this.refusal && (wasTaken || isStale)) await this.#replace();
  }

  #fail(trouble: Trouble): void {
    this.dispatchEvent(new CustomEvent<Trouble>("trouble", { detail: trouble }));
  }
}

/** Whether the check itself is over; what else goes wrong passes by itself, or leaves the phone at its scan. */
function isOver(trouble: Trouble): boolean {
  return codeOf(trouble) === "check_unknown";
}
