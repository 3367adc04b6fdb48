import { html, nothing, type TemplateResult } from "lit";
import { said, type Trouble } from "./api.ts";

/** What went wrong, read out where it appears. */
export function troubleCard(trouble: Trouble | undefined): TemplateResult {
  const told = trouble && said(trouble);
  return html`<div role="alert">
    ${told ? html`<div class="trouble"><strong>${told.title}</strong> ${told.advice}</div>` : nothing}
  </div>`;
}
