import { html, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { go } from "../router.ts";
import { View } from "../view.ts";
import "../check/check-flow.ts";
import "../problem/problem-card.ts";

/** The other device of a check: the token comes behind `#`, where no server sees it, and does not stay in the address. */
@customElement("check-page")
export class CheckPage extends View {
  readonly #token = location.hash.slice(1);
  @state() private isLeft = false;

  override connectedCallback(): void {
    super.connectedCallback();
    history.replaceState(null, "", location.pathname);
  }

  protected override render(): TemplateResult {
    if (!this.#token) {
      return html`<div class="column">
        <problem-card
          .trouble=${{ code: "check_unknown" } as const}
          level="1"
          @next=${() => go("/")}
        ></problem-card>
      </div>`;
    }
    if (this.isLeft) return this.#left();
    return html`<check-flow
      other
      token=${this.#token}
      @cancelled=${() => (this.isLeft = true)}
    ></check-flow>`;
  }

  #left(): TemplateResult {
    const w = this.words.check;
    return html`<section class="column card">
      <h1 tabindex="-1">${w.leftTitle}</h1>
      <p>${w.leftText}</p>
    </section>`;
  }
}
