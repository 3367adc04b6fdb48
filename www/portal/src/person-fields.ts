import { html, nothing, type TemplateResult } from "lit";
import type { FilingPerson, Kinds, Subject } from "./api.ts";
import { named, words } from "./words.ts";

/** What a person's fields need to know, and whom they tell. */
export interface PersonFields {
  index: number;
  person: FilingPerson;
  subject: Subject;
  kinds: Kinds;
  /** Whether only whoever signs has to be verified. */
  asksWhoSigns: boolean;
  change: (changed: FilingPerson) => void;
  /** Takes the person out; nothing where it is the only one. */
  remove: (() => void) | undefined;
}

/** The fields of one person. */
export function personFields(fields: PersonFields): TemplateResult {
  const { index, person, kinds, change, remove } = fields;
  const w = words.filing;
  return html`
    <fieldset class="person">
      <legend>${w.person(index + 1)}</legend>
      ${text(fields, "name", w.nameLabel)}
      <label>
        ${w.documentLabel}
        <select @change=${(event: Event) => change({ ...person, document: valueOf(event) })}>
          ${kinds.documents.map(
            ({ code, name }) =>
              html`<option value=${code} ?selected=${code === person.document}>
                ${named(name)}
              </option>`,
          )}
        </select>
      </label>
      ${text(fields, "number", w.numberLabel)} ${roles(fields)}
      ${fields.asksWhoSigns ? signs(fields) : nothing}
      ${remove ? html`<button type="button" class="small" @click=${remove}>${w.remove(index + 1)}</button>` : nothing}
    </fieldset>
  `;
}

function text(
  { index, person, change }: PersonFields,
  field: "name" | "number",
  label: string,
): TemplateResult {
  return html`<label>
    ${label}
    <input
      name=${`${field}-${index}`}
      .value=${person[field]}
      autocomplete="off"
      autocapitalize=${field === "number" ? "characters" : "off"}
      @input=${(event: Event) => change({ ...person, [field]: valueOf(event) })}
    />
  </label>`;
}

function roles({ index, person, subject, change }: PersonFields): TemplateResult {
  const w = words.filing;
  const has = (code: string): boolean => person.roles.includes(code);
  const toggle = (code: string): string[] =>
    has(code) ? person.roles.filter((role) => role !== code) : [...person.roles, code];
  const enterprise = subject.roles.some(
    ({ code, may_be_enterprise }) => may_be_enterprise && has(code),
  );
  return html`
    <fieldset class="roles">
      <legend>${w.rolesLabel}</legend>
      ${subject.roles.map(
        ({ code, name }) =>
          html`<label class="tick">
            <input
              type="checkbox"
              name=${`roles-${index}`}
              value=${code}
              .checked=${has(code)}
              @change=${() => change({ ...person, roles: toggle(code) })}
            />
            ${named(name)}
          </label>`,
      )}
    </fieldset>
    ${enterprise ? representing(index, person, change) : nothing}
  `;
}

function representing(
  index: number,
  person: FilingPerson,
  change: PersonFields["change"],
): TemplateResult {
  const w = words.filing;
  return html`<label>
    ${w.enterpriseLabel}
    <input
      name=${`enterprise-${index}`}
      .value=${person.enterprise ?? ""}
      autocomplete="off"
      aria-describedby=${`enterprise-help-${index}`}
      @input=${(event: Event) => change({ ...person, enterprise: valueOf(event) || null })}
    />
    <small id=${`enterprise-help-${index}`}>${w.enterpriseHelp}</small>
  </label>`;
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
