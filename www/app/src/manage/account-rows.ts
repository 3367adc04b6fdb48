import { html, type TemplateResult } from "lit";
import type { Locale } from "../../../locales/zh.ts";
import type { Account } from "../../../shared/client.ts";
import { edgeNow } from "../clock.ts";
import type { Language } from "../language.ts";
import { businessWords } from "./business-words.ts";

interface Row {
  href: string;
  name: string;
  state: string;
}

/** 账号管理: what can be looked at and changed, and how it stands. */
export function accountRows(who: Account, words: Locale, language: Language): TemplateResult {
  return html`
    <section class="card manage" aria-labelledby="manage-title">
      <h2 id="manage-title">${words.manage.title}</h2>
      <ul class="rows">
        ${rows(who, words, language).map(
          ({ href, name, state }) =>
            html`<li>
              <a href=${href}>
                <strong>${name}</strong>
                <span>${state}</span>
              </a>
            </li>`,
        )}
      </ul>
    </section>
  `;
}

function rows(who: Account, words: Locale, language: Language): Row[] {
  const w = words.manage;
  const business = businessWords(who, edgeNow(), words, language);
  return [
    { href: "/account/business", name: w.business.title, state: business },
    {
      href: "/account/mobile",
      name: words.fields.mobile.label,
      state: who.mobile ?? words.face.mobile.none,
    },
    { href: "/account/password", name: w.password.title, state: w.rows.password },
    { href: "/account/sessions", name: w.sessions.title, state: w.rows.sessions },
    { href: "/account/portals", name: words.shell.onward.portals, state: w.rows.portals },
    { href: "/account/records", name: w.records.title, state: w.rows.records },
    { href: "/account/close", name: w.close.title, state: w.rows.close },
  ];
}
