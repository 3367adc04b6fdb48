import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import * as api from "../api.ts";
import { filingFacts } from "../filing-facts.ts";
import { FilingWatch } from "../filing-watch.ts";
import { personList } from "../person-list.ts";
import { troubleCard } from "../trouble.ts";
import { View } from "../view.ts";
import { words } from "../words.ts";

/** What a clerk sees of a filing before they accept its papers: the same list, without what only its maker does. */
@customElement("clerk-page")
export class ClerkPage extends View {
  @property({ attribute: false }) visit!: api.Visit;
  @state() private isClerk = false;
  @state() private said: "wrong" | "tooMany" | undefined;
  @state() private trouble: api.Trouble | undefined;
  readonly #watch = new FilingWatch(this);

  override connectedCallback(): void {
    super.connectedCallback();
    this.isClerk = this.visit.is_clerk;
  }

  protected override render(): TemplateResult {
    const w = words.clerkPage;
    const { view, kinds, isLost } = this.#watch;
    const looked = this.#watch.trouble;
    const isMissing = looked?.code === "not_found";
    // Whose work is over types the code again.
    const isOver = looked?.code === "not_signed_in";
    const trouble = isMissing || isOver ? undefined : (looked ?? this.trouble);
    const said = isMissing ? w.missing : this.said && w[this.said];
    return html`
      <section class="card">
        <h1>${w.title}</h1>
        <p>${w.lead}</p>
        ${troubleCard(trouble)}
        <div role="status">${said ? html`<p class="trouble">${said}</p>` : nothing}</div>
        ${this.isClerk && !isOver ? this.#look() : this.#enter()}
        ${view && kinds ? this.#filing(view, kinds) : nothing}
        <div role="status">
          ${view && isLost ? html`<p class="note">${words.list.lost}</p>` : nothing}
        </div>
      </section>
    `;
  }

  #filing(view: api.FilingView, kinds: api.Kinds): TemplateResult {
    return html`
      <h2><span class="letters">${view.number}</span></h2>
      ${filingFacts(view, kinds)} ${personList(view, kinds, () => nothing)}
    `;
  }

  #enter(): TemplateResult {
    const w = words.clerkPage;
    return html`<form class="line" @submit=${this.#beClerk}>
      <label>${w.code} <input name="code" type="password" autocomplete="off" /></label>
      <button class="primary">${w.enter}</button>
    </form>`;
  }

  #look(): TemplateResult {
    const w = words.clerkPage;
    return html`<form class="line" @submit=${this.#read}>
      <label
        >${w.number} <input name="number" autocomplete="off" autocapitalize="characters"
      /></label>
      <button class="primary">${w.look}</button>
    </form>`;
  }

  #beClerk = async (event: Event): Promise<void> => {
    event.preventDefault();
    const answer = await api.beClerk(typed(event, "code"));
    this.isClerk = answer.ok;
    const code = answer.ok ? undefined : answer.trouble.code;
    this.said =
      code === "work_code_wrong" ? "wrong" : code === "too_many_attempts" ? "tooMany" : undefined;
    this.trouble = answer.ok || this.said ? undefined : answer.trouble;
    if (!answer.ok) return;
    await this.#watch.look();
    await this.focusOn("input[name=number]");
  };

  #read = async (event: Event): Promise<void> => {
    event.preventDefault();
    const number = typed(event, "number")
      .normalize("NFKC")
      .replace(/[^A-Za-z\d]/g, "");
    await this.#watch.open(number.toUpperCase());
  };
}

function typed(event: Event, name: string): string {
  const value = new FormData(event.target as HTMLFormElement).get(name);
  return typeof value === "string" ? value : "";
}
