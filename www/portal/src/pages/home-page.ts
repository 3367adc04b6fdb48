import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import * as api from "../api.ts";
import { businessName, stateName, subjectName } from "../filing-facts.ts";
import { here, outcome, signInAddress } from "../places.ts";
import { troubleCard } from "../trouble.ts";
import { View } from "../view.ts";
import { moment, named, words } from "../words.ts";
import "../phone-sign-in.ts";

/** The login page, with the way to the app at its left (guide, G3); for whoever is signed in, what can be done here. */
@customElement("home-page")
export class HomePage extends View {
  @property({ attribute: false }) visit!: api.Visit;
  @state() private filings: api.OwnFiling[] | undefined;
  @state() private kinds: api.Kinds | undefined;
  @state() private trouble: api.Trouble | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.visit.person) void this.#load();
  }

  protected override render(): TemplateResult {
    return html`
      <div class="with-aside">
        ${this.#app()} ${this.visit.person ? this.#entries(this.visit.person.name) : this.#signIn()}
      </div>
    `;
  }

  #app(): TemplateResult {
    return html`
      <aside>
        <a class="app-link" href="/download">
          <img src="/app.svg" alt="" width="72" height="72" />
          <span>${named(this.visit.downloads.link)}</span>
        </a>
      </aside>
    `;
  }

  #signIn(): TemplateResult {
    const w = words.signIn;
    const ended = outcome();
    const said =
      ended === "refused" || ended === "failed" || ended === "unreachable" ? w[ended] : undefined;
    return html`
      <section class="card">
        <h1>${w.title}</h1>
        <p>${w.lead}</p>
        <div role="status">${said ? html`<p class="trouble">${said}</p>` : nothing}</div>
        <a class="button primary wide" href=${signInAddress(here())}>${w.go}</a>
        <phone-sign-in></phone-sign-in>
      </section>
    `;
  }

  #entries(name: string): TemplateResult {
    const w = words.entries;
    return html`
      <section class="card">
        <h1>${w.hello(name)}</h1>
        <div role="status">
          ${outcome() === "again" ? html`<p class="good">${words.signIn.again}</p>` : nothing}
        </div>
        <h2>${w.title}</h2>
        <ul class="entries">
          ${(["establishment", "cancellation"] as const).map(
            (business) =>
              html`<li>
                <a href="/filings/new?business=${business}">
                  <strong>${w[business].term}</strong>
                  <span>${w[business].text}</span>
                </a>
              </li>`,
          )}
        </ul>
        <h2>${w.own}</h2>
        ${troubleCard(this.trouble)} ${this.#own()}
      </section>
    `;
  }

  #own(): TemplateResult | typeof nothing {
    if (!this.filings) return this.trouble ? nothing : html`<p>${words.loading}</p>`;
    if (this.filings.length === 0) return html`<p>${words.entries.none}</p>`;
    return html`<ul class="own">
      ${this.filings.map(
        ({ number, business, subject_type, state, made_at }) =>
          html`<li>
            <a href="/filings/${number}"><span class="letters">${number}</span></a>
            <span>${businessName(business)} · ${subjectName(subject_type, this.kinds)}</span>
            <span>${words.facts.at(stateName(state), moment(made_at))}</span>
          </li>`,
      )}
    </ul>`;
  }

  async #load(): Promise<void> {
    const [filings, kinds] = await Promise.all([api.ownFilings(), api.kinds()]);
    // Without the kinds a line lacks its kind of business, no more.
    if (kinds.ok) this.kinds = kinds.value;
    if (filings.ok) this.filings = filings.value.filings;
    else this.trouble = filings.trouble;
  }
}
