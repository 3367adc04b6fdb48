import type { Answer } from "../../../shared/client.ts";
import type { Problem, Trouble } from "../../../shared/trouble.ts";
import type { Form } from "../form/form.ts";
import type { View } from "../view.ts";
import { Sending } from "./sending.ts";

/** The sending of a form, not before its rules are kept; what a field is to blame for is told there. */
export class Submission<Name extends string> extends Sending {
  /** What the edge said last about the fields. */
  refusal: Problem | undefined;
  readonly #form: Form<Name>;

  constructor(host: View, form: Form<Name>) {
    super(host);
    this.#form = form;
  }

  /** Nothing that was typed, such as a password, outlives the page. */
  override hostDisconnected(): void {
    super.hostDisconnected();
    this.empty();
  }

  empty(): void {
    for (const name of this.#form.names) this.#form.values[name] = "";
  }

  override async send<T>(
    ask: () => Promise<Answer<T>>,
    done: (value: T) => void | Promise<void>,
  ): Promise<void> {
    this.show(undefined);
    if (!this.#form.check()) return this.focus(".summary");
    this.refusal = undefined;
    await super.send(ask, done);
  }

  protected override async refused(trouble: Trouble): Promise<void> {
    this.refusal = "problem" in trouble ? trouble.problem : undefined;
    this.#form.refuse(this.refusal?.fields ?? []);
    if (this.#form.broken().length > 0) return this.focus(".summary");
    this.show(trouble);
  }

  protected override edit(): boolean {
    void this.focus(`#${this.#form.names[0] ?? ""}`);
    return true;
  }
}
