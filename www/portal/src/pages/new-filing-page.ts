import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import * as api from "../api.ts";
import { personFields } from "../person-fields.ts";
import { troubleCard } from "../trouble.ts";
import { View } from "../view.ts";
import { named, words } from "../words.ts";

/** 窗口登记: subject type and persons, for a new filing or, with a number, for one that is changed. */
@customElement("new-filing-page")
export class NewFilingPage extends View {
  @property() number = "";
  @state() private kinds: api.Kinds | undefined;
  @state() private subject = "";
  @state() private persons: api.FilingPerson[] = [nobody("p1")];
  @state() private busy = false;
  @state() private trouble: api.Trouble | undefined;
  #business = new URLSearchParams(location.search).get("business") ?? "establishment";
  /** The same filing sent twice is one filing. */
  #key = crypto.randomUUID();
  #references = 1;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  protected override render(): TemplateResult {
    const w = words.filing;
    const subject = this.kinds?.subject_types.find(({ code }) => code === this.subject);
    return html`
      <form class="card" novalidate @submit=${this.#submit}>
        <h1>${w.newTitle[this.#business] ?? w.persons}</h1>
        ${this.#broken()} ${this.number ? nothing : this.#kind()}
        ${this.kinds && subject ? this.#personList(this.kinds, subject) : nothing}
      </form>
    `;
  }

  #kind(): TemplateResult {
    const w = words.filing;
    return html`
      <fieldset>
        <legend>${w.method}</legend>
        <label class="tick">
          <input type="radio" name="method" value="counter" checked />
          <span><strong>${w.counter}</strong> ${w.counterText}</span>
        </label>
      </fieldset>
      <label>
        ${w.subject}
        <select name="subject" @change=${this.#chooseSubject}>
          <option value="" ?selected=${!this.subject}>${w.chooseSubject}</option>
          ${this.kinds?.subject_types.map(
            ({ code, name }) =>
              html`<option value=${code} ?selected=${code === this.subject}>
                ${named(name)}
              </option>`,
          )}
        </select>
      </label>
    `;
  }

  #personList(kinds: api.Kinds, subject: api.Subject): TemplateResult {
    const w = words.filing;
    return html`
      <h2>${w.persons}</h2>
      <p>${w.personsHelp}</p>
      ${this.persons.map((person, index) =>
        personFields({
          index,
          person,
          subject,
          kinds,
          asksWhoSigns: this.#business !== "establishment",
          change: (changed) => (this.persons = this.persons.with(index, changed)),
          remove: this.persons.length > 1 ? () => this.#remove(index) : undefined,
        }),
      )}
      <div class="actions">
        <button type="button" @click=${this.#add}>${w.add}</button>
        <button class="primary" aria-disabled=${this.busy ? "true" : "false"}>
          ${this.busy ? w.submitting : w.submit}
        </button>
      </div>
    `;
  }

  /** Which fields of whom break which rules. */
  #broken(): TemplateResult {
    const { fields = [] } = this.trouble ?? {};
    if (fields.length === 0) return troubleCard(this.trouble);
    const w = words.filing;
    return html`<div role="alert" class="trouble" tabindex="-1">
      <p>${w.broken}</p>
      <ul>
        ${fields.map(({ field, rule }) => html`<li>${this.#place(field)}：${w.rule[rule] ?? w.rule["other"]}</li>`)}
      </ul>
    </div>`;
  }

  /** `persons[1].number`, in words. */
  #place(field: string): string {
    const w = words.filing;
    const [, index, name] = /^persons\D(\d+)\W*(\w*)/.exec(field) ?? [];
    if (index === undefined) return w.persons;
    return w.fieldOf(Number(index) + 1, w.fields[name ?? ""] ?? "");
  }

  async #load(): Promise<void> {
    const [kinds, filing] = await Promise.all([
      api.kinds(),
      this.number ? api.readFiling(this.number) : undefined,
    ]);
    if (kinds.ok) this.kinds = kinds.value;
    else this.trouble = kinds.trouble;
    if (filing?.ok) {
      this.subject = filing.value.filing.subject_type;
      this.#business = filing.value.filing.business;
      this.persons = filing.value.persons;
      this.#references = this.persons.length;
    } else if (filing) this.trouble = filing.trouble;
  }

  #chooseSubject = (event: Event): void => {
    this.subject = (event.target as HTMLSelectElement).value;
    this.persons = this.persons.map((person) => ({ ...person, roles: [] }));
  };

  #add = async (): Promise<void> => {
    const taken = new Set(this.persons.map(({ reference }) => reference));
    do this.#references += 1;
    while (taken.has(`p${this.#references}`));
    this.persons = [...this.persons, nobody(`p${this.#references}`)];
    await this.focusOn(`input[name="name-${this.persons.length - 1}"]`);
  };

  #remove(index: number): void {
    this.persons = this.persons.toSpliced(index, 1);
  }

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.busy || !this.subject) return;
    this.busy = true;
    const answer = this.number
      ? await api.replacePersons(this.number, this.persons)
      : await api.makeFiling(this.#key, {
          subject_type: this.subject,
          business: this.#business,
          persons: this.persons,
        });
    this.busy = false;
    if (answer.ok) {
      location.assign(`/filings/${answer.value.number}`);
      return;
    }
    // What was refused is another request once it is mended.
    this.#key = crypto.randomUUID();
    this.trouble = answer.trouble;
    await this.focusOn(".trouble");
  };
}

function nobody(reference: string): api.FilingPerson {
  return {
    reference,
    roles: [],
    name: "",
    document: "resident_id_card",
    number: "",
    enterprise: null,
    signs: null,
  };
}
