import type { Locale } from "../../../locales/zh.ts";
import type { Account } from "../../../shared/client.ts";
import type { Language } from "../language.ts";
import { dayWords } from "./legal-day.ts";

/** The authorisation that counts now; one that has run out while the page was open is none. */
export function inForce(who: Account, now: number): Account["business"] {
  return who.business && Date.parse(who.business.ends_at) > now ? who.business : undefined;
}

/** How 企业登记注册 stands, in a few words. */
export function businessWords(
  who: Account,
  now: number,
  words: Locale,
  language: Language,
): string {
  const w = words.manage.business;
  const given = inForce(who, now);
  if (given) return w.inForce(untilWords(given.last_day, words, language));
  return who.level >= 4 ? w.none : w.locked;
}

export function untilWords(lastDay: string, words: Locale, language: Language): string {
  return words.manage.untilDay(dayWords(lastDay, language));
}
