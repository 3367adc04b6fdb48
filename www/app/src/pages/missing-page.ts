import { html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { View } from "../view.ts";

/** No page has this address. */
@customElement("missing-page")
export class MissingPage extends View {
  protected override render(): TemplateResult {
    const w = this.words.missing;
    return html`
      <section class="column card narrow">
        <h1 tabindex="-1">${w.title}</h1>
        <p>${w.text}</p>
        <div class="actions"><a class="button primary" href="/">${w.home}</a></div>
      </section>
    `;
  }
}
