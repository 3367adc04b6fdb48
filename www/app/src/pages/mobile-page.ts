import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { errand } from "../errand.ts";
import { go } from "../router.ts";
import { account } from "../state.ts";
import { View } from "../view.ts";

/** 修改手机号码: the number now, and the scan that another one takes. */
@customElement("mobile-page")
export class MobilePage extends View {
  protected override render(): TemplateResult | typeof nothing {
    const who = account.value;
    if (!who) return nothing;
    const w = this.words.face.mobile;
    return html`
      <section class="column card">
        <h1 tabindex="-1">${w.title}</h1>
        <p class="lead">${w.lead}</p>
        <dl class="details">
          <dt>${w.now}</dt>
          <dd class="digits">${who.mobile ?? w.none}</dd>
        </dl>
        <div class="actions">
          ${
            who.mobile_open
              ? html`<a class="button primary" href="/account/mobile/new">${w.verified}</a>`
              : html`<button type="button" class="primary" @click=${this.#start}>
                  ${w.start}
                </button>`
          }
          <a class="button" href="/account">${this.words.result.toAccount}</a>
        </div>
      </section>
    `;
  }

  #start = (): void => {
    errand.value = { purpose: "change_mobile" };
    go("/consent");
  };
}
