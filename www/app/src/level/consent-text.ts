import type { Item, Locale, Operator } from "../../../locales/zh.ts";
import type { Purpose } from "../errand.ts";

/** The rules as they are shown: what the scan is for differs. */
export function consentItems(words: Locale, operator: Operator, purpose: Purpose): Item[] {
  return words.level.items(operator, words.face.purposes[purpose]);
}

/** The text that is agreed to, exactly as it is shown, one line an item. */
export function consentText(words: Locale, operator: Operator, purpose: Purpose): string {
  const items = consentItems(words, operator, purpose).map(({ term, text }) => `${term}\t${text}`);
  return [words.level.noticeTitle, ...items, words.level.consent].join("\n");
}

/** SHA-256 of the text in UTF-8, hexadecimal. */
export async function consentDigest(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
