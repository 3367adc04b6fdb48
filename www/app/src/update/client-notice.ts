import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { View } from "../view.ts";
import { leftWords } from "./client-standing.ts";
import { loadStanding, standing } from "./clients.ts";
import { upgrade } from "./update.ts";

/** How often the time that is left is told anew. */
const EVERY_MS = 60_000;

/**
 * 请升级到最新版本: how long this version is still taken, and the way to the newest, which the person may leave for later;
 * once it is not taken any more, the card that says so.
 */
@customElement("client-notice")
export class ClientNotice extends View {
  #ticking: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void loadStanding();
    this.#ticking = setInterval(() => this.requestUpdate(), EVERY_MS);
  }

  override disconnectedCallback(): void {
    clearInterval(this.#ticking);
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const now = standing.value;
    if (now.kind === "over") {
      return html`<problem-card .trouble=${{ code: "upgrade_needed" } as const}></problem-card>`;
    }
    return html`<div role="status">
      ${now.kind === "ending" ? this.#ending(now.until - Date.now()) : nothing}
    </div>`;
  }

  #ending(leftMs: number): TemplateResult {
    const w = this.words.clientNotice;
    return html`
      <div class="hint" data-client-notice>
        <p><strong>${w.title}</strong></p>
        <p>${w.text(leftWords(leftMs, w))}</p>
        <button type="button" class="small" @click=${upgrade}>${this.words.update.now}</button>
      </div>
    `;
  }
}
