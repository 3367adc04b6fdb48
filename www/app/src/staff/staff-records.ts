import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as client from "../../../shared/client.ts";
import { instant } from "../level/level-words.ts";
import { Sending } from "../manage/sending.ts";
import { View } from "../view.ts";
import { duty } from "./duty.ts";

/** What the member who is signed in did, newest first. */
@customElement("staff-records")
export class StaffRecords extends View {
  @state() private history: client.StaffRecords | undefined;
  readonly #list = new Sending(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#list.send(client.staffRecords, (history) => {
      this.history = history;
    });
  }

  protected override render(): TemplateResult {
    return html`
      <h2 class="part">${duty().records}</h2>
      ${this.#list.card()} ${this.history ? this.#lines(this.history) : nothing}
    `;
  }

  #lines({ is_intact, records }: client.StaffRecords): TemplateResult {
    const w = duty();
    return html`
      <p class=${is_intact ? "chain" : "chain chain-broken"}>
        ${is_intact ? w.recordsIntact : w.recordsBroken}
      </p>
      ${this.#codesRefused(records)}
      <ol class="history lines">
        ${records.map((record) => this.#line(record))}
      </ol>
    `;
  }

  /** Wrong codes with the right password between this session's sign-in and the one before. */
  #codesRefused(records: client.StaffRecords["records"]): TemplateResult | typeof nothing {
    const actions = records.map(({ action }) => action);
    const earlier = actions.slice(actions.indexOf("signed_in") + 1);
    const end = earlier.indexOf("signed_in");
    const between = end < 0 ? earlier : earlier.slice(0, end);
    const times = between.filter((action) => action === "code_refused").length;
    return times > 0
      ? html`<p class="chain chain-broken" role="alert">${duty().codesRefused(times)}</p>`
      : nothing;
  }

  #line({ action, at, detail }: client.StaffRecords["records"][number]): TemplateResult {
    const actions: Record<string, string | undefined> = duty().actions;
    const purposes: Record<string, string | undefined> = this.words.counter.purposes;
    const note = detail ? purposes[detail] : undefined;
    return html`<li>
      <strong>${actions[action] ?? action}</strong>
      ${note ? html`<span>${note}</span>` : nothing}
      <time datetime=${at}>${instant(at)}</time>
    </li>`;
  }
}
