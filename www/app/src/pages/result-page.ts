import { html, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { instant, levelBadge } from "../level/level-words.ts";
import { go } from "../router.ts";
import { result, type ScanResult } from "../state.ts";
import { View } from "../view.ts";

/** What came of the scan, and what to do next. */
@customElement("result-page")
export class ResultPage extends View {
  @state() private busy = false;

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
    if ("passed" in outcome) return this.#passed(outcome.passed.level, outcome.passed.decided_at);
    return this.#failed(outcome);
  }

  #passed(level: number, decidedAt: string): TemplateResult {
    const w = this.words.result;
    return html`
      <div class="card passed">
        <h2>${w.passed}</h2>
        ${levelBadge(level, this.words)}
        <p>${w.passedText}</p>
        <p class="muted">${w.decidedAt(instant(decidedAt))}</p>
        <div class="actions"><a class="button primary" href="/account">${w.toAccount}</a></div>
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
      <div class="actions"><a class="button" href="/account">${w.result.toAccount}</a></div>
    `;
  }

  /** Sends the same bytes again; the scan need not be repeated. */
  async #resend(event: Event, unsent: { id: string; sealed: Uint8Array }): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    const { submit } = await import("../scan/flow.ts");
    result.value = await submit(unsent.id, unsent.sealed);
    this.busy = false;
    if ("passed" in result.value) go("/result");
  }
}
