import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { isElder } from "../display/display.ts";
import { deployment, operator } from "../state.ts";
import { View } from "../view.ts";
import { longText } from "./long-text.ts";

/** 《用户协议》 on a page of its own. */
@customElement("terms-page")
export class TermsPage extends View {
  protected override render(): TemplateResult {
    const w = this.words.terms;
    return html`
      <article class="column card reading">
        <h1 tabindex="-1">${w.title}</h1>
        <p class="lead">${w.version(deployment.value?.terms_version ?? "")}</p>
        ${longText(w.sections(operator()))} ${isElder() ? this.#back() : nothing}
      </article>
    `;
  }

  /** To the form, which opened this page instead of a dialog. */
  #back(): TemplateResult {
    return html`<div class="actions">
      <button type="button" @click=${() => history.back()}>${this.words.display.back}</button>
    </div>`;
  }
}
