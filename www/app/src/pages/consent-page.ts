import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { errand } from "../errand.ts";
import { go } from "../router.ts";
import { View } from "../view.ts";
import "../level/face-consent.ts";

/** The consent before a scan that is not about the level. */
@customElement("consent-page")
export class ConsentPage extends View {
  protected override firstUpdated(): void {
    if (!errand.value) go("/", { replace: true });
  }

  protected override render(): TemplateResult | typeof nothing {
    const purpose = errand.value?.purpose;
    if (!purpose) return nothing;
    const w = this.words.face;
    return html`
      <article class="column card reading">
        <h1 tabindex="-1">${w.consentTitle}</h1>
        <p class="lead">${w.consentLead(w.purposes[purpose])}</p>
        <face-consent purpose=${purpose} @agreed=${() => go("/scan")}></face-consent>
      </article>
    `;
  }
}
