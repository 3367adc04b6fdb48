import { en } from "./words/en.ts";
import { zh, type Words } from "./words/zh.ts";

type Language = "zh" | "en";
const KEY = "language";
const texts: Record<Language, Words> = { zh, en };

/** The language of now, and its texts: read them anew each time, for they change under an open page. */
export let language: Language = chosen();
export let words: Words = texts[language];

/** Says that every text is another: see `View`. */
export const languageSwitched = new EventTarget();

/** A name in the language of now. */
export const named = (name: { zh: string; en: string }): string => name[language];

/** An instant as the people here write it, whatever their device is set to. */
export const moment = (instant: string | number): string =>
  new Date(instant).toLocaleString(words.code, { timeZone: "Asia/Shanghai" });

/** Switches within the page, so that nothing typed is lost. */
export function switchLanguage(): void {
  language = language === "zh" ? "en" : "zh";
  words = texts[language];
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Where nothing may be kept it lasts as long as the page.
  }
  languageSwitched.dispatchEvent(new Event("switched"));
}

function chosen(): Language {
  try {
    return localStorage.getItem(KEY) === "en" ? "en" : "zh";
  } catch {
    return "zh";
  }
}
