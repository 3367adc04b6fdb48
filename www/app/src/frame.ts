import { html, nothing, type TemplateResult } from "lit";
import * as client from "../../shared/client.ts";
import { codeOf } from "../../shared/trouble.ts";
import { displayPanel, displayTools } from "./display/display-panel.ts";
import { switchLanguage, words } from "./language.ts";
import { go } from "./router.ts";
import { account, deployment, forgetPerson, operator } from "./state.ts";
import { bars } from "./update/bars.ts";

/** Mark and names, display and language, and the way out of the account. */
export function header(): TemplateResult {
  const w = words();
  return html`
    <header class="top">
      <div class="top-inner">
        <a class="brand" href="/">
          <img src="/mark.svg" alt="" width="40" height="40" />
          <span class="brand-text">
            <span class="brand-province">${operator().province}</span>
            <span class="brand-name">${operator().appName}</span>
          </span>
        </a>
        <nav class="tools" aria-label=${w.shell.menu}>
          ${displayTools()}
          <button
            type="button"
            class="tool"
            lang=${w.language.code === "en" ? "zh-CN" : "en"}
            @click=${switchLanguage}
          >
            ${w.language.switchTo}
          </button>
          ${account.value ? signedInTools() : nothing}
        </nav>
      </div>
    </header>
    ${displayPanel()} ${bars()} ${deployment.value?.demonstration ? demonstration() : nothing}
  `;
}

function signedInTools(): TemplateResult {
  const w = words();
  return html`
    <a class="tool" href="/account">${w.shell.account}</a>
    <button type="button" class="tool" @click=${leave}>${w.shell.signOut}</button>
  `;
}

function demonstration(): TemplateResult {
  const w = words();
  const console = deployment.value?.console_address;
  return html`
    <aside class="demonstration" aria-label=${w.shell.demonstration}>
      <p>
        <strong>${w.shell.demonstration}</strong>
        <span>${w.shell.demonstrationText}</span>
        ${console ? html`<a href=${console} target="_blank" rel="noopener">${w.shell.console}</a>` : nothing}
      </p>
    </aside>
  `;
}

/** Who operates it, and where to read more. */
export function footer(): TemplateResult {
  const w = words();
  const o = operator();
  return html`
    <footer class="foot">
      <div class="foot-inner">
        <ul>
          <li><a href="/notice">${w.shell.notice}</a></li>
          <li><a href="/terms">${w.shell.terms}</a></li>
          <li><a href="/privacy">${w.shell.privacy}</a></li>
          <li><a href="/photo">${w.shell.photo}</a></li>
          <li><a href="/problems">${w.shell.problems}</a></li>
          <li><a href="/counter">${w.shell.counter}</a></li>
        </ul>
        <p>${w.shell.operatedBy(o.operator)}</p>
        <p>${w.shell.contact(o.contact)}</p>
      </div>
    </footer>
  `;
}

/** 退出登录: ends the session at the edge, and forgets the person here whatever the network says. */
export async function leave(): Promise<void> {
  const answer = await client.signOut();
  // It is somebody else's session by now, and lasts: the page is being loaded anew.
  if (!answer.ok && codeOf(answer.trouble) === "session_other") return;
  forgetPerson();
  go("/", { replace: true });
}
