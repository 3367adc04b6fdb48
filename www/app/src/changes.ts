/** A value that views show; whoever shows it is told when it changes. */
export class Cell<T> {
  #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set value(value: T) {
    this.#value = value;
    changes.dispatchEvent(new Event("change"));
  }
}

/** Tells of every change of every cell: the pages are small, and Lit touches only what differs. */
export const changes = new EventTarget();
