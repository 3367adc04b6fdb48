import { html, nothing, type TemplateResult } from "lit";

export interface TickOptions {
  id: string;
  label: string;
  checked: boolean;
  broken: boolean;
  /** The line of the error, by the id `…-error`. */
  error: TemplateResult;
  /** What stands between the label and the error, such as a way to the text that is agreed to. */
  beside?: TemplateResult | typeof nothing;
  change: (checked: boolean) => void;
}

/** A box to tick, touched with its label. */
export function tickField(options: TickOptions): TemplateResult {
  const { id, broken, change } = options;
  return html`
    <div class="field tick" data-broken=${broken ? id : nothing}>
      <label for=${id}>
        <input
          id=${id}
          type="checkbox"
          .checked=${options.checked}
          aria-invalid=${broken ? "true" : "false"}
          aria-describedby="${id}-error"
          @change=${(event: Event) => change((event.target as HTMLInputElement).checked)}
        />
        <span>${options.label}</span>
      </label>
      ${options.beside ?? nothing} ${options.error}
    </div>
  `;
}
