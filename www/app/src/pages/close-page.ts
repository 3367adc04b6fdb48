import { html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import * as client from "../../../shared/client.ts";
import { broken } from "../form/broken.ts";
import { errorSummary, textField } from "../form/fields.ts";
import { Form } from "../form/form.ts";
import { PasswordShown } from "../form/password-field.ts";
import { backLink } from "../manage/parts.ts";
import { Submission } from "../manage/submission.ts";
import { go } from "../router.ts";
import { flash, forgetPerson } from "../state.ts";
import { View } from "../view.ts";

/** 注销账号: what is erased and what stays, and the password once more. */
@customElement("close-page")
export class ClosePage extends View {
  readonly #shown = new PasswordShown(this);
  readonly #form = new Form(this, {
    password: { whole: ({ password }) => (password === "" ? broken("empty") : undefined) },
  });

  readonly #submission = new Submission(this, this.#form);

  protected override render(): TemplateResult {
    const w = this.words.manage.close;
    return html`
      <section class="column card form-card prose">
        <h1 tabindex="-1">${w.title}</h1>
        <p class="lead">${w.lead}</p>
        <h2>${w.erasedTitle}</h2>
        <ul>
          ${w.erased.map((item) => html`<li>${item}</li>`)}
        </ul>
        <h2>${w.keptTitle}</h2>
        <ul>
          ${w.kept.map((item) => html`<li>${item}</li>`)}
        </ul>
        <p class="aside"><a class="back" href="/account/records">${w.exportFirst}</a></p>
        ${this.#submission.card()} ${errorSummary(this.#form, this.words, { password: w.password })}
        <form novalidate @submit=${this.#submit}>${this.#fields()}</form>
        ${backLink(this.words)}
      </section>
    `;
  }

  #fields(): TemplateResult {
    const w = this.words.manage.close;
    const busy = this.#submission.busy;
    return html`
      ${textField({
        form: this.#form,
        name: "password",
        words: this.words,
        label: w.password,
        help: "",
        type: this.#shown.type,
        autocomplete: "current-password",
        tool: this.#shown.tool(this.words),
      })}
      <button class="final wide" aria-disabled=${busy ? "true" : "false"}>
        ${busy ? w.submitting : w.submit}
      </button>
    `;
  }

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    await this.#submission.send(() => client.closeAccount(this.#form.values.password), closed);
  };
}

/** Nothing of the person stays here either. */
function closed(): void {
  forgetPerson();
  flash.value = "closed";
  go("/", { replace: true });
}
