import { html, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import type { DeviceTrouble, Trouble } from "../../../shared/trouble.ts";
import type { Step } from "../check/check-flow.ts";
import { obstacle, surroundings } from "../scan/obstacle.ts";
import { go } from "../router.ts";
import { View } from "../view.ts";
import "../check/check-flow.ts";
import "../problem/problem-card.ts";

/**
 * The other device of a check: the token comes behind `#`, where no server sees it. It stays in the address until it is
 * redeemed, which a device that cannot scan does not do: the same address then opens in another browser.
 */
@customElement("check-page")
export class CheckPage extends View {
  @state() private token = "";
  /** What keeps this device from scanning: undefined until that is known. */
  @state() private obstacle: DeviceTrouble | null | undefined;
  @state() private isLeft = false;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("hashchange", this.#take);
    this.#take();
    void obstacle(surroundings()).then((found) => (this.obstacle = found ?? null));
  }

  override disconnectedCallback(): void {
    removeEventListener("hashchange", this.#take);
    super.disconnectedCallback();
  }

  /** Another code that is scanned into the same window is another check. */
  #take = (): void => {
    const token = location.hash.slice(1);
    if (!token) return;
    this.token = token;
    this.isLeft = false;
  };

  /** A token that was redeemed serves no more. */
  #told = ({ detail }: CustomEvent<Step>): void => {
    if (detail === "comparing") history.replaceState(null, "", location.pathname);
  };

  protected override render(): TemplateResult {
    if (this.isLeft) return this.#left();
    if (!this.token) return this.#trouble({ code: "check_unknown" });
    if (this.obstacle) return this.#trouble({ code: this.obstacle });
    if (this.obstacle === undefined) {
      return html`<p class="column loading" role="status">${this.words.check.opening}</p>`;
    }
    const flow = html`<check-flow
      other
      token=${this.token}
      @step=${this.#told}
      @cancelled=${() => (this.isLeft = true)}
    ></check-flow>`;
    return html`${keyed(this.token, flow)}`;
  }

  #trouble(trouble: Trouble): TemplateResult {
    return html`<div class="column">
      <problem-card
        .trouble=${trouble}
        level="1"
        ?apart=${this.token !== ""}
        @next=${this.#next}
      ></problem-card>
    </div>`;
  }

  #next = (event: Event): void => {
    if (this.token) return;
    event.preventDefault();
    go("/");
  };

  #left(): TemplateResult {
    const w = this.words.check;
    return html`<section class="column card">
      <h1 tabindex="-1">${w.leftTitle}</h1>
      <p>${w.leftText}</p>
    </section>`;
  }
}
