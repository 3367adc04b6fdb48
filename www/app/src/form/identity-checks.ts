import type { Rules } from "../identity.ts";
import { broken, brokenBy, type Broken } from "./broken.ts";

/** The rules as they are loaded, and the clock. */
export interface Given {
  rules: () => Rules | undefined;
  now: () => number;
}

/** Until the rules are loaded only what is empty is refused: the edge checks everything again. */
function unlessEmpty(
  value: string,
  given: Given,
  read: (rules: Rules) => unknown,
): Broken | undefined {
  const rules = given.rules();
  if (rules) return brokenBy(() => read(rules));
  return value.trim() === "" ? broken("empty") : undefined;
}

export function checkNumber(value: string, given: Given): Broken | undefined {
  return unlessEmpty(value, given, (rules) => rules.parseNumber(value, given.now()));
}

/** What no further character can mend. */
export function checkNumberSoFar(value: string, given: Given): Broken | undefined {
  if (value.trim() === "" || !given.rules()) return undefined;
  return unlessEmpty(value, given, (rules) => rules.checkNumber(value, given.now()));
}

export function checkName(value: string, given: Given): Broken | undefined {
  return unlessEmpty(value, given, (rules) => rules.parseName(value));
}

export function checkMobile(value: string, given: Given): Broken | undefined {
  return unlessEmpty(value, given, (rules) => rules.parseMobile(value));
}

/** Before any card that is still in use. */
const OLDEST = "1984-01-01";

export interface Term {
  number: string;
  valid_from: string;
  valid_until: string;
}

/** The part of the card's term that `field` is to blame for. */
export function checkTerm(
  field: "valid_from" | "valid_until",
  term: Term,
  given: Given,
): Broken | undefined {
  const rules = given.rules();
  if (!rules) return term[field] === "" ? broken(emptyRule(field)) : undefined;
  const found = brokenBy(() => parseTerm(rules, field, term, given));
  if (!found || belongsTo(field, found.rule)) return found;
  if (field === "valid_from") return undefined;
  // The start is wrong or missing, and says so itself: the end is looked at alone.
  return brokenBy(() =>
    parseTerm(rules, field, { ...term, number: "", valid_from: OLDEST }, given),
  );
}

function parseTerm(
  rules: Rules,
  field: "valid_from" | "valid_until",
  term: Term,
  given: Given,
): unknown {
  const until = field === "valid_from" ? term.valid_until || "long_term" : term.valid_until;
  return rules.parseValidity(term.valid_from, until, term.number, given.now());
}

/** The end that the age at issue implies, where the chosen one differs. */
export function termHint(term: Term, given: Given): string | undefined {
  const rules = given.rules();
  if (!rules || !term.valid_from || !term.valid_until) return undefined;
  try {
    return rules.parseValidity(term.valid_from, term.valid_until, term.number, given.now()).hint;
  } catch {
    return undefined;
  }
}

function emptyRule(field: "valid_from" | "valid_until"): string {
  return field === "valid_from" ? "start_empty" : "end_empty";
}

function belongsTo(field: "valid_from" | "valid_until", rule: string): boolean {
  return rule.startsWith("start_") === (field === "valid_from");
}
