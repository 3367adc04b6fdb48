import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { codeOf, nextOf, type NextStep, type Trouble } from "../../../shared/trouble.ts";
import { beginOf, errand } from "../errand.ts";
import { language } from "../language.ts";
import { go } from "../router.ts";
import { account, consent, deployment, loadDeployment } from "../state.ts";
import { upgrade } from "../update/update.ts";
import { View } from "../view.ts";
import {
  aboutWords,
  counterHelps,
  ctidWords,
  problemWords,
  retryAfterWords,
} from "./problem-words.ts";

/** Where each next step leads, unless the page around the card takes the event `next` itself. */
const steps: Record<NextStep, () => void> = {
  edit_input: () => go("/"),
  try_again: () => location.reload(),
  try_later: () => location.reload(),
  sign_in: () => {
    account.value = null;
    go("/");
  },
  activate: () => go("/activate"),
  register: () => go("/notice"),
  raise_level: () => go("/level"),
  consent: () => {
    // The text has changed since it was agreed to: the new one is shown.
    consent.value = undefined;
    void loadDeployment();
    go(startOfScan());
  },
  scan_again: () => go(consent.value && errand.value ? "/scan" : startOfScan()),
  counter: () => go("/counter"),
  upgrade: () => void upgrade(),
  nothing: () => go("/"),
};

/** The steps that a page apart can do itself. */
const within = new Set<NextStep>([
  "try_again",
  "try_later",
  "consent",
  "scan_again",
  "counter",
  "upgrade",
]);

/** Where the scan that somebody is on the way to begins. */
function startOfScan(): string {
  return beginOf(errand.value?.purpose ?? "raise_level");
}

/** Any trouble, with what to do and the one button that leads on. Fires `next`, which bubbles and can be prevented. */
@customElement("problem-card")
export class ProblemCard extends View {
  @property({ attribute: false }) trouble: Trouble | undefined;
  /** Whether the page around it has no other pages to lead to. */
  @property({ type: Boolean }) apart = false;
  /** Of its heading: 1 where there is nothing else on the page. */
  @property({ type: Number }) level: 1 | 2 = 2;

  protected override updated(changed: PropertyValues): void {
    if (changed.has("trouble") && this.trouble)
      this.querySelector<HTMLElement>(".problem")?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const trouble = this.trouble;
    if (!trouble) return nothing;
    const w = this.words;
    const code = codeOf(trouble);
    const { title, advice } = problemWords(code, w, language.value);
    const ctid = ctidWords(code, deployment.value?.ctid, w, language.value);
    const next = ctid ? "scan_again" : nextOf(trouble);
    const more = [ctid, aboutWords(trouble, w), retryAfterWords(trouble, w)];
    return html`
      <section class="problem" role="alert" tabindex="-1" data-code=${code}>
        ${this.level === 1 ? html`<h1>${title}</h1>` : html`<h2>${title}</h2>`}
        <p>${advice}</p>
        ${more.map((line) => (line ? html`<p>${line}</p>` : nothing))}
        <div class="actions">
          ${this.apart && !within.has(next) ? nothing : this.#button(next)}
          ${ctid || counterHelps(trouble) ? html`<a class="button" href="/counter">${w.problem.next.counter}</a>` : nothing}
        </div>
        <p class="reference">
          <a href="/problems#${code}">${w.problem.reference(code)}</a>
        </p>
      </section>
    `;
  }

  #button(next: NextStep): TemplateResult {
    return html`<button
      type="button"
      class="primary"
      data-next=${next}
      @click=${() => this.#next(next)}
    >
      ${this.words.problem.next[next]}
    </button>`;
  }

  #next(next: NextStep): void {
    const event = new CustomEvent("next", { detail: next, bubbles: true, cancelable: true });
    if (!this.dispatchEvent(event)) return;
    if (this.apart && next === "counter") open("/counter", "_blank", "noopener");
    else steps[next]();
  }
}
