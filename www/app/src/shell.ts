import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { hasWords, words } from "./language.ts";
import { go, path } from "./router.ts";
import { missing, routes, type Route } from "./routes.ts";
import { footer, header } from "./frame.ts";
import { account, loadAccount, loadDeployment, operator, startTrouble } from "./state.ts";
import { whose } from "./switched.ts";
import { View } from "./view.ts";
import "./problem/problem-card.ts";

/** The frame around every page: header, the page of the path, footer. */
@customElement("app-shell")
export class AppShell extends View {
  @state() private shown: Route | undefined;
  @state() private loadFailed = false;
  #wanted = "";

  protected override willUpdate(): void {
    if (this.#wanted !== path.value) {
      const first = this.#wanted === "";
      this.#wanted = path.value;
      void this.#show(path.value, first);
    }
  }

  protected override updated(): void {
    const page = this.shown?.title(words());
    this.dataset["path"] = path.value;
    document.title = [page, operator().appName, operator().province].filter(Boolean).join(" · ");
    if (this.shown?.signedIn && account.value === null) go("/", { replace: true });
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!hasWords()) return nothing;
    return html`
      <a class="skip-link" href="#main" @click=${this.#skip}>${this.words.shell.skip}</a>
      ${header()}
      <main id="main" tabindex="-1">${whose(path.value)}${this.#page()}</main>
      ${footer()}
    `;
  }

  #page(): TemplateResult | typeof nothing {
    const trouble = this.loadFailed ? ({ code: "network" } as const) : startTrouble.value;
    if (trouble) {
      return html`<div class="column">
        <problem-card .trouble=${trouble} level="1" @next=${this.#startAgain}></problem-card>
      </div>`;
    }
    const route = this.shown;
    if (!route) return nothing;
    if (route.signedIn && !account.value) {
      return html`<p class="column loading">${this.words.shell.loading}</p>`;
    }
    return route.show();
  }

  /** Loads the page's code, shows it, and moves the focus to its heading. */
  async #show(wanted: string, first: boolean): Promise<void> {
    const route = routes[wanted] ?? missing;
    try {
      await route.load?.();
      this.loadFailed = false;
    } catch {
      this.loadFailed = true;
    }
    if (path.value !== wanted) return;
    this.shown = route;
    await this.updateComplete;
    if (first) return;
    scrollTo(0, 0);
    (this.querySelector<HTMLElement>("main h1") ?? this.#main())?.focus();
  }

  #startAgain = (event: Event): void => {
    event.preventDefault();
    if (this.loadFailed) {
      location.reload();
      return;
    }
    startTrouble.value = undefined;
    void loadDeployment();
    void loadAccount();
  };

  #skip = (event: Event): void => {
    event.preventDefault();
    this.#main()?.focus();
  };

  #main(): HTMLElement | null {
    return this.querySelector<HTMLElement>("main");
  }
}
