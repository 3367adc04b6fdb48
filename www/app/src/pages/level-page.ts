import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as client from "../../../shared/client.ts";
import { nextOf, type Trouble } from "../../../shared/trouble.ts";
import { errand } from "../errand.ts";
import { instant, isReached, levelBadge } from "../level/level-words.ts";
import { go } from "../router.ts";
import { Sending } from "../manage/sending.ts";
import { account, consent, loadAccount, result } from "../state.ts";
import { View } from "../view.ts";
import "../level/face-consent.ts";

/** 实名等级: the level, and the consent that the next one takes. */
@customElement("level-page")
export class LevelPage extends View {
  @state() private busy = false;
  @state() private elsewhere: client.Check | undefined;
  readonly #offering = new Sending(this);
  @state() private trouble: Trouble | undefined;

  protected override render(): TemplateResult | typeof nothing {
    const who = account.value;
    if (!who) return nothing;
    if (this.elsewhere) return this.#handOver(this.elsewhere);
    const w = this.words.level;
    return html`
      <article class="column card reading">
        <h1 tabindex="-1">${w.title}</h1>
        ${levelBadge(who.level, this.words)}
        ${
          who.level >= 4
            ? html`<p>${w.already}</p>`
            : html`<p class="lead">
                  ${isReached(who) ? this.words.account.levelText.unproven : w.lead}
                </p>
                <p class="aside">
                  ${this.words.signIn.photo} <a href="/photo">${this.words.shell.photo}</a>
                </p>
                <face-consent purpose="raise_level" @agreed=${this.#start}></face-consent>
                ${this.#otherDevice()}`
        }
        ${who.face_consent ? this.#withdrawal(who.face_consent.given_at) : nothing}
      </article>
    `;
  }

  /** For whoever sits before a screen without a camera. */
  #otherDevice(): TemplateResult {
    const w = this.words.check;
    return html`
      <section class="refuse">
        <h2>${w.noCameraTitle}</h2>
        <p>${w.noCameraText}</p>
        ${this.#offering.card()}
        <div class="actions">
          <button
            type="button"
            data-way="other_device"
            aria-disabled=${this.#offering.busy ? "true" : "false"}
            @click=${this.#offer}
          >
            ${w.otherDevice}
          </button>
        </div>
      </section>
    `;
  }

  #offer = (): void => {
    void this.#offering.send(
      async () => {
        const isLoaded = await import("../check/hand-over.ts").then(Boolean, () => false);
        return isLoaded
          ? client.beginOwnCheck()
          : ({ ok: false, trouble: { code: "parts_missing" } } as const);
      },
      async (check) => {
        this.elsewhere = check;
        await this.updateComplete;
        this.querySelector<HTMLElement>("h1")?.focus();
      },
    );
  };

  #handOver({ ticket }: client.Check): TemplateResult {
    return html`<hand-over
      .ticket=${ticket}
      @passed=${this.#passedElsewhere}
      @cancelled=${() => void this.#takeBack(ticket)}
      @trouble=${({ detail }: CustomEvent<Trouble>) => {
        this.elsewhere = undefined;
        this.#offering.trouble = detail;
      }}
    ></hand-over>`;
  }

  async #takeBack(ticket: string): Promise<void> {
    this.elsewhere = undefined;
    await client.cancelCheck(ticket);
  }

  #passedElsewhere = async (): Promise<void> => {
    await loadAccount();
    this.elsewhere = undefined;
    result.value = { passed: { level: 4 } };
    go("/result", { replace: true });
  };

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
