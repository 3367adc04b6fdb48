import { html, type TemplateResult } from "lit";
import type { Locale } from "../../../locales/zh.ts";
import { edgeNow } from "../clock.ts";
import { textField } from "../form/fields.ts";
import { mobileCodeField, typedMobile } from "../form/mobile-code-field.ts";
import { numberField } from "../form/number-field.ts";
import { newPasswordField, type PasswordShown } from "../form/password-field.ts";
import { termFields } from "../form/term-fields.ts";
import type { Rules } from "../identity.ts";
import { termsField } from "./terms-field.ts";
import { validityHint } from "./validity-hint.ts";
import type { Registration } from "./registration.ts";

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
    ${numberField(registration.form, "number", words, rules, edgeNow())}
    ${termFields(registration.form, words, validityHint(registration, words))}
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
    ${mobileCodeField(registration.form, registration.code, words, () => typedMobile(registration.form))}
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
