import { html, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { qrCode } from "./qr-code.ts";
import { View } from "./view.ts";
import { words } from "./words.ts";

/** The link of one invitation, to scan or to send. Fires `closed`. */
@customElement("invitation-card")
export class InvitationCard extends View {
  @property() name = "";
  @property() link = "";
  /** The link that was copied last. */
  @state() private copied = "";

  protected override render(): TemplateResult {
    const w = words.list;
    return html`
      <section class="invitation" tabindex="-1" aria-label=${w.invited(this.name)}>
        <h2>${w.invited(this.name)}</h2>
        <p>${w.invitedText}</p>
        ${qrCode(this.link, w.invited(this.name))}
        <p class="link-text">
          <a href=${this.link} target="_blank" rel="noopener">${this.link}</a>
        </p>
        <div class="actions">
          <button type="button" @click=${this.#copy}>
            ${this.copied === this.link ? w.copied : w.copy}
          </button>
          <button type="button" @click=${() => this.dispatchEvent(new CustomEvent("closed"))}>
            ${w.close}
          </button>
        </div>
      </section>
    `;
  }

  #copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(this.link);
    this.copied = this.link;
  };
}
