import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Locale } from "../../../locales/zh.ts";
import { yearsFrom } from "../form/date-parts.ts";
import { dateField } from "../form/fields.ts";
import type { Form } from "../form/form.ts";
import type { Language } from "../language.ts";
import { dayWords, lastDayYears } from "./legal-day.ts";

export type BusinessField = "authorise" | "last_day";

export interface BusinessFormOptions {
  form: Form<BusinessField>;
  words: Locale;
  language: Language;
  now: number;
  /** How many working days ahead the last day may lie, if there is a limit. */
  workingDays: number | undefined;
  /** The latest day, once the edge has told it. */
  latest: string | undefined;
  /** The year whose public holidays were not known when that day was counted. */
  unlistedYear: number | undefined;
}

/** 否 or 是, and with 是 the last day. */
export function businessFields(options: BusinessFormOptions): TemplateResult {
  const { form, words } = options;
  const w = words.manage.business;
  return html`
    <fieldset class="choices">
      <legend>${w.choice}</legend>
      ${choice(form, "no", w.no)} ${choice(form, "yes", w.yes)}
    </fieldset>
    ${form.values.authorise === "yes" ? lastDay(options) : nothing}
  `;
}

function choice(form: Form<BusinessField>, value: "yes" | "no", label: string): TemplateResult {
  return html`<label class="choice" for="authorise-${value}">
    <input
      id="authorise-${value}"
      type="radio"
      name="authorise"
      value=${value}
      .checked=${live(form.values.authorise === value)}
      @change=${() => form.type("authorise", value)}
    />
    <span>${label}</span>
  </label>`;
}

function lastDay(options: BusinessFormOptions): TemplateResult {
  const { form, words, workingDays, now } = options;
  const w = words.manage.business;
  return dateField({
    form,
    name: "last_day",
    words,
    label: w.lastDay,
    help: workingDays === undefined ? w.lastDayHelp : w.lastDayHelpLimited(workingDays),
    years: yearsFrom(...lastDayYears(now, workingDays)),
    note: latestHint(options),
  });
}

/** Only the edge knows the holidays: the latest day is offered once it has told it. */
function latestHint(options: BusinessFormOptions): TemplateResult {
  const { form, words, language, latest, unlistedYear } = options;
  const w = words.manage.business;
  const day = latest && dayWords(latest, language);
  return html`<div class="hint-place" aria-live="polite">
    ${
      day
        ? html`<div class="hint">
            <p>${w.latest(day)}</p>
            ${unlistedYear === undefined ? nothing : html`<p>${w.unlistedYear(unlistedYear)}</p>`}
            <button type="button" class="small" @click=${() => form.type("last_day", latest)}>
              ${w.latestApply(day)}
            </button>
          </div>`
        : nothing
    }
  </div>`;
}
