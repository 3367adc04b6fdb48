import { html, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as client from "../../../shared/client.ts";
import { broken } from "../form/broken.ts";
import { errorSummary, textField } from "../form/fields.ts";
import { Form } from "../form/form.ts";
import { checkNewPassword } from "../form/password-checks.ts";
import { newPasswordField, PasswordShown } from "../form/password-field.ts";
import { backLink, done, sendButton } from "../manage/parts.ts";
import { Submission } from "../manage/submission.ts";
import { View } from "../view.ts";

/** 修改密码 (guide, G12): the old one, and the new one twice. */
@customElement("password-page")
export class PasswordPage extends View {
  @state() private changed = false;
  readonly #shown = new PasswordShown(this);
  readonly #form = new Form(this, {
    old_password: {
      whole: ({ old_password }) => (old_password === "" ? broken("empty") : undefined),
    },
    password: {
      // The page knows number and mobile number in part only: the edge looks for them in full.
      whole: ({ password }) => checkNewPassword(password, { number: "", mobile: "" }),
    },
    confirmation: {
      whole: ({ confirmation, password }) =>
        confirmation === password ? undefined : broken("differs"),
    },
  });

  readonly #submission = new Submission(this, this.#form);

  protected override render(): TemplateResult {
    const w = this.words;
    return html`
      <section class="column card form-card">
        <h1 tabindex="-1">${w.manage.password.title}</h1>
        ${done(this.changed ? w.manage.password.done : undefined)}
        ${this.changed ? "" : this.#fields()} ${backLink(w)}
      </section>
    `;
  }

  #fields(): TemplateResult {
    const w = this.words;
    const { password } = w.manage;
    const labels = {
      old_password: password.old,
      password: password.new,
      confirmation: password.again,
    };
    return html`
      <p class="lead">${password.lead}</p>
      ${this.#submission.card()} ${errorSummary(this.#form, w, labels)}
      <form novalidate @submit=${this.#submit}>
        ${this.#present()}
        ${newPasswordField({
          form: this.#form,
          name: "password",
          words: w,
          label: password.new,
          shown: this.#shown,
        })}
        ${textField({
          form: this.#form,
          name: "confirmation",
          words: w,
          label: password.again,
          help: "",
          type: this.#shown.type,
          autocomplete: "new-password",
        })}
        ${sendButton(this.#submission.busy, password.submit, password.submitting)}
      </form>
    `;
  }

  #present(): TemplateResult {
    return textField({
      form: this.#form,
      name: "old_password",
      words: this.words,
      label: this.words.manage.password.old,
      help: "",
      type: this.#shown.type,
      autocomplete: "current-password",
    });
  }

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    await this.#submission.send(
      () => {
        const { old_password, password } = this.#form.values;
        return client.changePassword({ old_password, password });
      },
      async () => {
        this.#submission.empty();
        this.changed = true;
        await this.#submission.focus(".done");
      },
    );
  };
}
