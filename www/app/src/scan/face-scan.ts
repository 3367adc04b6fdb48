import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { ScanResult } from "../state.ts";
import { View } from "../view.ts";
import { scan, type Phase, type Reason } from "./flow.ts";
import type { Guide } from "./messages.ts";
import { scanStage } from "./stage.ts";
import { isSpoken } from "../needs/stated.ts";
import { canSpeak, isHeard, patterns, setSpoken, vibrate, Voice } from "../needs/voice.ts";

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
  @state() private isMirrored = true;
  @state() private changeCamera: (() => void) | undefined;
  #touched: (() => void) | undefined;
  readonly #left = new AbortController();
  readonly #voice = new Voice();
  #begun = false;

  protected override firstUpdated(): void {
    const video = this.querySelector("video");
    if (!this.reason || !video) return;
    const show = {
      phase: (phase: Phase) => this.#enter(phase),
      guide: (guide: Guide) => this.#show(guide),
      camera: (isMirrored: boolean, change: (() => void) | undefined) => {
        this.isMirrored = isMirrored;
        this.changeCamera = change;
      },
      touch: (act: () => Promise<void>) =>
        new Promise<void>((resolve, reject) => {
          this.#touched = () => void act().then(resolve, reject);
        }),
    };
    void scan(video, this.reason, show, this.#left.signal).then((detail) => {
      if (this.#left.signal.aborted) return;
      vibrate("passed" in detail ? patterns.done : patterns.failed);
      this.dispatchEvent(new CustomEvent<ScanResult>("scanned", { detail }));
    });
  }

  override disconnectedCallback(): void {
    this.#left.abort();
    this.#voice.stop();
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
        <p
          class="prompt"
          role="status"
          aria-live=${isHeard() ? "off" : "assertive"}
          data-code=${guide?.code ?? nothing}
        >
          ${this.#prompt(guide)}
        </p>
        <p class="scan-step">
          ${guide && this.#begun ? w.step(Math.min(guide.done + 1, guide.of), guide.of) : html`&nbsp;`}
        </p>
        ${scanStage(progress, w.preview, this.isMirrored)}
        <div class="actions">
          ${this.phase === "touch" ? this.#start() : nothing}
          ${this.changeCamera && this.phase === "scanning" ? this.#otherCamera(this.changeCamera) : nothing}
          ${canSpeak() ? this.#sound() : nothing}
          <button type="button" @click=${() => this.dispatchEvent(new Event("left"))}>
            ${w.cancel}
          </button>
          <a class="button" href="/counter">${this.words.level.refuse}</a>
        </div>
        <p class="muted">${w.privacy}</p>
      </section>
    `;
  }

  /** A capture begins with nothing shown of the one before. */
  #beginAnew(): void {
    this.#begun = false;
    this.guide = undefined;
  }

  #start(): TemplateResult {
    return html`<button type="button" class="primary" data-touch @click=${() => this.#touched?.()}>
      ${this.words.scan.touch}
    </button>`;
  }

  #otherCamera(change: () => void): TemplateResult {
    return html`<button type="button" data-camera @click=${change}>
      ${this.words.scan.otherCamera}
    </button>`;
  }

  /** One voice at a time: while the page speaks, a screen reader does not. */
  #sound(): TemplateResult {
    const w = this.words.scan;
    return html`<button
      type="button"
      data-sound
      aria-pressed=${isSpoken.value ? "true" : "false"}
      @click=${() => setSpoken(!isSpoken.value, w.soundOn)}
    >
      ${w.sound}
    </button>`;
  }

  #prompt(guide: Guide | undefined): string {
    const w = this.words.scan;
    switch (this.phase) {
      case "camera":
        return w.camera;
      case "touch":
        return w.touchPlease;
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

  #enter(phase: Phase): void {
    this.phase = phase;
    if (phase === "scanning") this.#beginAnew();
    this.#voice.say(this.#prompt(undefined), true, performance.now());
  }

  /** A new action, and its end, are also felt, each in its own way, and heard where that is wanted. */
  #show(guide: Guide): void {
    const isNew = guide.code !== this.guide?.code;
    if (guide.prompt) {
      this.#begun = true;
      vibrate(patterns[guide.prompt]);
      // The same movement may be asked for twice in a row, and is said again.
      this.#voice.stop();
    } else if (isNew && this.#isReturning(guide)) vibrate(patterns.returning);
    this.guide = guide;
    const isUrgent = isNew && guide.tone !== "adjust" && guide.tone !== "hold";
    const text = this.#prompt(guide);
    this.#voice.say(
      text,
      isUrgent || Boolean(guide.prompt) || this.#isReturning(guide),
      performance.now(),
    );
  }
}

function guidanceWords(code: string, known: Record<string, string>, otherwise: string): string {
  return known[code] ?? otherwise;
}
