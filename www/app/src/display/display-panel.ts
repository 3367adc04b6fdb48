import { html, nothing, type TemplateResult } from "lit";
import { Cell } from "../changes.ts";
import { words } from "../language.ts";
import { path } from "../router.ts";
import {
  allColours,
  chooseColours,
  chooseTextSize,
  colours,
  elderSizes,
  isElder,
  switchElder,
  textSize,
} from "./display.ts";

/** The page on which the settings are open: whoever goes on to another one is done with them. */
const openOn = new Cell<string | undefined>(undefined);

const isOpen = (): boolean => openOn.value === path.value;

/** In the top bar: 长辈版 at one touch, and the button for everything else. */
export function displayTools(): TemplateResult {
  const { shell, display: w } = words();
  return html`
    <button type="button" class="tool" @click=${switchElder}>
      ${isElder() ? shell.normal : shell.larger}
    </button>
    <button
      type="button"
      class="tool"
      data-display
      aria-label=${w.title}
      aria-expanded=${isOpen() ? "true" : "false"}
      aria-controls="display"
      @click=${() => (openOn.value = isOpen() ? undefined : path.value)}
    >
      ${w.short}
    </button>
  `;
}

/** 显示设置, below the top bar and above the page: nothing is covered, and nothing typed is lost. */
export function displayPanel(): TemplateResult {
  const w = words().display;
  return html`
    <section id="display" class="display" aria-label=${w.title} ?hidden=${!isOpen()}>
      <div class="display-inner">
        ${choices("layout", w.layout, ["standard", "elder"], w.layouts, isElder() ? "elder" : "standard", switchElder)}
        ${isElder() ? choices("text-size", w.textSize, elderSizes, w.textSizes, textSize.value, chooseTextSize) : nothing}
        ${choices("colours", w.colours, allColours, w.allColours, colours.value, chooseColours)}
        <p class="muted">${w.kept}</p>
        <div class="actions"><button type="button" @click=${close}>${w.done}</button></div>
      </div>
    </section>
  `;
}

function choices<Name extends string>(
  group: string,
  legend: string,
  names: readonly Name[],
  labels: Record<Name, string>,
  chosen: string,
  choose: (name: Name) => void,
): TemplateResult {
  return html`
    <fieldset class="choices">
      <legend>${legend}</legend>
      ${names.map(
        (name) => html`
          <label class="choice">
            <input
              type="radio"
              name=${group}
              value=${name}
              .checked=${name === chosen}
              @change=${() => choose(name)}
            />
            <span>${labels[name]}</span>
          </label>
        `,
      )}
    </fieldset>
  `;
}

function close(): void {
  openOn.value = undefined;
  document.querySelector<HTMLElement>("[data-display]")?.focus();
}
