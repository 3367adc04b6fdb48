import { html, type TemplateResult } from "lit";

/** The letters that both screens show, one by one, so that nobody reads them as a word. */
export function shortCode(code: string): TemplateResult {
  return html`<p class="short-code">${[...code].join(" ")}</p>`;
}
