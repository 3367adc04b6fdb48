import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import * as api from "../api.ts";
import { View } from "../view.ts";
import { named, words } from "../words.ts";
import "../phone-sign-in.ts";

/** The login page, with the way to the app at its left (guide, G3); for whoever is signed in, what can be done here. */
@customElement("home-page")
export class HomePage extends View {
  @property({ attribute: false }) visit!: api.Visit;
  @state() private numbers: string[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.visit.person) return;
    void api.ownFilings().then((answer) => {
      if (answer.ok) this.numbers = answer.value.numbers;
    });
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
    const came = new URLSearchParams(location.search).get("sign-in");
    const said = came === "refused" ? w.refused : came === "failed" ? w.failed : undefined;
    return html`
      <section class="card">
        <h1>${w.title}</h1>
        <p>${w.lead}</p>
        <div role="status">${said ? html`<p class="trouble">${said}</p>` : nothing}</div>
        <a class="button primary wide" href="/sign-in">${w.go}</a>
        <phone-sign-in></phone-sign-in>
      </section>
    `;
  }

  #entries(name: string): TemplateResult {
    const w = words.entries;
    return html`
      <section class="card">
        <h1>${w.hello(name)}</h1>
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
        ${this.numbers.length === 0 ? html`<p>${w.none}</p>` : nothing}
        <ul>
          ${this.numbers.map((number) => html`<li><a href="/filings/${number}">${number}</a></li>`)}
        </ul>
      </section>
    `;
  }
}
