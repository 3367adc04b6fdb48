import { en } from "../../locales/en.ts";
import { zh, type Locale } from "../../locales/zh.ts";
import { Cell } from "./changes.ts";
import { kept, keep } from "./kept.ts";

const locales = { zh, en };

export type Language = keyof typeof locales;

/** Chinese unless the person chose otherwise. */
export const language = new Cell<Language>(kept("language") === "en" ? "en" : "zh");

/** All words in the language of now. */
export function words(): Locale {
  return locales[language.value];
}

export function switchLanguage(): void {
  language.value = language.value === "zh" ? "en" : "zh";
  keep("language", language.value);
  applyLanguage();
}

/** Tells the browser and assistive technology which language the page is in. */
export function applyLanguage(): void {
  document.documentElement.lang = words().language.code;
}
