import { html, type TemplateResult } from "lit";
import type { Locale } from "../../../locales/zh.ts";

/** The way back from a page of the account's. */
export function backLink(words: Locale): TemplateResult {
  return html`<p class="aside"><a class="back" href="/account">${words.manage.back}</a></p>`;
}

/** Always in the page, so that what appears in it is read out; it takes the focus where a control is gone. */
export function done(text: string | undefined): TemplateResult {
  return html`<div role="status" class="done-place">
    ${text ? html`<p class="success done" tabindex="-1">${text}</p>` : ""}
  </div>`;
}

/** The button that sends a form; while it is being sent it can be reached, and does nothing. */
export function sendButton(busy: boolean, text: string, busyText: string): TemplateResult {
  return html`<button class="primary wide" aria-disabled=${busy ? "true" : "false"}>
    ${busy ? busyText : text}
  </button>`;
}
