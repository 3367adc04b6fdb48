import type { Locale } from "../../../locales/zh.ts";
import { problems } from "../../../shared/generated/problems.ts";
import { codeOf, isLocal, nextOf, type LocalCode, type Trouble } from "../../../shared/trouble.ts";
import type { ProblemCode } from "../../../shared/generated/problems.ts";
import type { Language } from "../language.ts";

/** What happened and what to do, in words. */
export interface ProblemWords {
  title: string;
  advice: string;
}

/** A text of the deployment, in both languages. */
type Said = Record<Language, string>;

/** The catalogue's words for problems of the edge, the page's own for those of the browser. */
export function problemWords(
  code: LocalCode | ProblemCode,
  words: Locale,
  language: Language,
): ProblemWords {
  if (isLocal(code)) return words.local[code];
  const entry = problems[code];
  return { title: entry.title[language], advice: entry.advice[language] };
}

/** What exactly was not good enough or not seen, if the edge said so and there is a word for it. */
export function aboutWords(trouble: Trouble, words: Locale): string | undefined {
  const about = "problem" in trouble ? trouble.problem.about : undefined;
  if (!about) return undefined;
  const known: Record<string, string> = { ...words.measures, ...words.actions };
  const word = known[about];
  return word && words.about(word);
}

/** What to open before another scan, where the authority has no portrait and the deployment has CTID (网证). */
export function ctidWords(
  code: LocalCode | ProblemCode,
  phones: Said | null | undefined,
  words: Locale,
  language: Language,
): string | undefined {
  return code === "no_portrait" && phones ? words.problem.ctid(phones[language]) : undefined;
}

/** From when on trying again can help, rounded up to the unit that people count in. */
export function retryAfterWords(trouble: Trouble, words: Locale): string | undefined {
  const seconds = "problem" in trouble ? trouble.problem.retry_after_seconds : undefined;
  if (!seconds) return undefined;
  return words.problem.retryAfter(duration(seconds, words));
}

function duration(seconds: number, words: Locale): string {
  if (seconds < 60) return words.problem.seconds(seconds);
  if (seconds < 3600) return words.problem.minutes(Math.ceil(seconds / 60));
  return words.problem.hours(Math.ceil(seconds / 3600));
}

/** Whether going to the counter is worth a second button: wherever the same way may fail again. */
export function counterHelps(trouble: Trouble): boolean {
  const other = ["elements_differ", "check_input", "daily_limit", "too_many_attempts"];
  return other.includes(codeOf(trouble)) || nextOf(trouble) === "scan_again";
}
