import { zh, type Locale } from "../../locales/zh.ts";
import { Cell } from "./changes.ts";
import { kept, keep } from "./kept.ts";

export type Language = "zh" | "en";

/** Chinese is always there; English is loaded when somebody wants it. */
const locales: Partial<Record<Language, Locale>> = { zh };

/** Chinese unless the person chose otherwise. */
export const language = new Cell<Language>(kept("language") === "en" ? "en" : "zh");

/** Whether the words of the language of now are there: until then nothing is shown. */
export function hasWords(): boolean {
  return locales[language.value] !== undefined;
}

/** All words in the language of now. */
export function words(): Locale {
  return locales[language.value] ?? zh;
}

/** Loads the words that the person chose in an earlier visit; without a network there is always Chinese. */
export async function startLanguage(): Promise<void> {
  if (!hasWords()) await choose(language.value);
  applyLanguage();
}

export async function switchLanguage(): Promise<void> {
  const wanted = language.value === "zh" ? "en" : "zh";
  await choose(wanted);
  keep("language", language.value);
  applyLanguage();
}

/** Shows `wanted` in this visit: a page around this one has chosen. */
export async function useLanguage(wanted: Language): Promise<void> {
  await choose(wanted);
  applyLanguage();
}

async function choose(wanted: Language): Promise<void> {
  try {
    if (wanted === "en") locales.en ??= (await import("../../locales/en.ts")).en;
    language.value = wanted;
  } catch {
    language.value = "zh";
  }
}

/** Tells the browser and assistive technology which language the page is in. */
function applyLanguage(): void {
  document.documentElement.lang = words().language.code;
}
