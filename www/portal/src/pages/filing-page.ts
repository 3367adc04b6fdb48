import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import * as api from "../api.ts";
import { ending, filingFacts } from "../filing-facts.ts";
import { FilingWatch } from "../filing-watch.ts";
import { personList } from "../person-list.ts";
import { qrCode } from "../qr-code.ts";
import { troubleCard } from "../trouble.ts";
import { View } from "../view.ts";
import { words } from "../words.ts";
import "../invitation-card.ts";
import "../scan-here.ts";

/** A person of the filing, for whom something is open. */
interface Chosen {
  reference: string;
  name: string;
}

/** One filing: the list of persons with the QR code at its left, invitations, a scan here, and the hand-in. */
@customElement("filing-page")
export class FilingPage extends View {
  @property({ attribute: false }) visit!: api.Visit;
  @property() number = "";
  @state() private invited: (Chosen & { link: string }) | undefined;
  @state() private scanning: Chosen | undefined;
  @state() private isClosing = false;
  @state() private busy = false;
  /** What went wrong with the last action. */
  @state() private trouble: api.Trouble | undefined;
  readonly #watch = new FilingWatch(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#watch.open(this.number);
  }

  protected override render(): TemplateResult {
    const w = words.list;
    const { view, kinds } = this.#watch;
    const trouble = this.#watch.trouble ?? this.trouble;
    return html`
      <section class="card">
        <h1 tabindex="-1">${w.title}</h1>
        <p>${w.number} <strong class="letters">${this.number}</strong></p>
        ${troubleCard(trouble)}
        ${view && kinds ? this.#content(view, kinds) : trouble ? nothing : html`<p>${words.loading}</p>`}
      </section>
    `;
  }

  #content(view: api.FilingView, kinds: api.Kinds): TemplateResult {
    const w = words.list;
    const isOpen = view.filing.state === "open";
    return html`
      <div class="with-aside">
        <aside class="codes">
          <figure>
            ${qrCode(this.visit.downloads.android, w.qr)}
            <figcaption>${w.qr}</figcaption>
          </figure>
        </aside>
        <div>
          ${filingFacts(view, kinds)}
          ${personList(view, kinds, (person, name) => (isOpen ? this.#actions(person, name) : nothing))}
          ${isOpen ? [this.#invitation(), this.#scan(), this.#ending(view)] : this.#ended(view)}
        </div>
      </div>
    `;
  }

  #actions({ reference, state, is_ready }: api.PersonState, name: string) {
    if (is_ready) return nothing;
    const w = words.list;
    return html`
      <button
        type="button"
        class="small"
        aria-label=${w.inviteOf(name)}
        @click=${() => this.#invite({ reference, name })}
      >
        ${w.invite}
      </button>
      ${
        state === "level_three"
          ? html`<button
              type="button"
              class="small"
              aria-label=${w.hereOf(name)}
              @click=${() => (this.scanning = { reference, name })}
            >
              ${w.here}
            </button>`
          : nothing
      }
    `;
  }

  #invitation(): TemplateResult | typeof nothing {
    if (!this.invited) return nothing;
    const { reference, name, link } = this.invited;
    return html`<invitation-card
      name=${name}
      link=${link}
      @closed=${() => {
        this.invited = undefined;
        void this.#backTo(reference);
      }}
    ></invitation-card>`;
  }

  /** A scan is one person's: another person's is another element, with a token of its own. */
  #scan() {
    if (!this.scanning) return nothing;
    const { reference, name } = this.scanning;
    const scan = html`<scan-here
      .visit=${this.visit}
      number=${this.number}
      reference=${reference}
      name=${name}
      @closed=${() => {
        this.scanning = undefined;
        void this.#backTo(reference);
        void this.#watch.look();
      }}
    ></scan-here>`;
    return keyed(reference, scan);
  }

  #ending({ filing }: api.FilingView): TemplateResult {
    const w = words.list;
    const isIdle = filing.is_ready && !this.busy;
    const { isLost } = this.#watch;
    return html`
      <div role="status">
        <p class=${isLost ? "note" : "muted"}>${isLost ? w.lost : w.live}</p>
      </div>
      <div class="actions">
        <a class="button" href="/filings/${this.number}/persons">${w.edit}</a>
        <button
          type="button"
          class="primary"
          aria-disabled=${isIdle ? "false" : "true"}
          @click=${this.#handIn}
        >
          ${this.busy ? w.handingIn : w.handIn}
        </button>
        ${
          this.isClosing
            ? nothing
            : html`<button type="button" class="close" @click=${this.#askToClose}>
                ${w.shut}
              </button>`
        }
      </div>
      ${this.isClosing ? this.#confirmation() : nothing}
    `;
  }

  #confirmation(): TemplateResult {
    const w = words.list;
    return html`<section class="note closing" tabindex="-1" aria-label=${w.shut}>
      <p>${w.shutText}</p>
      <div class="actions">
        <button type="button" @click=${this.#keepOpen}>${w.shutNo}</button>
        <button type="button" class="primary" @click=${this.#close}>${w.shutYes}</button>
      </div>
    </section>`;
  }

  #ended(view: api.FilingView): TemplateResult {
    return html`${ending(view)}
      <p><a href="/">${words.list.home}</a></p>`;
  }

  async #invite(person: Chosen): Promise<void> {
    const answer = await api.invite(this.number, person.reference);
    if (!answer.ok) return this.#refused(answer.trouble);
    this.trouble = undefined;
    this.invited = { ...person, link: answer.value.link };
    await this.focusOn("invitation-card section");
  }

  /** Back to where something was opened, or to the person where its button is gone. */
  async #backTo(reference: string): Promise<void> {
    await this.focusOn(`li[data-reference="${reference}"]`);
  }

  #handIn = async (): Promise<void> => {
    if (this.busy || !this.#watch.view?.filing.is_ready) return;
    await this.#act(api.handIn(this.number));
  };

  #askToClose = async (): Promise<void> => {
    this.isClosing = true;
    await this.focusOn(".closing");
  };

  #keepOpen = async (): Promise<void> => {
    this.isClosing = false;
    await this.focusOn(".close");
  };

  #close = async (): Promise<void> => {
    if (!this.busy) await this.#act(api.close(this.number));
  };

  async #act(action: Promise<api.Answer<api.FilingView>>): Promise<void> {
    this.busy = true;
    const answer = await action;
    this.busy = false;
    if (!answer.ok) return this.#refused(answer.trouble);
    this.trouble = undefined;
    this.#watch.show(answer.value);
    await this.focusOn("h1");
  }

  /** A visit that is over is the watch's to see, which also sees when it goes on. */
  async #refused(trouble: api.Trouble): Promise<void> {
    if (trouble.code === "not_signed_in") await this.#watch.look();
    else this.trouble = trouble;
    await this.focusOn(".trouble");
  }
}
