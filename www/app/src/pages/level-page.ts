import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as client from "../../../shared/client.ts";
import { nextOf, type Trouble } from "../../../shared/trouble.ts";
import { errand } from "../errand.ts";
import { instant, levelBadge } from "../level/level-words.ts";
import { go } from "../router.ts";
import { account, consent } from "../state.ts";
import { View } from "../view.ts";
import "../level/face-consent.ts";

/** 实名等级: the level, and the consent that the next one takes. */
@customElement("level-page")
export class LevelPage extends View {
  @state() private busy = false;
  @state() private trouble: Trouble | undefined;

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
        ${who.face_consent ? this.#withdrawal(who.face_consent.given_at) : nothing}
      </article>
    `;
  }

  /** One button takes the consent back, where it is given. */
  #withdrawal(givenAt: string): TemplateResult {
    const w = this.words.face.withdrawal;
    return html`
      <section class="refuse">
        <h2>${w.title}</h2>
        <p>${w.given(instant(givenAt))} ${w.text}</p>
        <problem-card .trouble=${this.trouble} @next=${this.#withdrawAgain}></problem-card>
        <div class="actions">
          <button
            type="button"
            aria-disabled=${this.busy ? "true" : "false"}
            @click=${this.#withdraw}
          >
            ${w.withdraw}
          </button>
        </div>
      </section>
    `;
  }

  #withdraw = async (): Promise<void> => {
    if (this.busy) return;
    this.busy = true;
    this.trouble = undefined;
    const answer = await client.withdrawFaceConsent();
    this.busy = false;
    if (!answer.ok) {
      this.trouble = answer.trouble;
      return;
    }
    consent.value = undefined;
    account.value = answer.value;
  };

  #withdrawAgain = (event: Event): void => {
    const next = this.trouble && nextOf(this.trouble);
    if (next !== "try_again" && next !== "try_later") return;
    event.preventDefault();
    void this.#withdraw();
  };

  #start = (): void => {
    errand.value = { purpose: "raise_level" };
    go("/scan");
  };
}
