import { html, nothing, type TemplateResult } from "lit";
import { said, type Trouble } from "./api.ts";
import { AGAIN, signInAddress } from "./places.ts";
import { words } from "./words.ts";

/** What went wrong, read out where it appears. */
export function troubleCard(trouble: Trouble | undefined): TemplateResult {
  return html`<div role="alert">${trouble ? told(trouble) : nothing}</div>`;
}

function told(trouble: Trouble): TemplateResult {
  if (trouble.code === "not_signed_in") return over();
  const { title, advice } = said(trouble);
  return html`<div class="trouble" tabindex="-1"><strong>${title}</strong> ${advice}</div>`;
}

/** The visit is over: in another tab, so that this page keeps what was typed. */
function over(): TemplateResult {
  const w = words.over;
  return html`<div class="trouble" tabindex="-1">
    <p><strong>${w.title}</strong> ${w.advice}</p>
    <p><a href=${signInAddress(AGAIN)} target="_blank" rel="noopener">${w.signIn}</a></p>
  </div>`;
}
