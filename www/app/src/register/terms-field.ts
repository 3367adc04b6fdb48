import { html, nothing, type TemplateResult } from "lit";
import type { Locale } from "../../../locales/zh.ts";
import { isElder } from "../display/display.ts";
import { errorLine } from "../form/fields.ts";
import type { Form } from "../form/form.ts";
import { go } from "../router.ts";

/** The box to tick for 《用户协议》, and the way to read it. */
export function termsField<Name extends string>(
  form: Form<Name | "terms_version">,
  words: Locale,
): TemplateResult {
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
