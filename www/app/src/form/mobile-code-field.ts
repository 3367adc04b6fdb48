import { html, nothing, type TemplateResult } from "lit";
import type { Locale } from "../../../locales/zh.ts";
import { nextOf, type Trouble } from "../../../shared/trouble.ts";
import { textField } from "./fields.ts";
import type { Form } from "./form.ts";
import type { MobileCode } from "./mobile-code.ts";

/** The number that was typed on the same page, if it is one; where it is not, the person is led there. */
export function typedMobile<Name extends string>(form: Form<Name | "mobile">): string | undefined {
  if (form.checkOne("mobile")) return form.values.mobile;
  focus("mobile");
  return undefined;
}

/** The code that was sent to the number above, and the button that has it sent; nothing where none is asked for. */
export function mobileCodeField<Name extends string>(
  form: Form<Name | "mobile_code">,
  code: MobileCode,
  words: Locale,
  mobile: () => string | undefined,
  help = words.mobileCode.help,
): TemplateResult | typeof nothing {
  if (!code.isWanted) return nothing;
  const w = words.mobileCode;
  const ask = async (): Promise<void> => {
    const to = mobile();
    if (to === undefined) return;
    if (await code.ask(to)) {
      form.forget("mobile_code");
      focus("mobile_code");
    } else form.refuse(fieldsOf(code.trouble));
  };
  const label = code.left > 0 ? w.again(code.left) : code.sentTo ? w.askAgain : w.ask;
  return textField({
    form,
    name: "mobile_code",
    words,
    label: w.label,
    help,
    inputmode: "numeric",
    autocomplete: "one-time-code",
    tool: html`<button
      type="button"
      class="ask-code"
      aria-disabled=${code.busy || code.left > 0 ? "true" : "false"}
      @click=${ask}
    >
      ${code.busy ? w.asking : label}
    </button>`,
    note: html`
      <p class="status" role="status">
        ${code.sentTo && !code.busy ? w.sent(code.sentTo) : nothing}
      </p>
      <problem-card .trouble=${code.trouble} @next=${again(code, ask)}></problem-card>
    `,
  });
}

/** The card's button asks once more where that can help. */
function again(code: MobileCode, ask: () => Promise<void>): (event: Event) => void {
  return (event) => {
    const next = code.trouble && nextOf(code.trouble);
    if (next !== "try_again" && next !== "try_later" && next !== "edit_input") return;
    event.preventDefault();
    if (next === "edit_input") focus("mobile");
    else void ask();
  };
}

function fieldsOf(trouble: Trouble | undefined): { field: string; rule: string }[] {
  return trouble && "problem" in trouble ? (trouble.problem.fields ?? []) : [];
}

function focus(name: string): void {
  document.getElementById(name)?.focus();
}
