import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Broken } from "./broken.ts";

/** How long typing rests before a certain error is told. */
const REST_MS = 500;

export interface FieldChecks<Name extends string> {
  /** What is wrong with the field when it is left or sent. */
  whole: (values: Record<Name, string>) => Broken | undefined;
  /** What is certainly wrong while it is being typed, whatever may follow. */
  certain?: (values: Record<Name, string>) => Broken | undefined;
}

/** The values of a form and which rules they break. An error is told when the field is left or the error is certain. */
export class Form<Name extends string> implements ReactiveController {
  readonly values: Record<Name, string>;
  errors: { [name in Name]?: Broken | undefined } = {};
  readonly names: Name[];
  readonly #host: ReactiveControllerHost;
  readonly #checks: Record<Name, FieldChecks<Name>>;
  /** What the edge said is wrong, and of which value: that stands when the field is left, and goes with another value. */
  readonly #told = new Map<Name, { value: string; error: Broken }>();
  #resting: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, checks: Record<Name, FieldChecks<Name>>) {
    this.#host = host;
    this.#checks = checks;
    this.names = Object.keys(checks) as Name[];
    this.values = Object.fromEntries(this.names.map((name) => [name, ""])) as Record<Name, string>;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#resting);
  }

  /** Takes what was typed: an error that is shown goes as soon as it is mended, a new one waits for a rest. */
  type(name: Name, value: string): void {
    this.values[name] = value;
    clearTimeout(this.#resting);
    if (this.errors[name] && !this.#wrong(name)) this.#set(name, undefined);
    this.#resting = setTimeout(() => this.#checkCertain(name), REST_MS);
    this.#host.requestUpdate();
  }

  /** The field is left: what is there is checked; an empty field is not shouted at. */
  leave(name: Name): void {
    clearTimeout(this.#resting);
    if (this.values[name] !== "") this.#set(name, this.#wrong(name));
  }

  /** Checks everything, and tells whether all is well; the edge is asked anew about what it refused. */
  check(): boolean {
    clearTimeout(this.#resting);
    this.#told.clear();
    for (const name of this.names) this.#set(name, this.#wrong(name));
    return this.broken().length === 0;
  }

  /** Checks one field, and tells whether it is well. */
  checkOne(name: Name): boolean {
    clearTimeout(this.#resting);
    this.#set(name, this.#wrong(name));
    return !this.errors[name];
  }

  /** Takes the edge's word for what is wrong. */
  refuse(fields: { field: string; rule: string }[]): void {
    for (const { field, rule } of fields) {
      const name = this.names.find((known) => known === field);
      if (!name) continue;
      const error = { rule, start: 0, end: 0 };
      this.#told.set(name, { value: this.values[name], error });
      this.#set(name, error);
    }
  }

  /** What was wrong with a field is past: something else is asked for in it now. */
  forget(name: Name): void {
    this.#told.delete(name);
    this.#set(name, undefined);
  }

  /** What is wrong with a field, by the rules of the page or by the edge's word. */
  #wrong(name: Name): Broken | undefined {
    const told = this.#told.get(name);
    const refused = told?.value === this.values[name] ? told.error : undefined;
    return this.#checks[name].whole(this.values) ?? refused;
  }

  /** The fields that break a rule, in the form's order. */
  broken(): Name[] {
    return this.names.filter((name) => this.errors[name]);
  }

  #checkCertain(name: Name): void {
    const certain = this.#checks[name].certain?.(this.values);
    if (certain) this.#set(name, certain);
  }

  #set(name: Name, error: Broken | undefined): void {
    this.errors = { ...this.errors, [name]: error };
    this.#host.requestUpdate();
  }
}
