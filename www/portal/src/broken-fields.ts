import { html, nothing, type TemplateResult } from "lit";
import type { Broken, Trouble } from "./api.ts";
import { words } from "./words.ts";

/** Where a broken field stands in the form. */
export interface Place {
  /** Of the element to go to. */
  id: string;
  /** In words. */
  name: string;
}

/** What is wrong with one person's fields, by field. */
export type PersonBreaks = Readonly<Record<string, string>>;

/** What is wrong with the fields of the person at `index`. */
export function breaksOf(trouble: Trouble | undefined, index: number): PersonBreaks {
  const prefix = `persons.${index}.`;
  const own = trouble?.fields.filter(({ field }) => field.startsWith(prefix)) ?? [];
  return Object.fromEntries(own.map(({ field, rule }) => [field.slice(prefix.length), said(rule)]));
}

/** The trouble without the fields that have changed; none where nothing is left of it. */
export function mended(
  trouble: Trouble | undefined,
  isLeft: (broken: Broken) => boolean,
): Trouble | undefined {
  if (!trouble || trouble.fields.length === 0) return trouble;
  const fields = trouble.fields.filter(isLeft);
  return fields.length > 0 ? { ...trouble, fields } : undefined;
}

/** Every broken field, leading to it. It is read out by taking the focus. */
export function brokenList(
  fields: Broken[],
  go: (event: Event, place: Place) => void,
): TemplateResult {
  return html`<section class="trouble" tabindex="-1" aria-labelledby="broken">
    <p id="broken">${words.filing.broken}</p>
    <ul>
      ${fields.map((broken) => {
        const place = placeOf(broken);
        return html`<li>
          <a href="#${place.id}" @click=${(event: Event) => go(event, place)}
            >${place.name}：${said(broken.rule)}</a
          >
        </li>`;
      })}
    </ul>
  </section>`;
}

/** What is wrong with one field, for the field to name as its description. */
export function fieldBreak(id: string, text: string | undefined): TemplateResult | typeof nothing {
  return text === undefined
    ? nothing
    : html`<span class="wrong" id=${`${id}-wrong`}>${text}</span>`;
}

const said = (rule: string): string => words.filing.rule[rule] ?? words.filing.rule["other"] ?? "";

/** `persons.1.number`: of the second person. */
function placeOf({ field }: Broken): Place {
  const w = words.filing;
  const [first = "", index, name = ""] = field.split(".");
  if (first !== "persons") return { id: first, name: w.fields[first] ?? first };
  if (index === undefined) return { id: "persons", name: w.persons };
  return {
    id: `${name}-${index}`,
    name: w.fieldOf(Number(index) + 1, w.fields[name] ?? name),
  };
}
