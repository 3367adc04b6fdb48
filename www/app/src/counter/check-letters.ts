import { html, type TemplateResult } from "lit";
import type { Voucher } from "../../../shared/client.ts";
import { words } from "../language.ts";

/** What the clerk asks for, and no picture of the code shows: whoever was sent a code cannot tell it. */
export function checkLetters({ letters }: Voucher): TemplateResult {
  const w = words().counter;
  return html`
    <p class="muted" id="letters-label">${w.letters}</p>
    <p class="code letters" aria-labelledby="letters-label">${letters}</p>
    <p class="muted">${w.lettersText}</p>
  `;
}
