import { html, nothing, type TemplateResult } from "lit";
import type { FilingView, Kinds, PersonState } from "./api.ts";
import { named, words } from "./words.ts";

/** 需要实名认证列表 (guide, G4): a live state per person, and what is missing, in words. */
export function personList(
  { filing, persons }: FilingView,
  kinds: Kinds,
  actions: (person: PersonState, name: string) => TemplateResult | typeof nothing,
): TemplateResult {
  const subject = kinds.subject_types.find(({ code }) => code === filing.subject_type);
  const role = (code: string): string => {
    const known = subject?.roles.find((role) => role.code === code);
    return known ? named(known.name) : code;
  };
  const nameOf = ({ reference, masked_name }: PersonState): string =>
    persons.find((person) => person.reference === reference)?.name ?? masked_name;
  return html`
    <ul class="persons">
      ${filing.persons.map((person) => {
        const name = nameOf(person);
        return html`<li
          class=${person.is_ready ? "ready" : "left"}
          data-reference=${person.reference}
          tabindex="-1"
        >
          <div>
            <p class="person-name">
              <strong>${name}</strong> <span>${person.roles.map(role).join("、")}</span>
            </p>
            <p class="state">
              <span class="mark" aria-hidden="true">${person.is_ready ? "✓" : "…"}</span>
              <span data-state=${person.state}>${stateWords(person)}</span>
            </p>
            ${missingWords(person)}
          </div>
          <div class="person-actions">${actions(person, name)}</div>
        </li>`;
      })}
    </ul>
    ${standing(filing, role)}
  `;
}

function stateWords({ state, authorised_until }: PersonState): string {
  const w = words.list;
  const until = authorised_until && state === "authorised" ? ` ${w.until(authorised_until)}` : "";
  return `${w.states[state] ?? state}${until}`;
}

function missingWords({ state, is_ready }: PersonState): TemplateResult | typeof nothing {
  const missing = words.list.missing[state];
  return missing && !is_ready ? html`<p class="missing">${missing}</p>` : nothing;
}

/** What the whole filing lacks, or that it lacks nothing; read out when it changes. */
function standing(filing: FilingView["filing"], role: (code: string) => string): TemplateResult {
  const w = words.list;
  const left = filing.persons.filter(({ is_ready }) => !is_ready).length;
  const lines = [
    left > 0 ? w.missingCount(left) : "",
    filing.missing_roles.length > 0
      ? w.missingRoles + filing.missing_roles.map(role).join("、")
      : "",
  ].filter(Boolean);
  return html`<div role="status">
    ${filing.is_ready ? html`<p class="good">${w.ready}</p>` : nothing}
    ${lines.length > 0 ? html`<div class="note">${lines.map((line) => html`<p>${line}</p>`)}</div>` : nothing}
  </div>`;
}
