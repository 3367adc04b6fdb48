import { html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { operator } from "../state.ts";
import { View } from "../view.ts";

/** 到登记窗口办理: the way for whoever cannot or does not want to be verified here. */
@customElement("counter-page")
export class CounterPage extends View {
  protected override render(): TemplateResult {
    const w = this.words.counter;
    return html`
      <article class="column card reading">
        <h1 tabindex="-1">${w.title}</h1>
        <p class="lead">${w.lead}</p>
        <div class="prose">
          <h2>${w.whereTitle}</h2>
          <p>${operator().counter}</p>
          <h2>${w.bringTitle}</h2>
          <ul>
            ${w.bring.map((thing) => html`<li>${thing}</li>`)}
          </ul>
          <h2>${w.howTitle}</h2>
          <ol>
            ${w.how.map((step) => html`<li>${step}</li>`)}
          </ol>
          <h2>${w.contactTitle}</h2>
          <p>${operator().contact}</p>
        </div>
      </article>
    `;
  }
}
