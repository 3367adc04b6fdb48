import { html, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Authorization } from "../../../shared/client.ts";
import { View } from "../view.ts";
import { scopeList } from "./scope-list.ts";
import { about, named } from "./words.ts";

/** What a person says to it. */
export type Decision = "allow" | "refuse";

/** What a portal asks to know, to be allowed or refused. Fires `decided` with which of the two. */
@customElement("portal-consent")
export class PortalConsent extends View {
  @property({ attribute: false }) asked!: Authorization;
  @property({ type: Boolean }) busy = false;

  protected override render(): TemplateResult {
    const w = about().consent;
    return html`
      <h2 tabindex="-1">${w.title(named(this.asked.portal))}</h2>
      <p>${w.who}</p>
      ${scopeList(this.asked.scopes)}
      <p class="muted">${w.withdraw}</p>
      <div class="actions">
        ${this.#button("allow", this.busy ? w.sending : w.allow)}
        ${this.#button("refuse", w.refuse)}
      </div>
    `;
  }

  #button(decision: Decision, text: string): TemplateResult {
    return html`<button
      type="button"
      class=${decision === "allow" ? "primary" : ""}
      aria-disabled=${this.busy ? "true" : "false"}
      @click=${() => this.#decide(decision)}
    >
      ${text}
    </button>`;
  }

  #decide(decision: Decision): void {
    if (this.busy) return;
    this.dispatchEvent(new CustomEvent("decided", { detail: decision, bubbles: true }));
  }
}
