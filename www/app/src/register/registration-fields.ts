import { html, nothing, type TemplateResult } from "lit";
import type { Locale } from "../../../locales/zh.ts";
import { isElder } from "../display/display.ts";
import { yearsFrom } from "../form/date-parts.ts";
import { dateField, errorLine, textField } from "../form/fields.ts";
import { numberField } from "../form/number-field.ts";
import { newPasswordField, type PasswordShown } from "../form/password-field.ts";
import type { Rules } from "../identity.ts";
import { go } from "../router.ts";
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
    ${newPasswordField({
      form: registration.form,
      name: "password",
      words,
      label: words.fields.newPassword.label,
      shown,
    })}
    ${terms(registration, words)}
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

function terms(registration: Registration, words: Locale): TemplateResult {
  const form = registration.form;
  const error = form.errors.terms_version;
  const tick = (event: Event): void =>
    form.type("terms_version", (event.target as HTMLInputElement).checked ? "accepted" : "");
  // 长辈版 has no pop-ups; what was typed is still there on the way back.
  const open = (): void =>
    isElder()
      ? go("/terms")
      : document.querySelector<HTMLDialogElement>("terms-dialog dialog")?.showModal();
  return html`
    <div class="field tick" data-broken=${error ? "terms_version" : nothing}>
      <label for="terms_version">
        <input
          id="terms_version"
          type="checkbox"
          .checked=${form.values.terms_version !== ""}
          aria-invalid=${error ? "true" : "false"}
          aria-describedby="terms_version-error"
          @change=${tick}
        />
        <span>${words.register.terms}</span>
      </label>
      <button type="button" class="link" @click=${open}>${words.register.termsLink}</button>
      ${errorLine("terms_version", error, words)}
    </div>
  `;
}
