import { html, type TemplateResult } from "lit";
import { about } from "./words.ts";

/** What a portal asks to know, each with what that means. */
export function scopeList(scopes: string[]): TemplateResult {
  const w = about().consent;
  return html`
    <dl class="scopes">
      ${scopes.map((scope) => {
        const known = w.scopes[scope];
        return html`<dt>${known?.term ?? w.other}</dt>
          <dd>${known?.text ?? scope}</dd>`;
      })}
    </dl>
  `;
}

/** The same in one line. */
export function scopeNames(scopes: string[]): string {
  const w = about();
  const names = scopes.map((scope) => w.consent.scopes[scope]?.term ?? scope);
  return names.length > 0 ? names.join(" · ") : w.portals.only;
}
