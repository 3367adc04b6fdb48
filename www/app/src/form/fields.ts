import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Locale } from "../../../locales/zh.ts";
import type { Broken } from "./broken.ts";
import { dateOf, partsOf, twoDigits, type DateParts } from "./date-parts.ts";
import type { Form } from "./form.ts";

export interface FieldOptions<Name extends string> {
  form: Form<Name>;
  name: Name;
  label: string;
  help: string;
  words: Locale;
  /** What stands below the input: progress, a hint. */
  note?: TemplateResult | typeof nothing;
}

export interface TextOptions<Name extends string> extends FieldOptions<Name> {
  type?: "text" | "tel" | "password";
  autocomplete: string;
  inputmode?: "text" | "numeric" | "tel";
  capitals?: boolean;
  /** What stands at the end of the input, such as the button that shows a password. */
  tool?: TemplateResult;
}

/** A labelled text input, told apart from its neighbours by nothing but its options. */
export function textField<Name extends string>(options: TextOptions<Name>): TemplateResult {
  const { form, name, words } = options;
  const error = form.errors[name];
  return html`
    <div class="field" data-broken=${error ? name : nothing}>
      <label for=${name}>${options.label}</label>
      ${help(name, options.help)}
      <div class="input-row">
        <input
          id=${name}
          name=${name}
          type=${options.type ?? "text"}
          autocomplete=${options.autocomplete}
          inputmode=${options.inputmode ?? nothing}
          autocapitalize=${options.capitals ? "characters" : "off"}
          spellcheck="false"
          aria-required="true"
          aria-invalid=${error ? "true" : "false"}
          aria-describedby=${describedBy(name, options.help)}
          .value=${live(form.values[name])}
          @input=${(event: Event) => form.type(name, (event.target as HTMLInputElement).value)}
          @blur=${() => form.leave(name)}
        />
        ${options.tool ?? nothing}
      </div>
      ${errorLine(name, error, words)} ${options.note ?? nothing}
    </div>
  `;
}

export interface DateOptions<Name extends string> extends FieldOptions<Name> {
  years: string[];
  disabled?: boolean;
}

/** A day in three selects: no calendar to page through, no format to guess. */
export function dateField<Name extends string>(options: DateOptions<Name>): TemplateResult {
  const { form, name, words } = options;
  const error = form.errors[name];
  const parts = partsOf(form.values[name]);
  const choose = (part: keyof DateParts) => (event: Event) => {
    const value = (event.target as HTMLSelectElement).value;
    form.type(name, dateOf({ ...parts, [part]: value }));
  };
  const select = (part: keyof DateParts, values: string[]) =>
    partSelect(name, part, values, parts[part], options, choose(part));
  return html`
    <fieldset
      class="field date"
      data-broken=${error ? name : nothing}
      aria-describedby=${describedBy(name, options.help)}
    >
      <legend>${options.label}</legend>
      ${help(name, options.help)}
      <div class="date-row">
        ${select("year", options.years)} ${select("month", twoDigits(12))}
        ${select("day", twoDigits(31))}
      </div>
      ${errorLine(name, error, words)} ${options.note ?? nothing}
    </fieldset>
  `;
}

function partSelect<Name extends string>(
  name: Name,
  part: keyof DateParts,
  values: string[],
  chosen: string,
  { words, disabled, form }: DateOptions<Name>,
  change: (event: Event) => void,
): TemplateResult {
  const id = part === "year" ? name : `${name}-${part}`;
  return html`
    <div class="date-part">
      <label for=${id}>${words.fields[part]}</label>
      <select
        id=${id}
        aria-invalid=${form.errors[name] ? "true" : "false"}
        ?disabled=${disabled}
        .value=${live(chosen)}
        @change=${change}
      >
        <option value="" ?selected=${chosen === ""}>${words.fields.choose}</option>
        ${values.map((value) => html`<option value=${value} ?selected=${value === chosen}>${Number(value)}</option>`)}
      </select>
    </div>
  `;
}

/** Everything that has to be mended, each a way to its field; it takes the focus when it appears. */
export function errorSummary<Name extends string>(
  form: Form<Name>,
  words: Locale,
  labels: Record<Name, string>,
): TemplateResult | typeof nothing {
  const broken = form.broken();
  if (broken.length === 0) return nothing;
  const focus = (name: Name) => (event: Event) => {
    event.preventDefault();
    document.getElementById(name)?.focus();
  };
  return html`
    <section class="summary" tabindex="-1" role="alert">
      <h2>${words.fields.errorTitle(broken.length)}</h2>
      <ul>
        ${broken.map(
          (name) =>
            html`<li>
              <a href="#${name}" @click=${focus(name)}
                >${words.fields.errorOf(labels[name], ruleWords(name, form.errors[name], words))}</a
              >
            </li>`,
        )}
      </ul>
    </section>
  `;
}

/** The words for a broken rule; a rule that the page does not know yet has words too. */
export function ruleWords(name: string, error: Broken | undefined, words: Locale): string {
  const rules: Record<string, string | Record<string, string>> = words.rules;
  const ofField = rules[name];
  const word = typeof ofField === "object" && error ? ofField[error.rule] : undefined;
  return word ?? words.rules.other;
}

/** Always in the page, so that what appears in it is read out. */
export function errorLine(name: string, error: Broken | undefined, words: Locale): TemplateResult {
  return errorText(name, error && ruleWords(name, error, words));
}

/** The same with words of the caller's. */
export function errorText(name: string, text: string | undefined): TemplateResult {
  const told = text ? html`<span>${text}</span>` : nothing;
  return html`<p class="error" id="${name}-error" aria-live="polite">${told}</p>`;
}

function help(name: string, text: string): TemplateResult | typeof nothing {
  return text ? html`<p class="help" id="${name}-help">${text}</p>` : nothing;
}

function describedBy(name: string, helpText: string): string {
  return helpText ? `${name}-help ${name}-error` : `${name}-error`;
}
