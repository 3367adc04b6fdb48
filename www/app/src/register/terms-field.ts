import { html, type TemplateResult } from "lit";
import type { Locale } from "../../../locales/zh.ts";
import { isElder } from "../display/display.ts";
import { errorLine } from "../form/fields.ts";
import type { Form } from "../form/form.ts";
import { tickField } from "../form/tick-field.ts";
import { go } from "../router.ts";

/** The box to tick for 《用户协议》, and the way to read it. */
export function termsField<Name extends string>(
  form: Form<Name | "terms_version">,
  words: Locale,
): TemplateResult {
  const error = form.errors.terms_version;
  // 长辈版 has no pop-ups; what was typed is still there on the way back.
  const open = (): void =>
    isElder()
      ? go("/terms")
      : document.querySelector<HTMLDialogElement>("terms-dialog dialog")?.showModal();
  return tickField({
    id: "terms_version",
    label: words.register.terms,
    checked: form.values.terms_version !== "",
    broken: error !== undefined,
    error: errorLine("terms_version", error, words),
    beside: html`<button type="button" class="link" @click=${open}>
      ${words.register.termsLink}
    </button>`,
    change: (checked) => form.type("terms_version", checked ? "accepted" : ""),
  });
}
