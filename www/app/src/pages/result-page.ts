import { html, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { codeOf } from "../../../shared/trouble.ts";
import { instant, levelBadge } from "../level/level-words.ts";
import { errand } from "../errand.ts";
import { after, onwardPlace } from "../onward.ts";
import { go } from "../router.ts";
import { arrive } from "../scan/arrival.ts";
import { moreTimeHelps, needs } from "../needs/stated.ts";
import { account, consent, result, type Begun, type Passed, type ScanResult } from "../state.ts";
import { View } from "../view.ts";

type Unsent = { begun: Begun; sealed: Uint8Array };

/** What came of the scan, and what to do next. */
@customElement("result-page")
export class ResultPage extends View {
  @state() private busy = false;

  /** Somebody who is not signed in, and scanned nothing, has no result. */
  protected override updated(): void {
    if (!result.value && account.value === null) go("/", { replace: true });
  }

  protected override render(): TemplateResult {
    const w = this.words.result;
    return html`
      <section class="column">
        <h1 tabindex="-1">${w.title}</h1>
        ${this.#outcome(result.value)}
      </section>
    `;
  }

  #outcome(outcome: ScanResult | undefined): TemplateResult {
    const w = this.words.result;
    if (!outcome) {
      return html`<div class="card">
        <p>${w.nothing}</p>
        <div class="actions"><a class="button primary" href="/account">${w.toAccount}</a></div>
      </div>`;
    }
    if ("passed" in outcome) return this.#passed(outcome.passed);
    return this.#failed(outcome);
  }

  #passed({ level, decided_at }: Passed): TemplateResult {
    const w = this.words.result;
    return html`
      <div class="card passed">
        <h2>${w.passed}</h2>
        ${levelBadge(level ?? 4, this.words)}
        <p>${w.passedText}</p>
        ${decided_at ? html`<p class="muted">${w.decidedAt(instant(decided_at))}</p>` : ""}
        <div class="actions">
          <a class="button primary" href=${after("/account")}>
            ${onwardPlace() ? this.words.shell.onward.goOn : w.toAccount}
          </a>
        </div>
      </div>
    `;
  }

  #failed(outcome: Extract<ScanResult, { trouble: unknown }>): TemplateResult {
    const w = this.words;
    const unsent = outcome.unsent;
    return html`
      <problem-card
        .trouble=${outcome.trouble}
        @next=${(event: Event) => unsent && this.#resend(event, unsent)}
      ></problem-card>
      ${unsent ? html`<p class="aside">${this.busy ? w.scan.sending : w.result.resendText}</p>` : ""}
      <div class="actions">
        ${this.#isTooSlow(outcome) ? this.#moreTime() : ""}
        ${
          account.value
            ? html`<a class="button" href="/account">${w.result.toAccount}</a>`
            : html`<a class="button" href="/">${w.face.toSignIn}</a>`
        }
      </div>
    `;
  }

  #isTooSlow({ trouble }: Extract<ScanResult, { trouble: unknown }>): boolean {
    return moreTimeHelps(codeOf(trouble)) && Boolean(consent.value && errand.value);
  }

  #moreTime(): TemplateResult {
    return html`<button type="button" data-way="more_time" @click=${this.#scanWithMoreTime}>
      ${this.words.needs.moreTimeAgain}
    </button>`;
  }

  #scanWithMoreTime = (): void => {
    needs.value = { ...needs.value, moreTime: true };
    go("/scan");
  };

  /** Sends the same bytes again; the scan need not be repeated. */
  async #resend(event: Event, unsent: Unsent): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    const { submit } = await import("../scan/flow.ts");
    const outcome = await submit(unsent.begun, unsent.sealed);
    this.busy = false;
    arrive(errand.value ?? { purpose: "raise_level" }, outcome);
  }
}
