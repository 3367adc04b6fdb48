import type { Locale } from "../../../locales/zh.ts";
import type { RecordEntry } from "../../../shared/client.ts";
import { problems } from "../../../shared/generated/problems.ts";
import type { Language } from "../language.ts";
import { dayWords } from "./legal-day.ts";

/** One line of the records in plain words. */
export interface RecordWords {
  title: string;
  /** How, why, until when, and what was agreed to, where the line says so. */
  notes: string[];
}

export function recordWords(entry: RecordEntry, words: Locale, language: Language): RecordWords {
  const w = words.manage.records;
  const notes = [
    entry.detail ? detailWords(entry.event, entry.detail, words, language) : undefined,
    entry.portal ? w.portal(entry.portal) : undefined,
    entry.last_day ? words.manage.untilDay(dayWords(entry.last_day, language)) : undefined,
    entry.consent ? w.consent(entry.consent.version) : undefined,
  ];
  return {
    title: known(w.events)[entry.event] ?? w.otherEvent,
    notes: notes.filter((note) => note !== undefined),
  };
}

function detailWords(event: string, detail: string, words: Locale, language: Language): string {
  const w = words.manage.records;
  if (event === "scan_refused") return w.reason(reasonWords(detail, language) ?? w.other);
  if (event === "scan_began") return w.purpose(known(w.purposes)[detail] ?? w.other);
  if (event === "visit_ended") return w.reason(known(w.visitEnds)[detail] ?? w.other);
  return w.way(known(w.methods)[detail] ?? w.other);
}

/** Reasons are codes of the problem catalogue: the record says what the page said then. */
function reasonWords(code: string, language: Language): string | undefined {
  const titles: Record<string, { title: Record<Language, string> }> = problems;
  return titles[code]?.title[language];
}

/** Codes come from the edge, which may be newer than the page. */
function known(words: Record<string, string>): Record<string, string | undefined> {
  return words;
}
