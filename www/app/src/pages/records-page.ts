import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { Locale } from "../../../locales/zh.ts";
import * as client from "../../../shared/client.ts";
import { errorSummary, textField } from "../form/fields.ts";
import { Form } from "../form/form.ts";
import { PasswordShown } from "../form/password-field.ts";
import { language } from "../language.ts";
import { instant } from "../level/level-words.ts";
import { downloadJson } from "../manage/download.ts";
import { backLink, done, sendButton } from "../manage/parts.ts";
import { recordWords } from "../manage/record-words.ts";
import { Sending } from "../manage/sending.ts";
import { Submission } from "../manage/submission.ts";
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
  readonly #hidden = new PasswordShown(this);
  readonly #form = new Form(this, { password: { whole: () => undefined } });
  readonly #export = new Submission(this, this.#form);

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
        ${this.#export.card()} ${errorSummary(this.#form, this.words, { password: w.password })}
        ${done(this.exported ? w.exported : undefined)}
        <form novalidate @submit=${this.#takeAway}>
          ${textField({
            form: this.#form,
            name: "password",
            words: this.words,
            label: w.password,
            help: w.passwordHelp,
            type: this.#hidden.type,
            autocomplete: "current-password",
            tool: this.#hidden.tool(this.words),
          })}
          ${sendButton(this.#export.busy, w.export, w.exporting)}
        </form>
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

  #takeAway = async (event: Event): Promise<void> => {
    event.preventDefault();
    this.exported = false;
    const ask = () => client.exported(this.#form.values.password);
    await this.#export.send(ask, (everything) => {
      downloadJson("real-name-account.json", everything);
      this.#export.empty();
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
