import { html, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { go } from "../router.ts";
import { View } from "../view.ts";
import "../check/check-flow.ts";
import "../problem/problem-card.ts";

/** The other device of a check: the token comes behind `#`, where no server sees it, and does not stay in the address. */
@customElement("check-page")
export class CheckPage extends View {
  @state() private token = "";
  @state() private isLeft = false;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("hashchange", this.#take);
    this.#take();
  }

  override disconnectedCallback(): void {
    removeEventListener("hashchange", this.#take);
    super.disconnectedCallback();
  }

  /** Another code that is scanned into the same window is another check. */
  #take = (): void => {
    const token = location.hash.slice(1);
    if (!token) return;
    history.replaceState(null, "", location.pathname);
    this.token = token;
    this.isLeft = false;
  };

  protected override render(): TemplateResult {
    if (this.isLeft) return this.#left();
    if (!this.token) {
      return html`<div class="column">
        <problem-card
          .trouble=${{ code: "check_unknown" } as const}
          level="1"
          @next=${() => go("/")}
        ></problem-card>
      </div>`;
    }
    const flow = html`<check-flow
      other
      token=${this.token}
      @cancelled=${() => (this.isLeft = true)}
    ></check-flow>`;
    return html`${keyed(this.token, flow)}`;
  }

  #left(): TemplateResult {
    const w = this.words.check;
    return html`<section class="column card">
      <h1 tabindex="-1">${w.leftTitle}</h1>
      <p>${w.leftText}</p>
    </section>`;
  }
}
