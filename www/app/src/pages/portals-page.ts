import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as client from "../../../shared/client.ts";
import { instant } from "../level/level-words.ts";
import { backLink, done } from "../manage/parts.ts";
import { Sending } from "../manage/sending.ts";
import { scopeNames } from "../portal/scope-list.ts";
import { about, named } from "../portal/words.ts";
import { View } from "../view.ts";

/** 已同意的门户: who may know what of the person, each of which can be withdrawn (PIPL art. 15). */
@customElement("portals-page")
export class PortalsPage extends View {
  @state() private portals: client.PortalConsent[] | undefined;
  @state() private withdrawing: string | undefined;
  @state() private withdrawn: client.PortalConsent | undefined;
  readonly #list = new Sending(this);
  readonly #withdrawal = new Sending(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#list.send(client.portals, ({ portals }) => {
      this.portals = portals;
    });
  }

  protected override render(): TemplateResult {
    const w = about().portals;
    return html`
      <section class="column card">
        <h1 tabindex="-1">${w.title}</h1>
        <p class="lead">${w.lead}</p>
        ${this.#list.card()} ${this.#withdrawal.card()}
        ${done(this.withdrawn && w.withdrawn(named(this.withdrawn.name)))}
        ${this.#list.busy ? html`<p class="loading">${this.words.shell.loading}</p>` : nothing}
        ${this.portals?.length === 0 ? html`<p>${w.none}</p>` : nothing}
        <ul class="entries">
          ${this.portals?.map((portal) => this.#entry(portal))}
        </ul>
        ${backLink(this.words)}
      </section>
    `;
  }

  #entry(portal: client.PortalConsent): TemplateResult {
    const w = about().portals;
    const busy = this.withdrawing === portal.client_id;
    return html`
      <li class="entry">
        <div>
          <p class="entry-name"><strong>${named(portal.name)}</strong></p>
          <dl class="facts">
            <dt>${w.knows}</dt>
            <dd>${scopeNames(portal.scopes)}</dd>
            <dt>${w.since}</dt>
            <dd><time datetime=${portal.consented_at}>${instant(portal.consented_at)}</time></dd>
          </dl>
        </div>
        <button
          type="button"
          class="small"
          aria-label=${w.withdrawOf(named(portal.name))}
          aria-disabled=${busy ? "true" : "false"}
          @click=${() => this.#withdraw(portal)}
        >
          ${busy ? w.withdrawing : w.withdraw}
        </button>
      </li>
    `;
  }

  async #withdraw(portal: client.PortalConsent): Promise<void> {
    if (this.#withdrawal.busy) return;
    this.withdrawn = undefined;
    this.withdrawing = portal.client_id;
    await this.#withdrawal.send(
      () => client.withdrawPortal(portal.client_id),
      async () => {
        this.portals = this.portals?.filter(({ client_id }) => client_id !== portal.client_id);
        this.withdrawn = portal;
        await this.#withdrawal.focus(".done");
      },
    );
    this.withdrawing = undefined;
  }
}
