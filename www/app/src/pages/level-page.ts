import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { errand } from "../errand.ts";
import { levelBadge } from "../level/level-words.ts";
import { go } from "../router.ts";
import { account } from "../state.ts";
import { View } from "../view.ts";
import "../level/face-consent.ts";

/** 实名等级: the level, and the consent that the next one takes. */
@customElement("level-page")
export class LevelPage extends View {
  protected override render(): TemplateResult | typeof nothing {
    const who = account.value;
    if (!who) return nothing;
    const w = this.words.level;
    return html`
      <article class="column card reading">
        <h1 tabindex="-1">${w.title}</h1>
        ${levelBadge(who.level, this.words)}
        ${
          who.level >= 4
            ? html`<p>${w.already}</p>`
            : html`<p class="lead">${w.lead}</p>
                <face-consent purpose="raise_level" @agreed=${this.#start}></face-consent>`
        }
      </article>
    `;
  }

  #start = (): void => {
    errand.value = { purpose: "raise_level" };
    go("/scan");
  };
}
