import { html, nothing, type TemplateResult } from "lit";
import type { FilingPerson, Kinds, Subject } from "./api.ts";
import { fieldBreak, type PersonBreaks } from "./broken-fields.ts";
import { named, words } from "./words.ts";

/** What a person's fields need to know, and whom they tell. */
export interface PersonFields {
  index: number;
  person: FilingPerson;
  subject: Subject;
  kinds: Kinds;
  /** What is wrong, by field. */
  broken: PersonBreaks;
  /** Whether only whoever signs has to be verified. */
  asksWhoSigns: boolean;
  change: (changed: FilingPerson) => void;
  /** Takes the person out; nothing where it is the only one. */
  remove: (() => void) | undefined;
}

/** The fields of one person. */
export function personFields(fields: PersonFields): TemplateResult {
  const { index, remove } = fields;
  const w = words.filing;
  return html`
    <fieldset class="person">
      <legend>${w.person(index + 1)}</legend>
      ${text(fields, "name", w.nameLabel)} ${documentField(fields)}
      ${text(fields, "number", w.numberLabel)} ${roles(fields)}
      ${fields.asksWhoSigns ? signs(fields) : nothing}
      ${remove ? html`<button type="button" class="small" @click=${remove}>${w.remove(index + 1)}</button>` : nothing}
    </fieldset>
  `;
}

function text(
  { index, person, broken, change }: PersonFields,
  field: "name" | "number",
  label: string,
): TemplateResult {
  const id = `${field}-${index}`;
  const wrong = broken[field];
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <input
      id=${id}
      name=${id}
      .value=${person[field]}
      autocomplete="off"
      autocapitalize=${field === "number" ? "characters" : "off"}
      aria-invalid=${wrong ? "true" : "false"}
      aria-describedby=${wrong ? `${id}-wrong` : nothing}
      @input=${(event: Event) => change({ ...person, [field]: valueOf(event) })}
    />
    ${fieldBreak(id, wrong)}
  </div>`;
}

function documentField({ index, person, kinds, broken, change }: PersonFields): TemplateResult {
  const id = `document-${index}`;
  const wrong = broken["document"];
  return html`<div class="field">
    <label for=${id}>${words.filing.documentLabel}</label>
    <select
      id=${id}
      aria-invalid=${wrong ? "true" : "false"}
      aria-describedby=${wrong ? `${id}-wrong` : nothing}
      @change=${(event: Event) => change({ ...person, document: valueOf(event) })}
    >
      ${kinds.documents.map(
        ({ code, name }) =>
          html`<option value=${code} ?selected=${code === person.document}>${named(name)}</option>`,
      )}
    </select>
    ${fieldBreak(id, wrong)}
  </div>`;
}

function roles(fields: PersonFields): TemplateResult {
  const { index, person, subject, broken, change } = fields;
  const id = `roles-${index}`;
  const wrong = broken["roles"];
  const has = (code: string): boolean => person.roles.includes(code);
  const toggle = (code: string): string[] =>
    has(code) ? person.roles.filter((role) => role !== code) : [...person.roles, code];
  const mayBeEnterprise = subject.roles.some(
    ({ code, may_be_enterprise }) => may_be_enterprise && has(code),
  );
  return html`
    <fieldset
      class="roles"
      id=${id}
      tabindex="-1"
      aria-describedby=${wrong ? `${id}-wrong` : nothing}
    >
      <legend>${words.filing.rolesLabel}</legend>
      ${fieldBreak(id, wrong)}
      ${subject.roles.map(
        ({ code, name }) =>
          html`<label class="tick">
            <input
              type="checkbox"
              name=${id}
              value=${code}
              .checked=${has(code)}
              aria-invalid=${wrong ? "true" : "false"}
              @change=${() => change({ ...person, roles: toggle(code) })}
            />
            ${named(name)}
          </label>`,
      )}
    </fieldset>
    ${mayBeEnterprise || person.enterprise ? representing(fields) : nothing}
  `;
}

function representing({ index, person, broken, change }: PersonFields): TemplateResult {
  const w = words.filing;
  const id = `enterprise-${index}`;
  const wrong = broken["enterprise"];
  return html`<div class="field long">
    <label for=${id}>${w.enterpriseLabel}</label>
    <input
      id=${id}
      name=${id}
      .value=${person.enterprise ?? ""}
      autocomplete="off"
      aria-invalid=${wrong ? "true" : "false"}
      aria-describedby=${wrong ? `${id}-help ${id}-wrong` : `${id}-help`}
      @input=${(event: Event) => change({ ...person, enterprise: valueOf(event) || null })}
    />
    <small id=${`${id}-help`}>${w.enterpriseHelp}</small>
    ${fieldBreak(id, wrong)}
  </div>`;
}

function signs({ index, person, change }: PersonFields): TemplateResult {
  return html`<label class="tick">
    <input
      type="checkbox"
      name=${`signs-${index}`}
      .checked=${person.signs ?? false}
      @change=${(event: Event) => change({ ...person, signs: isTicked(event) })}
    />
    ${words.filing.signsLabel}
  </label>`;
}

const valueOf = (event: Event): string =>
  (event.target as HTMLInputElement | HTMLSelectElement).value;
const isTicked = (event: Event): boolean => (event.target as HTMLInputElement).checked;
