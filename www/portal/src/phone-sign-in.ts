import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as api from "./api.ts";
import { here } from "./places.ts";
import { qrCode } from "./qr-code.ts";
import { troubleCard } from "./trouble.ts";
import { View } from "./view.ts";
import { words } from "./words.ts";

/** 扫码登录 (RFC 8628): a code that is changed before it is over, until the phone agrees. */
@customElement("phone-sign-in")
export class PhoneSignIn extends View {
  @state() private shown: api.DeviceBegun | undefined;
  @state() private said: "scanWait" | "scanOver" | "scanRefused" | undefined;
  @state() private trouble: api.Trouble | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    clearTimeout(this.#timer);
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const w = words.signIn;
    return html`
      <section class="scan">
        <h2>${w.scan}</h2>
        ${troubleCard(this.trouble)}
        <div role="status">${this.said ? html`<p>${w[this.said]}</p>` : nothing}</div>
        ${this.shown ? this.#code(this.shown) : html`<button type="button" @click=${this.#begin}>${w.scanShow}</button>`}
      </section>
    `;
  }

  #code({ user_code, link }: api.DeviceBegun): TemplateResult {
    const w = words.signIn;
    return html`
      <p>${w.scanLead}</p>
      <div class="code-and-letters">
        ${qrCode(link, w.scan)}
        <div>
          <p id="letters">${w.scanCode}</p>
          <p class="letters" aria-labelledby="letters">${user_code}</p>
          <p><a href=${link} target="_blank" rel="noopener">${w.link}</a></p>
        </div>
      </div>
    `;
  }

  #begin = async (): Promise<void> => {
    clearTimeout(this.#timer);
    const answer = await api.beginDevice();
    this.trouble = answer.ok ? undefined : answer.trouble;
    this.shown = answer.ok ? answer.value : undefined;
    this.said = answer.ok ? "scanWait" : undefined;
    if (!answer.ok) return;
    const { expires_in, interval } = answer.value;
    this.#poll(Date.now() + expires_in * 1000, interval * 1000);
  };

  #poll(until: number, every: number): void {
    this.#timer = setTimeout(() => void this.#look(until, every), every);
  }

  async #look(until: number, every: number): Promise<void> {
    if (!this.shown) return;
    const answer = await api.pollDevice(this.shown.handle);
    const state = answer.ok ? answer.value.state : "pending";
    if (state === "done") location.assign(here());
    else if (state === "refused") {
      this.shown = undefined;
      this.said = "scanRefused";
    } else if (state === "over" || Date.now() >= until) {
      this.said = "scanOver";
      await this.#begin();
    } else this.#poll(until, state === "slow" ? every + 5000 : every);
  }
}
