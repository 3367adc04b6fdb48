import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { Locale } from "../../../locales/zh.ts";
import * as client from "../../../shared/client.ts";
import { language } from "../language.ts";
import { instant } from "../level/level-words.ts";
import { downloadJson } from "../manage/download.ts";
import { backLink, done } from "../manage/parts.ts";
import { recordWords } from "../manage/record-words.ts";
import { Sending } from "../manage/sending.ts";
import { View } from "../view.ts";

/** How many lines are shown at first, and with each wish for more. */
const STEP = 30;

/** 我的记录: everything that happened to the account, and a copy of all that is kept. */
@customElement("records-page")
export class RecordsPage extends View {
  @state() private history: client.Records | undefined;
  @state() private shown = STEP;
  @state() private exported = false;
  readonly #list = new Sending(this);
  readonly #export = new Sending(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#list.send(client.records, (history) => {
      this.history = history;
    });
  }

  protected override render(): TemplateResult {
    const w = this.words.manage.records;
    return html`
      <section class="column card">
        <h1 tabindex="-1">${w.title}</h1>
        <p class="lead">${w.lead}</p>
        ${this.#list.card()}
        ${this.#list.busy ? html`<p class="loading">${this.words.shell.loading}</p>` : nothing}
        ${this.history ? chain(this.history.is_intact, this.words) : nothing} ${this.#copy()}
        ${this.history ? this.#lines(this.history.records) : nothing} ${backLink(this.words)}
      </section>
    `;
  }

  #copy(): TemplateResult {
    const w = this.words.manage.records;
    return html`
      <section class="take-away" aria-labelledby="export-title">
        <h2 id="export-title">${w.exportTitle}</h2>
        <p>${w.exportText}</p>
        ${this.#export.card()} ${done(this.exported ? w.exported : undefined)}
        <div class="actions">
          <button
            type="button"
            class="primary"
            aria-disabled=${this.#export.busy ? "true" : "false"}
            @click=${this.#takeAway}
          >
            ${this.#export.busy ? w.exporting : w.export}
          </button>
        </div>
      </section>
    `;
  }

  #lines(records: client.RecordEntry[]): TemplateResult {
    const w = this.words.manage.records;
    const lines = [...records].reverse();
    return html`
      <h2>${w.list}</h2>
      <ol class="history lines">
        ${lines.slice(0, this.shown).map((entry) => this.#line(entry))}
      </ol>
      ${
        lines.length > this.shown
          ? html`<div class="actions">
              <button type="button" @click=${() => (this.shown += STEP)}>${w.more}</button>
            </div>`
          : nothing
      }
    `;
  }

  #line(entry: client.RecordEntry): TemplateResult {
    const { title, notes } = recordWords(entry, this.words, language.value);
    return html`<li>
      <strong>${title}</strong>
      ${notes.map((note) => html`<span>${note}</span>`)}
      <time datetime=${entry.at}>${instant(entry.at)}</time>
    </li>`;
  }

  #takeAway = async (): Promise<void> => {
    this.exported = false;
    await this.#export.send(client.exported, (everything) => {
      downloadJson("real-name-account.json", everything);
      this.exported = true;
    });
  };
}

/** Whether the records can be relied on. */
function chain(isIntact: boolean, words: Locale): TemplateResult {
  const { intact, broken } = words.manage.records;
  return html`<p class=${isIntact ? "chain" : "chain chain-broken"}>
    ${isIntact ? intact : broken}
  </p>`;
}
