import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as client from "../../../shared/client.ts";
import { codeOf } from "../../../shared/trouble.ts";
import { leave } from "../frame.ts";
import { instant } from "../level/level-words.ts";
import { deviceWords } from "../manage/device-words.ts";
import { backLink, done } from "../manage/parts.ts";
import { Sending } from "../manage/sending.ts";
import { View } from "../view.ts";

/** 登录设备: every session of the account, each of which can be ended. */
@customElement("sessions-page")
export class SessionsPage extends View {
  @state() private sessions: client.Session[] | undefined;
  @state() private ending: string | undefined;
  @state() private ended: client.Session | undefined;
  readonly #list = new Sending(this);
  readonly #end = new Sending(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#list.send(client.sessions, ({ sessions }) => {
      this.sessions = sessions;
    });
  }

  protected override render(): TemplateResult {
    const w = this.words.manage.sessions;
    return html`
      <section class="column card">
        <h1 tabindex="-1">${w.title}</h1>
        <p class="lead">${w.lead}</p>
        ${this.#list.card()} ${this.#end.card()}
        ${done(this.ended && w.ended(deviceWords(this.ended, this.words)))}
        ${this.#list.busy ? html`<p class="loading">${this.words.shell.loading}</p>` : nothing}
        <ul class="entries">
          ${this.sessions?.map((session) => this.#entry(session))}
        </ul>
        <p class="aside"><a class="back" href="/account/password">${w.toPassword}</a></p>
        ${backLink(this.words)}
      </section>
    `;
  }

  #entry(session: client.Session): TemplateResult {
    const w = this.words.manage.sessions;
    const device = deviceWords(session, this.words);
    return html`
      <li class="entry">
        <div>
          <p class="entry-name">
            <strong>${device}</strong>
            ${session.is_current ? html`<span class="mark">${w.current}</span>` : nothing}
          </p>
          <dl class="facts">
            <dt>${w.began}</dt>
            <dd><time datetime=${session.began_at}>${instant(session.began_at)}</time></dd>
            <dt>${w.used}</dt>
            <dd><time datetime=${session.used_at}>${instant(session.used_at)}</time></dd>
          </dl>
        </div>
        ${session.is_current ? this.#leaveButton() : this.#endButton(session, w.endOf(device))}
      </li>
    `;
  }

  #leaveButton(): TemplateResult {
    return html`<button type="button" class="small" @click=${leave}>
      ${this.words.shell.signOut}
    </button>`;
  }

  #endButton(session: client.Session, label: string): TemplateResult {
    const w = this.words.manage.sessions;
    const busy = this.ending === session.id;
    return html`<button
      type="button"
      class="small"
      aria-label=${label}
      aria-disabled=${busy ? "true" : "false"}
      @click=${() => this.#endSession(session)}
    >
      ${busy ? w.ending : w.end}
    </button>`;
  }

  async #endSession(session: client.Session): Promise<void> {
    if (this.#end.busy) return;
    this.ended = undefined;
    this.ending = session.id;
    await this.#end.send(
      () => endedAlready(client.endSession(session.id)),
      async () => {
        this.sessions = this.sessions?.filter(({ id }) => id !== session.id);
        this.ended = session;
        await this.#end.focus(".done");
      },
    );
    this.ending = undefined;
  }
}

/** A session that is unknown has ended by itself, which is what was wanted. */
async function endedAlready(
  asked: Promise<client.Answer<unknown>>,
): Promise<client.Answer<unknown>> {
  const answer = await asked;
  const unknown = !answer.ok && codeOf(answer.trouble) === "session_unknown";
  return unknown ? { ok: true, value: undefined } : answer;
}
