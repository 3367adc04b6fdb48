import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import * as api from "../api.ts";
import { brokenList, breaksOf, mended, type Place } from "../broken-fields.ts";
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
  /** What was sent last, and under which key: the same filing sent twice is one filing. */
  #sent = { key: "", text: "" };
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
        ${this.#troubles()} ${this.number ? nothing : this.#kind()}
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
        <select id="subject_type" name="subject" @change=${this.#chooseSubject}>
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
      <h2 id="persons" tabindex="-1">${w.persons}</h2>
      <p>${w.personsHelp}</p>
      ${this.persons.map((person, index) =>
        personFields({
          index,
          person,
          subject,
          kinds,
          asksWhoSigns: this.#business !== "establishment",
          broken: breaksOf(this.trouble, index),
          change: (changed) => this.#change(index, changed),
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

  /** Which fields of whom break which rules, or whatever else went wrong. */
  #troubles(): TemplateResult {
    const { fields = [] } = this.trouble ?? {};
    return fields.length > 0 ? brokenList(fields, this.#focusPlace) : troubleCard(this.trouble);
  }

  #focusPlace = (event: Event, { id }: Place): void => {
    event.preventDefault();
    this.querySelector<HTMLElement>(`[id="${id}"]`)?.focus();
  };

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

  /** Who was counted from the first is another now: no mark would stand where it belongs. */
  #remove(index: number): void {
    this.persons = this.persons.toSpliced(index, 1);
    this.trouble = undefined;
  }

  #change(index: number, changed: api.FilingPerson): void {
    const before = this.persons[index];
    this.persons = this.persons.with(index, changed);
    this.trouble = mended(this.trouble, ({ field }) => {
      const [list, place, name] = field.split(".");
      const isOther = list !== "persons" || place !== String(index);
      return (
        isOther ||
        before?.[name as keyof api.FilingPerson] === changed[name as keyof api.FilingPerson]
      );
    });
  }

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.busy || !this.subject) return;
    this.busy = true;
    const answer = this.number
      ? await api.replacePersons(this.number, this.persons)
      : await this.#make();
    this.busy = false;
    if (answer.ok) {
      location.assign(`/filings/${answer.value.number}`);
      return;
    }
    this.trouble = answer.trouble;
    await this.focusOn(".trouble");
  };

  /** After a failure of the network nobody knows whether the filing was made: what is unchanged keeps its key. */
  async #make(): Promise<api.Answer<{ number: string }>> {
    const filing = {
      subject_type: this.subject,
      business: this.#business,
      persons: this.persons,
    };
    const text = JSON.stringify(filing);
    if (text !== this.#sent.text) this.#sent = { key: crypto.randomUUID(), text };
    const answer = await api.makeFiling(this.#sent.key, filing);
    const isConflict = !answer.ok && answer.trouble.code === "idempotency_conflict";
    if (isConflict) this.#sent = { key: "", text: "" };
    return answer;
  }
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
