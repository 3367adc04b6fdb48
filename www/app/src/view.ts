import { LitElement } from "lit";
import type { Locale } from "../../locales/zh.ts";
import { changes } from "./changes.ts";
import { words } from "./language.ts";

/**
 * An element that shows words and shared state. It renders into the page itself rather than into a shadow
 * tree, so that labels, password managers and the error summary reach across elements.
 */
export abstract class View extends LitElement {
  readonly #refresh = (): void => this.requestUpdate();

  protected get words(): Locale {
    return words();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    changes.addEventListener("change", this.#refresh);
  }

  override disconnectedCallback(): void {
    changes.removeEventListener("change", this.#refresh);
    super.disconnectedCallback();
  }
}
