import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { done } from "../manage/parts.ts";
import type { Found } from "../staff/attestation-form.ts";
import { duty, endDuty, loadDuty, onDuty } from "../staff/duty.ts";
import { View } from "../view.ts";
import "../staff/attestation-form.ts";
import "../staff/staff-records.ts";
import "../staff/staff-sign-in.ts";
import "../staff/voucher-look-up.ts";

/** 登记窗口: a clerk takes vouchers and verifies their holders in person. */
@customElement("staff-page")
export class StaffPage extends View {
  @state() private found: Found | undefined;
  @state() private attested = false;
  @state() private records = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void loadDuty();
  }

  protected override render(): TemplateResult {
    if (onDuty.value === undefined) {
      return html`<p class="column loading">${this.words.shell.loading}</p>`;
    }
    if (onDuty.value === null) return html`<staff-sign-in></staff-sign-in>`;
    return this.#desk(onDuty.value);
  }

  #desk(member: string): TemplateResult {
    const w = duty();
    return html`
      <section class="column card form-card" @next=${this.#next}>
        <h1 tabindex="-1">${w.title}</h1>
        <div class="desk">
          <p class="muted">${w.signedIn(member)}</p>
          <button type="button" class="small" @click=${this.#leave}>${w.signOut}</button>
        </div>
        ${done(this.attested ? w.attested : undefined)}
        ${this.found ? this.#card(this.found) : this.#lookUp()}
        <p class="aside">
          <button
            type="button"
            class="link"
            aria-expanded=${this.records ? "true" : "false"}
            @click=${() => (this.records = !this.records)}
          >
            ${w.records}
          </button>
        </p>
        ${this.records ? html`<staff-records></staff-records>` : nothing}
      </section>
    `;
  }

  #lookUp(): TemplateResult {
    return html`<voucher-look-up @found=${this.#take}></voucher-look-up>`;
  }

  #card(found: Found): TemplateResult {
    return html`
      <attestation-form .found=${found} @attested=${this.#done}></attestation-form>
      <p class="aside">
        <button type="button" class="link" @click=${this.#another}>${duty().another}</button>
      </p>
    `;
  }

  #take = async (event: CustomEvent<Found>): Promise<void> => {
    this.attested = false;
    this.records = false;
    this.found = event.detail;
    await this.#focus("attestation-form h2");
  };

  #done = async (): Promise<void> => {
    this.found = undefined;
    this.attested = true;
    await this.#focus(".done");
  };

  #another = async (): Promise<void> => {
    this.found = undefined;
    await this.#focus("#code");
  };

  /** Moves the focus to what has just appeared, within whatever element. */
  async #focus(selector: string): Promise<void> {
    await this.updateComplete;
    await new Promise(requestAnimationFrame);
    this.querySelector<HTMLElement>(selector)?.focus();
  }

  /** Whatever no form has dealt with leads on within this page, never to those of the persons. */
  #next = (event: CustomEvent<string>): void => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    void (event.detail === "sign_in" ? this.#leave() : this.#another());
  };

  #leave = async (): Promise<void> => {
    this.found = undefined;
    this.attested = false;
    this.records = false;
    await endDuty();
  };
}
