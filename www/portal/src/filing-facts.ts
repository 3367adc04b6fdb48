import { html, nothing, type TemplateResult } from "lit";
import type { FilingView, Kinds } from "./api.ts";
import { moment, named, words } from "./words.ts";

/** What a filing is for, and how far it is. */
export function filingFacts({ filing }: FilingView, kinds: Kinds): TemplateResult {
  const w = words.facts;
  const facts = [
    [w.business, businessName(filing.business)],
    [w.subject, subjectName(filing.subject_type, kinds)],
    [w.madeAt, moment(filing.made_at)],
    [w.state, stateOf(filing)],
  ];
  return html`<dl class="facts">
    ${facts.map(
      ([term, text]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${text}</dd>
        </div>`,
    )}
  </dl>`;
}

export const businessName = (code: string): string => words.filing.newTitle[code] ?? code;

export function subjectName(code: string, kinds: Kinds | undefined): string {
  const known = kinds?.subject_types.find((subject) => subject.code === code);
  return known ? named(known.name) : "";
}

export function stateName(code: string): string {
  const { states } = words.facts;
  return code in states ? states[code as keyof typeof states] : code;
}

function stateOf({ state, handed_in_at }: FilingView["filing"]): string {
  const name = stateName(state);
  return handed_in_at ? words.facts.at(name, moment(handed_in_at)) : name;
}

/** What was handed in or closed, in a sentence. */
export function ending({ filing }: FilingView): TemplateResult | typeof nothing {
  if (filing.state === "open") return nothing;
  const w = words.list;
  const time = filing.handed_in_at && moment(filing.handed_in_at);
  return html`<p class="good" role="status">${time ? w.handedIn(time) : w.closed}</p>`;
}
