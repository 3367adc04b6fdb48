import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import * as api from "../api.ts";
import { personList } from "../person-list.ts";
import { troubleCard } from "../trouble.ts";
import { View } from "../view.ts";
import { words } from "../words.ts";

/** What a clerk sees of a filing before they accept its papers: the same list, without what only its maker does. */
@customElement("clerk-page")
export class ClerkPage extends View {
  @property({ attribute: false }) visit!: api.Visit;
  @state() private isClerk = false;
  @state() private view: api.FilingView | undefined;
  @state() private kinds: api.Kinds | undefined;
  @state() private said: string | undefined;
  @state() private trouble: api.Trouble | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.isClerk = this.visit.is_clerk;
    void api.kinds().then((answer) => {
      if (answer.ok) this.kinds = answer.value;
    });
  }

  protected override render(): TemplateResult {
    const w = words.clerkPage;
    return html`
      <section class="card">
        <h1>${w.title}</h1>
        <p>${w.lead}</p>
        ${troubleCard(this.trouble)}
        <div role="status">${this.said ? html`<p class="trouble">${this.said}</p>` : nothing}</div>
        ${this.isClerk ? this.#look() : this.#enter()}
        ${this.view && this.kinds ? personList(this.view, this.kinds, () => nothing) : nothing}
      </section>
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
    const isWrong = !answer.ok && answer.trouble.code === "not_signed_in";
    this.said = isWrong ? words.clerkPage.wrong : undefined;
    this.trouble = answer.ok || isWrong ? undefined : answer.trouble;
    if (answer.ok) await this.focusOn("input[name=number]");
  };

  #read = async (event: Event): Promise<void> => {
    event.preventDefault();
    const answer = await api.readFiling(typed(event, "number").trim().toUpperCase());
    const isMissing = !answer.ok && answer.trouble.code === "not_found";
    this.view = answer.ok ? answer.value : undefined;
    this.said = isMissing ? words.clerkPage.missing : undefined;
    this.trouble = answer.ok || isMissing ? undefined : answer.trouble;
  };
}

function typed(event: Event, name: string): string {
  const value = new FormData(event.target as HTMLFormElement).get(name);
  return typeof value === "string" ? value : "";
}
