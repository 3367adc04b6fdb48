import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as client from "../../../shared/client.ts";
import { edgeNow } from "../clock.ts";
import { errorSummary } from "../form/fields.ts";
import { Form } from "../form/form.ts";
import { errand } from "../errand.ts";
import { language } from "../language.ts";
import { instant, isReached, levelBadge } from "../level/level-words.ts";
import { businessFields, type BusinessField } from "../manage/business-form.ts";
import { businessWords, inForce, untilWords } from "../manage/business-words.ts";
import { checkLastDay } from "../manage/last-day.ts";
import { backLink, done, sendButton } from "../manage/parts.ts";
import { Sending } from "../manage/sending.ts";
import { Submission } from "../manage/submission.ts";
import { go } from "../router.ts";
import { account, deployment, loadAccount } from "../state.ts";
import { View } from "../view.ts";

/** 企业登记注册 (guide, G11): whether business may be registered in the holder's name, and until which day. */
@customElement("business-page")
export class BusinessPage extends View {
  @state() private saved = false;
  readonly #form = new Form<BusinessField>(this, {
    authorise: { whole: () => undefined },
    last_day: {
      whole: ({ authorise, last_day }) =>
        authorise === "yes" ? checkLastDay(last_day, edgeNow()) : undefined,
    },
  });

  readonly #submission = new Submission(this, this.#form);
  readonly #withdrawal = new Sending(this);

  /** The form begins with what is in force. */
  override connectedCallback(): void {
    super.connectedCallback();
    const given = account.value && inForce(account.value, edgeNow());
    this.#form.values.authorise = given ? "yes" : "no";
    this.#form.values.last_day = given?.last_day ?? "";
  }

  protected override render(): TemplateResult | typeof nothing {
    const who = account.value;
    if (!who) return nothing;
    const w = this.words.manage.business;
    return html`
      <section class="column card form-card">
        <h1 tabindex="-1">${w.title}</h1>
        <p class="lead">${w.lead}</p>
        ${done(this.saved ? this.#savedWords(who) : undefined)} ${this.#part(who)}
        <p class="aside"><a class="back" href="/account/records">${w.toRecords}</a></p>
        ${backLink(this.words)}
      </section>
    `;
  }

  #part(who: client.Account): TemplateResult {
    if (who.level < 4) return this.#locked(who);
    return who.business_open ? this.#authorisation(who) : this.#closed(who);
  }

  /** Who authorises is made sure of just before; to withdraw takes nothing. */
  #closed(who: client.Account): TemplateResult {
    const w = this.words.manage.business;
    return html`
      ${this.#state(who)} ${this.#submission.card()} ${this.#withdrawal.card()}
      <p>${w.closedText}</p>
      <div class="actions">
        <button type="button" class="primary" @click=${this.#scan}>${w.scan}</button>
        ${inForce(who, edgeNow()) ? this.#withdrawButton() : nothing}
      </div>
    `;
  }

  #withdrawButton(): TemplateResult {
    const w = this.words.manage.business;
    return html`<button
      type="button"
      data-way="withdraw"
      aria-disabled=${this.#withdrawal.busy ? "true" : "false"}
      @click=${this.#withdraw}
    >
      ${this.#withdrawal.busy ? w.saving : w.withdraw}
    </button>`;
  }

  #scan = (): void => {
    errand.value = { purpose: "authorise_business" };
    go("/consent");
  };

  #withdraw = (): void => {
    void this.#withdrawal.send(client.withdrawBusiness, (who) => this.#done(who));
  };

  #locked(who: client.Account): TemplateResult {
    const w = this.words.manage.business;
    return html`
      ${levelBadge(who.level, this.words)} ${inForce(who, edgeNow()) ? this.#state(who) : nothing}
      <p>${isReached(who) ? this.words.account.levelText.unproven : w.lockedText}</p>
      <div class="actions"><a class="button primary" href="/level">${w.raise}</a></div>
    `;
  }

  #authorisation(who: client.Account): TemplateResult {
    const w = this.words.manage.business;
    const busy = this.#submission.busy;
    return html`
      ${this.#state(who)} ${this.#submission.card()}
      ${errorSummary(this.#form, this.words, { authorise: w.choice, last_day: w.lastDay })}
      <form novalidate @submit=${this.#submit}>
        ${businessFields({
          form: this.#form,
          words: this.words,
          language: language.value,
          now: edgeNow(),
          workingDays: deployment.value?.business_working_days ?? undefined,
          latest: this.#submission.refusal?.about ?? undefined,
          unlistedYear: this.#submission.refusal?.unlisted_year ?? undefined,
        })}
        ${sendButton(busy, w.save, w.saving)}
      </form>
    `;
  }

  #state(who: client.Account): TemplateResult {
    const w = this.words.manage.business;
    const given = inForce(who, edgeNow());
    return html`
      <p class="state">
        <span>${w.now}</span>
        <strong>${businessWords(who, edgeNow(), this.words, language.value)}</strong>
        ${given ? html`<span>${w.given(instant(given.given_at))}</span>` : nothing}
      </p>
    `;
  }

  #savedWords(who: client.Account): string {
    const w = this.words.manage.business;
    const given = inForce(who, edgeNow());
    return given
      ? w.authorised(untilWords(given.last_day, this.words, language.value))
      : w.withdrawn;
  }

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    this.saved = false;
    const { authorise, last_day } = this.#form.values;
    const ask = () =>
      authorise === "yes" ? client.authoriseBusiness(last_day) : client.withdrawBusiness();
    await this.#submission.send(ask, (who) => this.#done(who));
    // The ten minutes are over: the page offers another scan.
    if (this.#submission.refusal?.code === "scan_missing") await loadAccount();
  };

  async #done(who: client.Account): Promise<void> {
    account.value = who;
    this.saved = true;
    await this.#submission.focus(".done");
  }
}
