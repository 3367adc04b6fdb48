import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { visit, type Purpose } from "../errand.ts";
import { errorText } from "../form/fields.ts";
import { tickField } from "../form/tick-field.ts";
import { isEnoughLeft, needs } from "../needs/stated.ts";
import { consent, deployment, operator } from "../state.ts";
import { standing } from "../update/clients.ts";
import "../update/client-notice.ts";
import { View } from "../view.ts";
import { consentDigest, consentItems, consentText } from "./consent-text.ts";
import "../needs/needs-form.ts";

/**
 * What is done with the face, a consent of its own that nobody has ticked, and the other way on the same screen.
 * Fires `agreed` once the consent was given.
 */
@customElement("face-consent")
export class FaceConsent extends View {
  @property() purpose: Purpose = "raise_level";
  @state() private agreed = false;
  @state() private missing = false;

  override connectedCallback(): void {
    super.connectedCallback();
    // Whoever is on the way to a scan goes to the counter for that alone.
    visit.value = undefined;
  }

  protected override render(): TemplateResult {
    const w = this.words.level;
    return html`
      <client-notice></client-notice>
      <h2>${w.noticeTitle}</h2>
      <p class="muted">${w.version(deployment.value?.face_consent_version ?? "")}</p>
      <dl class="rules">
        ${consentItems(this.words, operator(), this.purpose).map(
          ({ term, text }) =>
            html`<dt>${term}</dt>
              <dd>${text}</dd>`,
        )}
      </dl>
      ${standing.value.kind === "over" ? nothing : this.#form()}
      <section class="refuse">
        <h2>${w.refuseTitle}</h2>
        <p>${w.refuseText(operator().counter)}</p>
        <div class="actions"><a class="button" href="/counter">${w.refuse}</a></div>
      </section>
      <h2>${w.tipsTitle}</h2>
      <ul class="tips">
        ${w.tips.map((tip) => html`<li>${tip}</li>`)}
      </ul>
      <p class="muted">${w.motion}</p>
    `;
  }

  #form(): TemplateResult {
    return html`
      <form novalidate @submit=${this.#submit}>
        <needs-form></needs-form>
        ${this.#tickBox()}
        <div class="actions"><button class="primary">${this.words.level.start}</button></div>
      </form>
    `;
  }

  #tickBox(): TemplateResult {
    const w = this.words.level;
    return tickField({
      id: "consent",
      label: w.consent,
      checked: this.agreed,
      broken: this.missing,
      error: errorText("consent", this.missing ? w.consentMissing : undefined),
      change: this.#tick,
    });
  }

  /** With the tick, and not before it, the parts of the scan begin to load. */
  #tick = (checked: boolean): void => {
    this.agreed = checked;
    this.missing &&= !this.agreed;
    if (this.agreed) void import("../scan/scanner.ts").then(({ warmUp }) => warmUp());
  };

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    this.missing = !this.agreed;
    if (!this.agreed) {
      this.querySelector<HTMLElement>("#consent")?.focus();
      return;
    }
    if (!isEnoughLeft(needs.value)) {
      this.querySelector<HTMLElement>(".too-little a")?.focus();
      return;
    }
    const text = consentText(this.words, operator(), this.purpose);
    const version = deployment.value?.face_consent_version ?? "";
    consent.value = { version, text_digest: await consentDigest(text) };
    this.dispatchEvent(new Event("agreed"));
  };
}
