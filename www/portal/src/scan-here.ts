import { html, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import * as api from "./api.ts";
import { troubleCard } from "./trouble.ts";
import { View } from "./view.ts";
import { language, words } from "./words.ts";

/** The embedded check: a person of the filing scans here. Fires `closed`. */
@customElement("scan-here")
export class ScanHere extends View {
  @property({ attribute: false }) visit!: api.Visit;
  @property() number = "";
  @property() reference = "";
  @property() name = "";
  @state() private token: string | undefined;
  @state() private trouble: api.Trouble | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#begin();
  }

  protected override render(): TemplateResult {
    const w = words.list;
    return html`
      <section class="scan-here" aria-label=${w.hereTitle(this.name)}>
        <h2>${w.hereTitle(this.name)}</h2>
        ${troubleCard(this.trouble)} ${this.token ? this.#widget(this.token) : ""}
        <button type="button" @click=${this.#close}>${w.close}</button>
      </section>
    `;
  }

  #widget(token: string): TemplateResult {
    return html`<real-name-check
      src=${this.visit.identity}
      client=${this.visit.client_id}
      token=${token}
      purpose="raise_level"
      lang=${language}
      @verified=${this.#close}
      @cancelled=${this.#close}
    ></real-name-check>`;
  }

  async #begin(): Promise<void> {
    const [answer] = await Promise.all([
      api.token(this.number, this.reference),
      loadWidget(this.visit.identity),
    ]);
    if (answer.ok) this.token = answer.value.token;
    else this.trouble = answer.trouble;
  }

  #close = (): void => {
    this.dispatchEvent(new CustomEvent("closed"));
  };
}

let loaded: Promise<void> | undefined;

/** The identity service's script tag, once. */
function loadWidget(identity: string): Promise<void> {
  loaded ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.type = "module";
    script.src = `${identity}/widget/real-name-check.js`;
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => reject(new Error("the widget did not load")));
    document.head.append(script);
  });
  return loaded;
}
