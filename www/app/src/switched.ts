import { html, nothing, type TemplateResult } from "lit";
import { whenSomebodyElseIsSignedIn } from "../../shared/client.ts";
import { Cell } from "./changes.ts";
import { words } from "./language.ts";
import { account } from "./state.ts";

const KEY = "switched";

/** Whether the page was loaded anew because somebody else had signed in, or the person had signed out, elsewhere in this browser. */
const switched = new Cell(false);

/** A page that was opened for somebody else acts for nobody: it is loaded anew, and says who is signed in. */
export function startSwitched(): void {
  whenSomebodyElseIsSignedIn(() => {
    try {
      sessionStorage.setItem(KEY, "1");
    } catch {
      // It is not said then; the account is shown all the same.
    }
    location.reload();
  });
  try {
    switched.value = sessionStorage.getItem(KEY) !== null;
    sessionStorage.removeItem(KEY);
  } catch {
    // As above.
  }
}

/** What was not done, and who is signed in now. */
export function switchedBar(): TemplateResult | typeof nothing {
  if (!switched.value || account.value === undefined) return nothing;
  const w = words().shell.switched;
  const who = account.value;
  return html`
    <div class="bar" data-switched>
      <p>
        <strong>${w.title}</strong> <span>${who ? w.now(who.name, who.number) : w.nobody}</span>
      </p>
      <button type="button" class="small" @click=${() => (switched.value = false)}>
        ${w.close}
      </button>
    </div>
  `;
}

/** Whose account a page is about, in part; the account's own page says it itself. */
export function whose(path: string): TemplateResult | typeof nothing {
  const who = account.value;
  if (!who || path === "/account" || path === "/scan") return nothing;
  return html`<p class="whose">
    ${words().shell.whose} <span>${who.name}</span> <span class="digits">${who.number}</span>
  </p>`;
}
