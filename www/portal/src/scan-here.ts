import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import * as api from "./api.ts";
import { isElder } from "./display.ts";
import { troubleCard } from "./trouble.ts";
import { View } from "./view.ts";
import { loadWidget } from "./widget.ts";
import { language, words } from "./words.ts";

/** How many tokens one scan may draw: each serves once, for ten minutes. */
const MOST_TOKENS = 5;

/** The embedded check: a person of the filing scans here. Fires `closed`. */
@customElement("scan-here")
export class ScanHere extends View {
  @property({ attribute: false }) visit!: api.Visit;
  @property() number = "";
  @property() reference = "";
  @property() name = "";
  @state() private token: string | undefined;
  @state() private isVerified = false;
  @state() private trouble: api.Trouble | undefined;
  #drawn = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#begin();
    void this.focusOn("h2");
  }

  protected override render(): TemplateResult {
    const w = words.list;
    return html`
      <section class="scan-here" aria-label=${w.hereTitle(this.name)}>
        <h2 tabindex="-1">${w.hereTitle(this.name)}</h2>
        ${troubleCard(this.trouble)}
        <div role="status">
          ${this.isVerified ? html`<p class="good">${w.hereDone(this.name)}</p>` : nothing}
        </div>
        ${this.token ? this.#widget(this.token) : nothing}
        <div class="actions">
          ${this.trouble ? html`<button type="button" @click=${this.#begin}>${w.hereAgain}</button>` : nothing}
          <button type="button" @click=${this.#close}>${w.close}</button>
        </div>
      </section>
    `;
  }

  #widget(token: string): TemplateResult {
    return html`<real-name-check
      src=${this.visit.identity}
      client=${this.visit.client_id}
      token=${token}
      lang=${language}
      ?elder=${isElder}
      @verified=${() => (this.isVerified = true)}
      @token-expired=${this.#drawAgain}
      @cancelled=${this.#close}
    ></real-name-check>`;
  }

  #begin = async (): Promise<void> => {
    this.trouble = undefined;
    this.#drawn = 0;
    if (await loadWidget(this.visit.identity)) await this.#draw();
    else this.trouble = { code: "network", fields: [] };
  };

  /** The frame goes on by itself with another token. */
  #drawAgain = (): void => {
    if (!this.isVerified && this.#drawn < MOST_TOKENS) void this.#draw();
  };

  async #draw(): Promise<void> {
    this.#drawn += 1;
    const answer = await api.token(this.number, this.reference);
    this.trouble = answer.ok ? undefined : answer.trouble;
    if (answer.ok) this.token = answer.value.token;
  }

  #close = (): void => {
    this.dispatchEvent(new CustomEvent("closed"));
  };
}
