import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { errorText } from "../form/fields.ts";
import { go } from "../router.ts";
import { operator } from "../state.ts";
import { View } from "../view.ts";
import { longText } from "./long-text.ts";

/** 系统使用须知, read before registering. The gate is a tick at the end, never a clock. */
@customElement("notice-page")
export class NoticePage extends View {
  @state() private confirmed = false;
  @state() private missing = false;

  protected override render(): TemplateResult {
    const w = this.words.notice;
    return html`
      <article class="column card reading">
        <h1 tabindex="-1">${w.title}</h1>
        <p class="lead">${w.lead}</p>
        <p><a href="#confirm" class="jump" @click=${this.#toEnd}>${w.toEnd}</a></p>
        ${longText(w.sections(operator()))}
        <form novalidate @submit=${this.#submit}>
          <div class="field tick" data-broken=${this.missing ? "confirm" : nothing}>
            <label for="confirm">
              <input
                id="confirm"
                type="checkbox"
                .checked=${this.confirmed}
                aria-invalid=${this.missing ? "true" : "false"}
                aria-describedby="confirm-error"
                @change=${this.#tick}
              />
              <span>${w.confirm}</span>
            </label>
            ${errorText("confirm", this.missing ? w.confirmMissing : undefined)}
          </div>
          <div class="actions">
            <button class="primary">${w.proceed}</button>
            <a class="button" href="/">${w.back}</a>
          </div>
        </form>
      </article>
    `;
  }

  #tick = (event: Event): void => {
    this.confirmed = (event.target as HTMLInputElement).checked;
    this.missing &&= !this.confirmed;
  };

  #toEnd = (event: Event): void => {
    event.preventDefault();
    this.querySelector<HTMLElement>("#confirm")?.focus();
  };

  #submit = (event: Event): void => {
    event.preventDefault();
    this.missing = !this.confirmed;
    if (this.confirmed) go("/register");
    else this.querySelector<HTMLElement>("#confirm")?.focus();
  };
}
