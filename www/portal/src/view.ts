import { LitElement } from "lit";
import { sizeSwitched } from "./display.ts";
import { languageSwitched } from "./words.ts";

/** An element that renders into the page itself, so that styles and labels reach across elements. */
export abstract class View extends LitElement {
  #again = (): void => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    for (const switched of [languageSwitched, sizeSwitched])
      switched.addEventListener("switched", this.#again);
  }

  override disconnectedCallback(): void {
    for (const switched of [languageSwitched, sizeSwitched])
      switched.removeEventListener("switched", this.#again);
    super.disconnectedCallback();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Moves the focus to what has just appeared. */
  protected async focusOn(selector: string): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector<HTMLElement>(selector)?.focus();
  }
}
