import { html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import * as client from "../../../shared/client.ts";
import { broken, type Broken } from "../form/broken.ts";
import { errorSummary, textField } from "../form/fields.ts";
import { Form } from "../form/form.ts";
import { PasswordShown } from "../form/password-field.ts";
import { sendButton } from "../manage/parts.ts";
import { Submission } from "../manage/submission.ts";
import { View } from "../view.ts";
import { duty, onDuty } from "./duty.ts";

const filled = (value: string): Broken | undefined =>
  value.trim() === "" ? broken("empty") : undefined;

/** 工作人员登录: name, password and the one-time code of now; for every page of the staff's. */
@customElement("staff-sign-in")
export class StaffSignIn extends View {
  readonly #shown = new PasswordShown(this);
  readonly #form = new Form(this, {
    member: { whole: ({ member }) => filled(member) },
    password: { whole: ({ password }) => filled(password) },
    code: { whole: ({ code }) => filled(code) },
  });

  readonly #submission = new Submission(this, this.#form);

  protected override render(): TemplateResult {
    const w = duty();
    const labels = { member: w.member, password: w.password, code: w.code };
    const form = this.#form;
    const words = this.words;
    return html`
      <section class="column card form-card">
        <h1 tabindex="-1">${w.signInTitle}</h1>
        <p class="lead">${w.signInLead}</p>
        ${this.#submission.card()} ${errorSummary(form, words, labels)}
        <form novalidate @submit=${this.#submit}>
          ${textField({
            form,
            name: "member",
            words,
            label: w.member,
            help: "",
            autocomplete: "username",
          })}
          ${textField({
            form,
            name: "password",
            words,
            label: w.password,
            help: "",
            type: this.#shown.type,
            autocomplete: "current-password",
            tool: this.#shown.tool(words),
          })}
          ${textField({
            form,
            name: "code",
            words,
            label: w.code,
            help: w.codeHelp,
            inputmode: "numeric",
            autocomplete: "one-time-code",
          })}
          ${sendButton(this.#submission.busy, w.signIn, w.signingIn)}
        </form>
      </section>
    `;
  }

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { member, password, code } = this.#form.values;
    const typed = { member: member.trim(), password, code: code.trim() };
    await this.#submission.send(
      () => client.staffSignIn(typed),
      (session) => {
        onDuty.value = session.member;
      },
    );
  };
}
