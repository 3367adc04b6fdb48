import { html, nothing, type TemplateResult } from "lit";
import type { Locale } from "../../../locales/zh.ts";
import type { Rules } from "../identity.ts";
import { textField } from "./fields.ts";
import type { Form } from "./form.ts";
import { numberGroups } from "./number-groups.ts";

/** 身份证号: as it is typed, in groups, with what is wrong marked and how much is still to come. */
export function numberField<Name extends string>(
  form: Form<Name>,
  name: Name,
  words: Locale,
  rules: Rules | undefined,
  now: number,
  autocomplete = "username",
): TemplateResult {
  return textField({
    form,
    name,
    words,
    label: words.fields.number.label,
    help: words.fields.number.help,
    autocomplete,
    capitals: true,
    note: readout(form.values[name], form.errors[name], words, rules, now),
  });
}

function readout(
  typed: string,
  error: { start: number; end: number } | undefined,
  words: Locale,
  rules: Rules | undefined,
  now: number,
): TemplateResult | typeof nothing {
  if (typed.trim() === "") return nothing;
  const groups = numberGroups(rules?.numberAsMeant(typed) ?? typed, error).map(
    (group) =>
      html`<span class="group"
        >${group.map(({ character, wrong }) => (wrong ? html`<mark>${character}</mark>` : character))}</span
      >`,
  );
  const status = error ? undefined : progress(typed, words, rules, now);
  return html`
    <p class="readout">
      <span class="digits" aria-hidden="true">${groups}</span>
      ${status ? html`<span class="status">${status}</span>` : nothing}
    </p>
  `;
}

/** The place that the number names, so that a slip of the finger in it is seen; an unknown one is no mistake. */
function place(typed: string, words: Locale, rules: Rules | undefined, now: number): string {
  const read = rules?.parseNumber(typed, now);
  if (read?.hint) return words.fields.regionUnknown;
  return read?.regionName ? words.fields.region(read.regionName) : words.fields.complete;
}

function progress(
  typed: string,
  words: Locale,
  rules: Rules | undefined,
  now: number,
): string | undefined {
  try {
    const remaining = rules?.checkNumber(typed, now);
    if (remaining === undefined) return undefined;
    return remaining === 0 ? place(typed, words, rules, now) : words.fields.remaining(remaining);
  } catch {
    return undefined;
  }
}
