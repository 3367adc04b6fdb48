import { html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { operator } from "../state.ts";
import { View } from "../view.ts";
import { longText } from "./long-text.ts";

/** 个人信息保护. */
@customElement("privacy-page")
export class PrivacyPage extends View {
  protected override render(): TemplateResult {
    const w = this.words.privacy;
    return html`
      <article class="column card reading">
        <h1 tabindex="-1">${w.title}</h1>
        ${longText(w.sections(operator()))}
      </article>
    `;
  }
}
