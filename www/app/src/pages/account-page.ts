import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import type * as client from "../../../shared/client.ts";
import { leave } from "../frame.ts";
import { account, flash } from "../state.ts";
import { language } from "../language.ts";
import { instant, isReached, levelBadge } from "../level/level-words.ts";
import { accountRows } from "../manage/account-rows.ts";
import { View } from "../view.ts";

/** 账号: who is signed in, the level, how and when it was reached. */
@customElement("account-page")
export class AccountPage extends View {
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    flash.value = undefined;
  }

  protected override render(): TemplateResult | typeof nothing {
    const who = account.value;
    if (!who) return nothing;
    const w = this.words;
    return html`
      <div class="column account-column">
        <h1 tabindex="-1">${w.account.title}</h1>
        ${flash.value === "registered" ? html`<p class="success" role="status">${w.register.done}</p>` : nothing}
        ${flash.value === "mobile_changed" ? html`<p class="success" role="status">${w.face.mobileChanged}</p>` : nothing}
        <div class="cards">
          ${this.#level(who)} ${this.#details(who)} ${accountRows(who, this.words, language.value)}
        </div>
        <div class="actions"><button type="button" @click=${leave}>${w.shell.signOut}</button></div>
      </div>
    `;
  }

  #level(who: client.Account): TemplateResult {
    const w = this.words.account;
    const four = who.level >= 4;
    return html`
      <section class="card">
        <h2>${w.level}</h2>
        ${levelBadge(who.level, this.words)}
        <p>${levelText(who, w.levelText)}</p>
        ${
          four
            ? nothing
            : html`<div class="actions">
                <a class="button primary" href="/level">${isReached(who) ? w.prove : w.raise}</a>
              </div>`
        }
        <h3>${w.history}</h3>
        <ol class="history">
          ${who.levels.map(
            ({ level, method, reached_at }) =>
              html`<li>
                <strong>${level >= 4 ? w.levelName.four : w.levelName.three}</strong>
                <span>${methodWords(method, w)}</span>
                <time datetime=${reached_at}>${instant(reached_at)}</time>
              </li>`,
          )}
        </ol>
      </section>
    `;
  }

  #details(who: client.Account): TemplateResult {
    const w = this.words;
    return html`
      <section class="card">
        <h2>${w.account.details}</h2>
        <dl class="details">
          <dt>${w.fields.name.label}</dt>
          <dd>${who.name}</dd>
          <dt>${w.fields.number.label}</dt>
          <dd class="digits">${who.number}</dd>
          <dt>${w.fields.mobile.label}</dt>
          <dd class=${who.mobile ? "digits" : nothing}>${who.mobile ?? w.face.mobile.none}</dd>
          <dt>${w.account.registered}</dt>
          <dd><time datetime=${who.registered_at}>${instant(who.registered_at)}</time></dd>
        </dl>
      </section>
    `;
  }
}

function levelText(
  who: client.Account,
  texts: { three: string; four: string; unproven: string },
): string {
  if (isReached(who)) return texts.unproven;
  return who.level >= 4 ? texts.four : texts.three;
}

function methodWords(
  method: string,
  words: { methods: Record<string, string>; otherMethod: string },
): string {
  return words.methods[method] ?? words.otherMethod;
}
