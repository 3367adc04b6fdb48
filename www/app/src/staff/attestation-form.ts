import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import * as client from "../../../shared/client.ts";
import { edgeNow } from "../clock.ts";
import { broken } from "../form/broken.ts";
import { errorLine, errorSummary, textField } from "../form/fields.ts";
import { Form } from "../form/form.ts";
import { checkName, checkNumber, checkNumberSoFar, checkTerm } from "../form/identity-checks.ts";
import { numberField } from "../form/number-field.ts";
import { termFields } from "../form/term-fields.ts";
import { tickField } from "../form/tick-field.ts";
import { loadRules, type Rules } from "../identity.ts";
import { instant } from "../level/level-words.ts";
import { sendButton } from "../manage/parts.ts";
import { Submission } from "../manage/submission.ts";
import { View } from "../view.ts";
import { duty } from "./duty.ts";

/** A voucher that was looked up. */
export interface Found {
  code: string;
  seen: client.VoucherSeen;
}

type Field = "letters" | "name" | "number" | "valid_from" | "valid_until" | "confirmed";

/** What the clerk reads off the card, and their word for it. Fires `attested`. */
@customElement("attestation-form")
export class AttestationForm extends View {
  @property({ attribute: false }) found: Found | undefined;
  @state() private rules: Rules | undefined;
  readonly #given = { rules: () => this.rules, now: edgeNow };
  readonly #form = new Form(this, {
    letters: {
      whole: ({ letters }) =>
        this.found?.seen.has_letters && letters.trim() === "" ? broken("empty") : undefined,
    },
    name: { whole: ({ name }) => checkName(name, this.#given) },
    number: {
      whole: ({ number }) => checkNumber(number, this.#given),
      certain: ({ number }) => checkNumberSoFar(number, this.#given),
    },
    valid_from: { whole: (values) => checkTerm("valid_from", values, this.#given) },
    valid_until: { whole: (values) => checkTerm("valid_until", values, this.#given) },
    confirmed: {
      whole: ({ confirmed }) => (confirmed === "" ? broken("not_confirmed") : undefined),
    },
  });

  readonly #submission = new Submission(this, this.#form);

  override connectedCallback(): void {
    super.connectedCallback();
    loadRules().then(
      (rules) => (this.rules = rules),
      () => undefined,
    );
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.found) return nothing;
    const w = duty();
    return html`
      <h2 class="part" tabindex="-1">${w.seenTitle}</h2>
      ${this.#seen(this.found.seen)}
      <h2 class="part">${w.cardTitle}</h2>
      <p>${w.cardText}</p>
      ${this.#submission.card()} ${errorSummary(this.#form, this.words, this.#labels())}
      <form novalidate autocomplete="off" @submit=${this.#submit}>
        ${this.#fields()} ${this.#confirmation()}
        ${sendButton(this.#submission.busy, w.attest, w.attesting)}
      </form>
    `;
  }

  #labels(): Record<Field, string> {
    const { fields } = this.words;
    return {
      letters: duty().letters,
      name: fields.name.label,
      number: fields.number.label,
      valid_from: fields.validFrom.label,
      valid_until: fields.validUntil.label,
      confirmed: duty().confirm,
    };
  }

  #seen({
    purpose,
    name,
    number,
    account,
    made_at,
    expires_at,
  }: client.VoucherSeen): TemplateResult {
    const w = duty();
    const purposes: Record<string, string | undefined> = this.words.counter.purposes;
    const rows = [
      [w.purpose, purposes[purpose] ?? purpose],
      [w.name, name ?? w.notAsked],
      [w.number, number],
      ...(account
        ? [
            [w.accountMobile, account.mobile ?? w.noMobile],
            [w.accountSince, instant(account.registered_at)],
          ]
        : []),
      [w.madeAt, instant(made_at)],
      [w.expiresAt, instant(expires_at)],
    ];
    return html`<dl class="details seen">
      ${rows.map(
        ([term, text]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${text}</dd>
          </div>`,
      )}
    </dl>`;
  }

  #fields(): TemplateResult {
    const { name } = this.words.fields;
    return html`
      ${this.found?.seen.has_letters ? this.#letters() : nothing}
      ${textField({
        form: this.#form,
        name: "name",
        words: this.words,
        label: name.label,
        help: name.help,
        autocomplete: "off",
      })}
      ${numberField(this.#form, "number", this.words, this.rules, edgeNow(), "off")}
      ${termFields(this.#form, this.words)}
    `;
  }

  #letters(): TemplateResult {
    return textField({
      form: this.#form,
      name: "letters",
      words: this.words,
      label: duty().letters,
      help: duty().lettersHelp,
      capitals: true,
      autocomplete: "off",
    });
  }

  #confirmation(): TemplateResult {
    const error = this.#form.errors.confirmed;
    return tickField({
      id: "confirmed",
      label: duty().confirm,
      checked: this.#form.values.confirmed !== "",
      broken: error !== undefined,
      error: errorLine("confirmed", error, this.words),
      change: (checked) => this.#form.type("confirmed", checked ? "person_and_card" : ""),
    });
  }

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const found = this.found;
    if (!found) return;
    await this.#submission.send(
      () => client.attest({ code: found.code, ...this.#card() }),
      () => {
        this.dispatchEvent(new CustomEvent("attested"));
      },
    );
  };

  /** The card in the form that the rules have read: the form is sent only when they are kept. */
  #card(): Record<Field, string> {
    const { name, number, ...others } = this.#form.values;
    return {
      ...others,
      name: this.rules?.parseName(name).value ?? name,
      number: this.rules?.parseNumber(number, edgeNow()).value ?? number,
    };
  }
}
