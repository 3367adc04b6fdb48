import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { ScanResult } from "../state.ts";
import { View } from "../view.ts";
import { scan, type Phase, type Reason } from "./flow.ts";
import type { Guide } from "./messages.ts";
import { scanStage } from "./stage.ts";

/** How a scan ended: {@link FaceScan} fires it as `scanned`. */
export type Scanned = CustomEvent<ScanResult>;

/**
 * One scan: what the camera sees, what to do in words, colour and sound of a screen reader, and the way out. It begins
 * as soon as it is shown. Fires `scanned` with how it ended, and `left` when the person gives it up.
 */
@customElement("face-scan")
export class FaceScan extends View {
  @property({ attribute: false }) reason: Reason | undefined;
  @state() private phase: Phase | undefined;
  @state() private guide: Guide | undefined;
  readonly #left = new AbortController();
  #begun = false;

  protected override firstUpdated(): void {
    const video = this.querySelector("video");
    if (!this.reason || !video) return;
    const show = {
      phase: (phase: Phase) => (this.phase = phase),
      guide: (guide: Guide) => this.#show(guide),
    };
    void scan(video, this.reason, show, this.#left.signal).then((detail) => {
      if (this.#left.signal.aborted) return;
      this.dispatchEvent(new CustomEvent<ScanResult>("scanned", { detail }));
    });
  }

  override disconnectedCallback(): void {
    this.#left.abort();
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const w = this.words.scan;
    const guide = this.phase === "scanning" ? this.guide : undefined;
    const tone = guide && this.#isReturning(guide) ? "hold" : guide?.tone;
    const progress = guide
      ? guide.done / guide.of
      : this.phase === "sealing" || this.phase === "sending"
        ? 1
        : 0;
    return html`
      <section class="column scan" data-phase=${this.phase ?? nothing} data-tone=${tone ?? "wait"}>
        <h1 tabindex="-1">${w.title}</h1>
        <p class="prompt" role="status" aria-live="assertive" data-code=${guide?.code ?? nothing}>
          ${this.#prompt(guide)}
        </p>
        <p class="scan-step">
          ${guide && this.#begun ? w.step(Math.min(guide.done + 1, guide.of), guide.of) : html`&nbsp;`}
        </p>
        ${scanStage(progress, w.preview)}
        <div class="actions">
          <button type="button" @click=${() => this.dispatchEvent(new Event("left"))}>
            ${w.cancel}
          </button>
          <a class="button" href="/counter">${this.words.level.refuse}</a>
        </div>
        <p class="muted">${w.privacy}</p>
      </section>
    `;
  }

  #prompt(guide: Guide | undefined): string {
    const w = this.words.scan;
    switch (this.phase) {
      case "camera":
        return w.camera;
      case "loading":
        return w.loading;
      case "scanning":
        if (guide && this.#isReturning(guide)) return w.returning;
        return guide ? guidanceWords(guide.code, w.guidance, w.ready) : w.ready;
      case "sealing":
        return w.sealing;
      case "sending":
        return w.sending;
      case undefined:
        return w.preparing;
    }
  }

  /** Between two actions people look ahead again: they did well, and nothing is amiss. */
  #isReturning(guide: Guide): boolean {
    return this.#begun && guide.code === "look_straight";
  }

  /** A new action is also felt, where the device can do that. */
  #show(guide: Guide): void {
    if (guide.prompt) {
      this.#begun = true;
      if ("vibrate" in navigator) navigator.vibrate(60);
    }
    this.guide = guide;
  }
}

function guidanceWords(code: string, known: Record<string, string>, otherwise: string): string {
  return known[code] ?? otherwise;
}
