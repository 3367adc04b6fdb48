import type { Locale } from "../../../locales/zh.ts";
import type { Session } from "../../../shared/client.ts";

/** What a session runs on, in words; a family that the page does not know yet is another one. */
export function deviceWords(device: Pick<Session, "browser" | "system">, words: Locale): string {
  const { browsers, systems, device: say } = words.manage.sessions;
  return say(word(browsers, device.browser), word(systems, device.system));
}

function word(known: Record<string, string> & { other: string }, code: string): string {
  return known[code] ?? known.other;
}
