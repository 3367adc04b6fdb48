import { html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { purposeOfVisit } from "../counter/voucher.ts";
import { operator } from "../state.ts";
import { View } from "../view.ts";
import "../counter/voucher-card.ts";

/** 到登记窗口办理: the way for whoever cannot or does not want to be verified here, with a voucher where it is known for what. */
@customElement("counter-page")
export class CounterPage extends View {
  protected override render(): TemplateResult {
    const w = this.words.counter;
    const visit = purposeOfVisit();
    return html`
      <article class="column card reading">
        <h1 tabindex="-1">${w.title}</h1>
        <p class="lead">${w.lead}</p>
        ${visit ? html`<voucher-card .visit=${visit}></voucher-card>` : this.#beginnings()}
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

  /** Whoever came without a purpose says first what it is about. */
  #beginnings(): TemplateResult {
    const w = this.words.counter;
    return html`
      <section class="voucher">
        <h2>${w.voucherTitle}</h2>
        <p>${w.beginText}</p>
        <ul class="ways">
          ${w.begin.map(({ href, text }) => html`<li><a href=${href}>${text}</a></li>`)}
        </ul>
      </section>
    `;
  }
}
