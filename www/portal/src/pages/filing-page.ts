import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import * as api from "../api.ts";
import { personList } from "../person-list.ts";
import { qrCode } from "../qr-code.ts";
import { troubleCard } from "../trouble.ts";
import { View } from "../view.ts";
import { words } from "../words.ts";
import "../scan-here.ts";

/** How often the states are read again, milliseconds. */
const EVERY_MS = 3_000;

interface Invited {
  name: string;
  link: string;
}

interface Scanning {
  reference: string;
  name: string;
}

/** One filing: the list of persons with the QR code at its left, invitations, a scan here, and the hand-in. */
@customElement("filing-page")
export class FilingPage extends View {
  @property({ attribute: false }) visit!: api.Visit;
  @property() number = "";
  @state() private view: api.FilingView | undefined;
  @state() private kinds: api.Kinds | undefined;
  @state() private invited: Invited | undefined;
  @state() private scanning: Scanning | undefined;
  @state() private copied = false;
  @state() private busy = false;
  @state() private trouble: api.Trouble | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
    this.#timer = setInterval(() => void this.#look(), EVERY_MS);
  }

  override disconnectedCallback(): void {
    clearInterval(this.#timer);
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const w = words.list;
    return html`
      <section class="card">
        <h1>${w.title}</h1>
        <p>${w.number} <strong class="letters">${this.number}</strong></p>
        ${troubleCard(this.trouble)}
        ${this.view && this.kinds ? this.#content(this.view, this.kinds) : nothing}
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
          ${personList(view, kinds, (person, name) => (isOpen ? this.#actions(person, name) : nothing))}
          ${this.invited ? this.#invitation(this.invited) : nothing}
          ${
            this.scanning
              ? html`<scan-here
                  .visit=${this.visit}
                  number=${this.number}
                  reference=${this.scanning.reference}
                  name=${this.scanning.name}
                  @closed=${this.#scanned}
                ></scan-here>`
              : nothing
          }
          ${isOpen ? this.#ending(view) : this.#ended(view)}
        </div>
      </div>
    `;
  }

  #actions(person: api.PersonState, name: string): TemplateResult | typeof nothing {
    if (person.is_ready) return nothing;
    const w = words.list;
    return html`
      <button
        type="button"
        class="small"
        aria-label=${w.inviteOf(name)}
        @click=${() => this.#invite(person.reference, name)}
      >
        ${w.invite}
      </button>
      ${
        person.state === "level_three"
          ? html`<button
              type="button"
              class="small"
              aria-label=${w.hereOf(name)}
              @click=${() => (this.scanning = { reference: person.reference, name })}
            >
              ${w.here}
            </button>`
          : nothing
      }
    `;
  }

  #invitation({ name, link }: Invited): TemplateResult {
    const w = words.list;
    return html`
      <section class="invitation" tabindex="-1">
        <h2>${w.invited(name)}</h2>
        <p>${w.invitedText}</p>
        ${qrCode(link, w.invited(name))}
        <p class="link-text"><a href=${link} target="_blank" rel="noopener">${link}</a></p>
        <div class="actions">
          <button type="button" @click=${() => this.#copy(link)}>
            ${this.copied ? w.copied : w.copy}
          </button>
          <button type="button" @click=${() => (this.invited = undefined)}>${w.close}</button>
        </div>
      </section>
    `;
  }

  #ending(view: api.FilingView): TemplateResult {
    const w = words.list;
    const isIdle = view.filing.is_ready && !this.busy;
    return html`
      <p class="muted">${w.live}</p>
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
      </div>
    `;
  }

  #ended({ filing }: api.FilingView): TemplateResult {
    const w = words.list;
    const time = filing.handed_in_at && new Date(filing.handed_in_at).toLocaleString(words.code);
    return html`<p class="good" role="status">${time ? w.handedIn(time) : w.closed}</p>`;
  }

  async #load(): Promise<void> {
    const kinds = await api.kinds();
    if (kinds.ok) this.kinds = kinds.value;
    else this.trouble = kinds.trouble;
    this.#take(await api.readFiling(this.number));
  }

  async #look(): Promise<void> {
    if (document.hidden || this.view?.filing.state !== "open") return;
    const answer = await api.readFiling(this.number);
    if (answer.ok) this.view = answer.value;
  }

  #take(answer: api.Answer<api.FilingView>): void {
    this.trouble = answer.ok ? undefined : answer.trouble;
    if (answer.ok) this.view = answer.value;
  }

  async #invite(reference: string, name: string): Promise<void> {
    const answer = await api.invite(this.number, reference);
    this.trouble = answer.ok ? undefined : answer.trouble;
    if (!answer.ok) return;
    this.copied = false;
    this.invited = { name, link: answer.value.link };
    await this.focusOn(".invitation");
  }

  async #copy(link: string): Promise<void> {
    await navigator.clipboard.writeText(link);
    this.copied = true;
  }

  #scanned = (): void => {
    this.scanning = undefined;
    void this.#look();
  };

  #handIn = async (): Promise<void> => {
    if (this.busy || !this.view?.filing.is_ready) return;
    this.busy = true;
    this.#take(await api.handIn(this.number));
    this.busy = false;
  };
}
