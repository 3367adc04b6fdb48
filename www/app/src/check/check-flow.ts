import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import * as client from "../../../shared/client.ts";
import { codeOf, nextOf, type Trouble } from "../../../shared/trouble.ts";
import { language } from "../language.ts";
import type { Scanned } from "../scan/face-scan.ts";
import { forgetNeeds, moreTimeHelps, needs } from "../needs/stated.ts";
import { consent, type ScanResult } from "../state.ts";
import { View } from "../view.ts";
import { anotherDeviceHelps } from "./other-device.ts";
import { shortCode } from "./short-code.ts";
import "../level/face-consent.ts";
import "../problem/problem-card.ts";
import "./hand-over.ts";

/** Where a check stands, for whoever shows it: each is told by the event `step`. */
export type Step =
  "redeeming" | "comparing" | "consent" | "scanning" | "other_device" | "passed" | "failed";

type Unsent = Extract<ScanResult, { trouble: unknown }>["unsent"];

/**
 * A check, from its token to the result. Fires `step` with each {@link Step}, `trouble` with what the person is told,
 * `passed`, and `cancelled`. Whoever leaves in the middle gives the check up.
 */
@customElement("check-flow")
export class CheckFlow extends View {
  /** What is redeemed, once. */
  @property() token = "";
  /** Whether another screen handed the check over to this one. */
  @property({ type: Boolean }) other = false;
  /** Whether this device cannot scan, so that another one is asked for at once. */
  @property({ type: Boolean }) elsewhere = false;
  @state() private step: Step = "redeeming";
  @state() private trouble: Trouble | undefined;
  @state() private busy = false;
  #check: client.Check | undefined;
  #unsent: Unsent;
  #isGivenUp = false;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("pagehide", this.#leave);
    window.addEventListener("pageshow", this.#return);
    consent.value = undefined;
    forgetNeeds();
    void this.#redeem();
  }

  override disconnectedCallback(): void {
    removeEventListener("pagehide", this.#leave);
    window.removeEventListener("pageshow", this.#return);
    this.#leave();
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    switch (this.step) {
      case "redeeming":
        return html`<p class="column loading" role="status">${this.words.check.opening}</p>`;
      case "comparing":
        return this.#comparison();
      case "consent":
        return this.#consent();
      case "scanning":
        return html`<face-scan
          .reason=${this.#reason()}
          @scanned=${this.#scanned}
          @left=${() => this.#show("consent")}
        ></face-scan>`;
      case "other_device":
        return this.#handOver();
      case "passed":
        return this.#passed();
      case "failed":
        return this.#failed();
    }
  }

  #comparison(): TemplateResult {
    const w = this.words.check;
    const status = this.#check?.status;
    const portal = status?.portal?.[language.value];
    return html`
      <article class="column card reading">
        <h1 tabindex="-1">${w.compareTitle}</h1>
        <p>${portal ? w.askedBy(portal) : w.askedByYou}</p>
        <p>${w.codeLabel}</p>
        ${shortCode(status?.short_code ?? "")}
        <p>${w.compareText}</p>
        <div class="actions">
          <button type="button" class="primary" @click=${() => this.#show("consent")}>
            ${w.same}
          </button>
          <button type="button" @click=${this.#cancel}>${w.differs}</button>
        </div>
      </article>
    `;
  }

  #consent(): TemplateResult {
    const w = this.words;
    const portal = this.#check?.status.portal?.[language.value];
    return html`
      <article class="column card reading">
        <h1 tabindex="-1">${w.face.consentTitle}</h1>
        ${portal ? html`<p>${w.check.askedBy(portal)}</p>` : nothing}
        <p class="lead">${w.face.consentLead(w.face.purposes.raise_level)}</p>
        <face-consent purpose="raise_level" @agreed=${() => this.#scan()}></face-consent>
        <div class="actions">
          ${this.other ? nothing : this.#otherDevice()}
          <button type="button" @click=${this.#cancel}>${w.check.cancel}</button>
        </div>
      </article>
    `;
  }

  #otherDevice(): TemplateResult {
    return html`<button
      type="button"
      data-way="other_device"
      @click=${() => this.#show("other_device")}
    >
      ${this.words.check.otherDevice}
    </button>`;
  }

  #handOver(): TemplateResult {
    return html`<hand-over
      .ticket=${this.#check?.ticket ?? ""}
      ?here=${!this.elsewhere}
      @passed=${() => this.#finish({ passed: {} })}
      @here=${() => this.#show("consent")}
      @cancelled=${this.#cancel}
      @trouble=${({ detail }: CustomEvent<Trouble>) => this.#finish({ trouble: detail })}
    ></hand-over>`;
  }

  #passed(): TemplateResult {
    const w = this.words;
    return html`
      <section class="column">
        <div class="card passed">
          <h1 tabindex="-1">${w.result.passed}</h1>
          <p>${this.other ? w.check.backToOther : w.result.passedText}</p>
        </div>
      </section>
    `;
  }

  #failed(): TemplateResult {
    const trouble = this.trouble;
    if (!trouble) return html``;
    const w = this.words;
    const code = codeOf(trouble);
    const isOver = code === "check_unknown" || code === "already_at_level";
    return html`
      <section class="column">
        <problem-card
          .trouble=${trouble}
          level="1"
          apart
          @next=${(event: Event) => this.#next(event)}
        ></problem-card>
        ${this.busy ? html`<p role="status">${w.scan.sending}</p>` : nothing}
        ${this.#unsent && !this.busy ? html`<p class="aside">${w.result.resendText}</p>` : nothing}
        ${
          isOver
            ? nothing
            : html`<div class="actions">
                ${moreTimeHelps(code) && consent.value ? this.#moreTime() : nothing}
                ${!this.other && anotherDeviceHelps(code) ? this.#otherDevice() : nothing}
                <button type="button" @click=${this.#cancel}>${w.check.cancel}</button>
              </div>`
        }
      </section>
    `;
  }

  #moreTime(): TemplateResult {
    return html`<button type="button" data-way="more_time" @click=${this.#scanWithMoreTime}>
      ${this.words.needs.moreTimeAgain}
    </button>`;
  }

  #scanWithMoreTime = (): void => {
    needs.value = { ...needs.value, moreTime: true };
    void this.#scan();
  };

  #reason(): unknown {
    return {
      errand: { purpose: "raise_level" },
      consent: consent.value,
      // Without its ticket the scan is refused: it never becomes one of whoever is signed in.
      check: this.#check?.ticket ?? "",
    };
  }

  async #redeem(): Promise<void> {
    this.#tell("redeeming");
    this.step = "redeeming";
    const answer = await client.redeemCheck(this.token);
    if (!answer.ok) return this.#finish({ trouble: answer.trouble });
    // It was left while the answer was on its way.
    if (!this.isConnected) return void client.cancelCheck(answer.value.ticket);
    this.#check = answer.value;
    await this.#show(this.other ? "comparing" : this.elsewhere ? "other_device" : "consent");
  }

  #scanned = ({ detail }: Scanned): void => this.#finish(detail);

  #finish(outcome: ScanResult): void {
    if ("passed" in outcome) {
      this.#unsent = undefined;
      void this.#show("passed");
      this.dispatchEvent(new Event("passed"));
      return;
    }
    this.trouble = outcome.trouble;
    this.#unsent = outcome.unsent;
    void this.#show("failed");
    const detail = codeOf(outcome.trouble);
    this.dispatchEvent(new CustomEvent("trouble", { detail }));
  }

  /** From the card that tells a trouble to what can be done about it here; what leads elsewhere is left to the card. */
  #next(event: Event): void {
    const next = this.trouble && nextOf(this.trouble);
    if (next === "counter" || next === "upgrade") return;
    event.preventDefault();
    if (this.#unsent) return void this.#resend(this.#unsent);
    if (!this.#check) return void this.#redeem();
    if (next === "consent") consent.value = undefined;
    if (consent.value) void this.#scan();
    else void this.#show("consent");
  }

  /** Sends the same bytes again; the scan need not be repeated. */
  async #resend({ begun, sealed }: NonNullable<Unsent>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    const { submit } = await import("../scan/flow.ts");
    const outcome = await submit(begun, sealed);
    this.busy = false;
    this.#finish(outcome);
  }

  #cancel = async (): Promise<void> => {
    const ticket = this.#open();
    this.#check = undefined;
    this.dispatchEvent(new Event("cancelled"));
    if (ticket) await client.cancelCheck(ticket);
  };

  /** The page is left: what is not over is given up, so that the camera's owner is not waited for. */
  #leave = (): void => {
    const ticket = this.#open();
    this.#check = undefined;
    if (!ticket) return;
    this.#isGivenUp = true;
    void client.cancelCheck(ticket);
  };

  /** The browser kept the page while it was left, and shows it again as it was: the check is over all the same. */
  #return = ({ persisted }: PageTransitionEvent): void => {
    if (persisted && this.#isGivenUp) this.#finish({ trouble: { code: "check_unknown" } });
  };

  /** The ticket, unless the check is over. */
  #open(): string | undefined {
    return this.step === "passed" ? undefined : this.#check?.ticket;
  }

  /** The scan's own code comes with the consent, not before. */
  async #scan(): Promise<void> {
    const isLoaded = await import("../scan/face-scan.ts").then(Boolean, () => false);
    if (isLoaded) await this.#show("scanning");
    else this.#finish({ trouble: { code: "parts_missing" } });
  }

  async #show(step: Exclude<Step, "redeeming">): Promise<void> {
    this.step = step;
    this.#tell(step);
    await this.updateComplete;
    await this.querySelector<View>("face-scan, hand-over, problem-card")?.updateComplete;
    this.querySelector<HTMLElement>("h1")?.focus();
  }

  #tell(step: Step): void {
    this.dispatchEvent(new CustomEvent<Step>("step", { detail: step }));
  }
}
