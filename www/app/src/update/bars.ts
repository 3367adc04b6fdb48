import { html, nothing, type TemplateResult } from "lit";
import { isClockWrong } from "../clock.ts";
import { words } from "../language.ts";
import { after, forgetOnward, onwardPlace } from "../onward.ts";
import { path } from "../router.ts";
import { switchedBar } from "../switched.ts";
import { offline, updateReady, useUpdate } from "./update.ts";

/** Calm lines above the page, read out when they appear: no network, a newer version; and what the person came for. */
export function bars(): TemplateResult {
  // A scan lasts seconds: nothing distracts from it, and nothing ends it.
  const isOffered = updateReady.value && path.value !== "/scan";
  return html`
    <div class="bars" role="status">
      ${offline.value ? html`<p class="bar">${words().update.offline}</p>` : nothing}
      ${isClockWrong() ? html`<p class="bar" data-clock>${words().update.clock}</p>` : nothing}
      ${isOffered ? newer() : nothing} ${switchedBar()}
    </div>
    ${onward()}
  `;
}

/** What the person came for, while they are on the way to it. */
function onward(): TemplateResult | typeof nothing {
  const place = onwardPlace();
  if (!place || path.value === place || path.value === "/scan") return nothing;
  const w = words().shell.onward;
  return html`
    <aside class="bar" aria-label=${w.goOn}>
      <p>${w.bar[place]}</p>
      <a class="button small" href=${after("/")}>${w.goOn}</a>
      <button type="button" class="small" @click=${forgetOnward}>${w.giveUp}</button>
    </aside>
  `;
}

function newer(): TemplateResult {
  const w = words().update;
  return html`
    <div class="bar" data-update>
      <p><strong>${w.title}</strong> <span>${w.text}</span></p>
      <button type="button" class="small" @click=${useUpdate}>${w.now}</button>
    </div>
  `;
}
