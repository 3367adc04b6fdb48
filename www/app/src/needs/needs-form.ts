import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import {
  inabilities,
  isEnoughLeft,
  needs,
  statedNeeds,
  type Inability,
  type Needs,
} from "./stated.ts";
import { canSpeak, setSpoken } from "./voice.ts";
import { View } from "../view.ts";

/** What somebody cannot do before the camera, closed until it is asked for, and what follows from it. */
@customElement("needs-form")
export class NeedsForm extends View {
  /** Whoever said something before sees it; what is open stays open, whatever is unticked. */
  readonly #wasStated = statedNeeds() !== undefined;

  protected override render(): TemplateResult {
    const w = this.words.needs;
    const stated = needs.value;
    return html`
      <details class="needs" ?open=${this.#wasStated}>
        <summary>${w.title}</summary>
        <p>${w.lead}</p>
        <fieldset class="choices">
          <legend>${w.legend}</legend>
          ${this.#box("sight", w.sight, stated.sight, this.#setSight)}
          ${inabilities.map((it) =>
            this.#box(it, w.without[it], stated.without.includes(it), (on) =>
              this.#setWithout(it, on),
            ),
          )}
          ${this.#box("more-time", w.moreTime, stated.moreTime, (moreTime) => set({ moreTime }))}
        </fieldset>
        <div role="status">${this.#consequence(stated)}</div>
        <p class="muted">${w.privacy}</p>
      </details>
    `;
  }

  #consequence(stated: Needs): TemplateResult | typeof nothing {
    const w = this.words.needs;
    if (!isEnoughLeft(stated)) {
      return html`<p class="too-little">
        ${w.tooLittle} <a href="/counter">${this.words.level.refuse}</a>
      </p>`;
    }
    return statedNeeds()
      ? html`<p>${stated.sight && canSpeak() ? w.spoken : nothing} ${w.longer}</p>`
      : nothing;
  }

  #box(
    name: string,
    label: string,
    checked: boolean,
    change: (on: boolean) => void,
  ): TemplateResult {
    return html`
      <label class="choice" for="need-${name}">
        <input
          id="need-${name}"
          type="checkbox"
          .checked=${checked}
          @change=${(event: Event) => change((event.target as HTMLInputElement).checked)}
        />
        <span>${label}</span>
      </label>
    `;
  }

  #setSight = (sight: boolean): void => {
    set({ sight });
    setSpoken(sight, this.words.needs.spoken);
  };

  #setWithout(inability: Inability, on: boolean): void {
    const others = needs.value.without.filter((it) => it !== inability);
    set({ without: on ? [...others, inability] : others });
  }
}

function set(change: Partial<Needs>): void {
  needs.value = { ...needs.value, ...change };
}
