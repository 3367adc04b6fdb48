import { html, nothing, type TemplateResult } from "lit";
import type { Locale } from "../../../locales/zh.ts";
import type { Registration } from "./registration.ts";

/** A second look at the card's term, where it is not the one the age implies; never a refusal. */
export function validityHint(registration: Registration, words: Locale): TemplateResult {
  const end = registration.hint();
  return html`<div class="hint-place" aria-live="polite">
    ${end ? hint(end, registration, words) : nothing}
  </div>`;
}

function hint(end: string, registration: Registration, words: Locale): TemplateResult {
  const { hint, hintLongTerm, hintApply, hintApplyLongTerm } = words.fields;
  const longTerm = end === "long_term";
  return html`
    <div class="hint">
      <p>${longTerm ? hintLongTerm : hint(end)}</p>
      <button
        type="button"
        class="small"
        @click=${() => registration.form.type("valid_until", end)}
      >
        ${longTerm ? hintApplyLongTerm : hintApply(end)}
      </button>
    </div>
  `;
}
