import { html, type TemplateResult } from "lit";
import type { Locale } from "../../../locales/zh.ts";
import { yearsFrom } from "../form/date-parts.ts";
import { dateField, textField } from "../form/fields.ts";
import { mobileCodeField } from "../form/mobile-code-field.ts";
import { numberField } from "../form/number-field.ts";
import { newPasswordField, type PasswordShown } from "../form/password-field.ts";
import type { Rules } from "../identity.ts";
import { termsField } from "./terms-field.ts";
import { validityHint } from "./validity-hint.ts";
import type { Registration } from "./registration.ts";

/** The oldest second-generation card: 2004. */
const FIRST_YEAR = 2004;
/** The longest term that ends. */
const LONGEST_TERM_YEARS = 20;

/** The form's fields, in the order of the card. */
export function registrationFields(
  registration: Registration,
  words: Locale,
  rules: Rules | undefined,
  shown: PasswordShown,
): TemplateResult {
  return html`
    <h2 class="part">${words.register.cardTitle}</h2>
    ${textField({
      form: registration.form,
      name: "name",
      words,
      label: words.fields.name.label,
      help: words.fields.name.help,
      autocomplete: "name",
    })}
    ${numberField(registration.form, "number", words, rules, Date.now())}
    ${term(registration, words)}
    <h2 class="part">${words.register.accountTitle}</h2>
    ${textField({
      form: registration.form,
      name: "mobile",
      words,
      label: words.fields.mobile.label,
      help: words.fields.mobile.help,
      type: "tel",
      inputmode: "tel",
      autocomplete: "tel",
    })}
    ${mobileCodeField(registration.form, registration.code, words)}
    ${newPasswordField({
      form: registration.form,
      name: "password",
      words,
      label: words.fields.newPassword.label,
      shown,
    })}
    ${termsField(registration.form, words)}
  `;
}

function term(registration: Registration, words: Locale): TemplateResult {
  const form = registration.form;
  const year = new Date().getFullYear();
  const longTerm = form.values.valid_until === "long_term";
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
          <input
            id="long_term"
            type="checkbox"
            .checked=${longTerm}
            @change=${chooseLongTerm(registration)}
          />
          <span>${words.fields.longTerm}</span>
        </label>
        ${validityHint(registration, words)}
      `,
    })}
  `;
}

function chooseLongTerm(registration: Registration): (event: Event) => void {
  return (event) => {
    const chosen = (event.target as HTMLInputElement).checked;
    registration.form.type("valid_until", chosen ? "long_term" : "");
  };
}
