import { html, nothing, type TemplateResult } from "lit";
import type { Locale } from "../../../locales/zh.ts";
import { yearsFrom } from "./date-parts.ts";
import { dateField } from "./fields.ts";
import type { Form } from "./form.ts";
import { edgeNow } from "../clock.ts";
import { legalDay } from "../manage/legal-day.ts";

/** The oldest second-generation card: 2004. */
const FIRST_YEAR = 2004;
/** The longest term that ends. */
const LONGEST_TERM_YEARS = 20;

/** 有效期起 and 有效期止, as they stand on the card; `note` stands below them. */
export function termFields<Name extends string>(
  form: Form<Name | "valid_from" | "valid_until">,
  words: Locale,
  note: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  const year = Number(legalDay(edgeNow()).slice(0, 4));
  const longTerm = form.values.valid_until === "long_term";
  const choose = (event: Event): void => {
    const chosen = (event.target as HTMLInputElement).checked;
    form.type("valid_until", chosen ? "long_term" : "");
  };
  return html`
    ${dateField({
      form,
      name: "valid_from",
      words,
      label: words.fields.validFrom.label,
      help: words.fields.validFrom.help,
      years: yearsFrom(year, FIRST_YEAR),
    })}
    ${dateField({
      form,
      name: "valid_until",
      words,
      label: words.fields.validUntil.label,
      help: words.fields.validUntil.help,
      years: yearsFrom(year, year + LONGEST_TERM_YEARS),
      disabled: longTerm,
      note: html`
        <label class="tick-line" for="long_term">
          <input id="long_term" type="checkbox" .checked=${longTerm} @change=${choose} />
          <span>${words.fields.longTerm}</span>
        </label>
        ${note}
      `,
    })}
  `;
}
