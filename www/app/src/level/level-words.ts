import { html, type TemplateResult } from "lit";
import type { Locale } from "../../../locales/zh.ts";
import type { Account } from "../../../shared/client.ts";
import { language, words } from "../language.ts";

/** 三级 or 四级, as a badge whose steps are filled. */
export function levelBadge(level: number, w: Locale): TemplateResult {
  const name = level >= 4 ? w.account.levelName.four : w.account.levelName.three;
  return html`
    <p class="level-badge" data-level=${level}>
      <span class="steps-filled" aria-hidden="true"><i></i><i></i><i></i><i></i></span>
      <strong>${name}</strong>
    </p>
  `;
}

/** Whether the account has reached level four and this session has not: nobody's face or card was compared in it. */
export function isReached(who: Account): boolean {
  return who.level < 4 && who.levels.some(({ level }) => level >= 4);
}

/** An instant as people in China read it, whatever the clock of the device is set to. */
export function instant(iso: string): string {
  const format = new Intl.DateTimeFormat(language.value === "zh" ? "zh-CN" : "en-GB", {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "Asia/Shanghai",
    hour12: false,
  });
  return `${format.format(new Date(iso))} ${words().account.time}`;
}
