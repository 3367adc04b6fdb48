import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as api from "./api.ts";
import { isElder, switchElder, wear } from "./display.ts";
import { troubleCard } from "./trouble.ts";
import { View } from "./view.ts";
import { named, switchLanguage, words } from "./words.ts";

type Page = (visit: api.Visit) => TemplateResult;

/** The frame around every page. Each page is a document of its own: the address says which. */
@customElement("portal-app")
export class PortalApp extends View {
  @state() private visit: api.Visit | undefined;
  @state() private trouble: api.Trouble | undefined;
  @state() private page: Page | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    wear();
    void this.#start();
  }

  protected override render(): TemplateResult {
    return html`
      <a class="skip-link" href="#main">${words.skip}</a>
      <header class="top">
        <a class="brand" href="/">
          <img src="/mark.svg" alt="" width="40" height="40" />
          <span>
            <small>${this.visit ? named(this.visit.downloads.province) : ""}</small>
            <strong>${words.name}</strong>
          </span>
        </a>
        <nav>
          <a href="/clerk">${words.clerk}</a>
          <button type="button" @click=${switchElder}>
            ${isElder ? words.standard : words.elder}
          </button>
          <button
            type="button"
            lang=${words.code === "en" ? "zh-CN" : "en"}
            @click=${switchLanguage}
          >
            ${words.other}
          </button>
          ${this.visit?.person ? html`<button type="button" @click=${this.#signOut}>${words.signOut}</button>` : nothing}
        </nav>
      </header>
      ${this.visit?.downloads.demonstration ? html`<aside class="demonstration" aria-label=${words.notice}>${words.demonstration}</aside>` : nothing}
      <main id="main" tabindex="-1">
        ${troubleCard(this.trouble)}
        ${this.visit && this.page ? this.page(this.visit) : this.trouble ? nothing : html`<p>${words.loading}</p>`}
      </main>
    `;
  }

  protected override updated(): void {
    document.documentElement.lang = words.code;
    void this.#entitle();
  }

  async #start(): Promise<void> {
    const [visit, page] = await Promise.all([api.visit(), pageOf(location.pathname)]);
    if (visit.ok) this.visit = visit.value;
    else this.trouble = visit.trouble;
    this.page = page;
  }

  /** Names the document after its page, once that has rendered. */
  async #entitle(): Promise<void> {
    const shown = this.querySelector("main > *:not([role])");
    if (shown instanceof LitElement) await shown.updateComplete;
    const title = this.querySelector("h1")?.textContent?.trim();
    document.title = [title, words.name].filter(Boolean).join(" · ");
  }

  #signOut = async (): Promise<void> => {
    await api.signOut();
    location.assign("/");
  };
}

/** The page of a path; whoever is not signed in is shown the first. */
async function pageOf(path: string): Promise<Page> {
  if (path === "/download") {
    await import("./pages/download-page.ts");
    return (visit) => html`<download-page .visit=${visit}></download-page>`;
  }
  if (path === "/clerk") {
    await import("./pages/clerk-page.ts");
    return (visit) => html`<clerk-page .visit=${visit}></clerk-page>`;
  }
  await import("./pages/home-page.ts");
  const home: Page = (visit) => html`<home-page .visit=${visit}></home-page>`;
  if (path === "/filings/new") {
    await import("./pages/new-filing-page.ts");
    return (visit) => (visit.person ? html`<new-filing-page></new-filing-page>` : home(visit));
  }
  const [, number, action] = /^\/filings\/(\w+)(?:\/(persons))?$/.exec(path) ?? [];
  if (!number) return home;
  if (action) {
    await import("./pages/new-filing-page.ts");
    return (visit) =>
      visit.person ? html`<new-filing-page number=${number}></new-filing-page>` : home(visit);
  }
  await import("./pages/filing-page.ts");
  return (visit) =>
    visit.person ? html`<filing-page .visit=${visit} number=${number}></filing-page>` : home(visit);
}
