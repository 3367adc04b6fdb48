import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Visit } from "../api.ts";
import { qrCode } from "../qr-code.ts";
import { View } from "../view.ts";
import { named, words } from "../words.ts";

/** 登记注册身份验证APP下载 (guide, G2 and G3): codes at the left, stores and the word to search for beside them. */
@customElement("download-page")
export class DownloadPage extends View {
  @property({ attribute: false }) visit!: Visit;

  protected override render(): TemplateResult {
    const w = words.download;
    const d = this.visit.downloads;
    return html`
      <section class="card">
        <h1>${w.title(named(d.app))}</h1>
        ${d.demonstration ? html`<p class="note">${w.demonstration}</p>` : nothing}
        <div class="with-aside">
          <aside class="codes">
            <figure>
              ${qrCode(d.android, w.android)}
              <figcaption>${w.android}</figcaption>
            </figure>
            <figure>
              ${qrCode(d.apple, w.apple)}
              <figcaption>${w.apple}</figcaption>
            </figure>
          </aside>
          <div>
            <h2>${w.stores}</h2>
            <p>${w.search(named(d.search))}</p>
            <ul>
              ${d.stores.map((store) => html`<li>${named(store)}</li>`)}
            </ul>
          </div>
        </div>
        <p><a href="/">${w.back}</a></p>
      </section>
    `;
  }
}
