import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { problems, type ProblemCode } from "../../../shared/generated/problems.ts";
import { localNext, type LocalCode } from "../../../shared/trouble.ts";
import { language } from "../language.ts";
import { ctidWords, problemWords } from "../problem/problem-words.ts";
import { deployment } from "../state.ts";
import { View } from "../view.ts";

/** The whole catalogue, one entry an anchor: what `type` of a problem points to. */
@customElement("problems-page")
export class ProblemsPage extends View {
  protected override firstUpdated(): void {
    const wanted =
      location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (wanted) wanted.scrollIntoView();
  }

  protected override render(): TemplateResult {
    const w = this.words.problems;
    const codes = [...Object.keys(problems), ...Object.keys(localNext)] as (
      ProblemCode | LocalCode
    )[];
    return html`
      <article class="column card reading">
        <h1 tabindex="-1">${w.title}</h1>
        <p class="lead">${w.lead}</p>
        <div class="catalogue">${codes.map((code) => this.#entry(code))}</div>
      </article>
    `;
  }

  #entry(code: ProblemCode | LocalCode): TemplateResult {
    const { title, advice } = problemWords(code, this.words, language.value);
    const ctid = ctidWords(code, deployment.value?.ctid, this.words, language.value);
    const retry = code in problems ? problems[code as ProblemCode].retry : "now";
    return html`
      <section id=${code}>
        <h2>${title}</h2>
        <p>${advice}</p>
        ${ctid ? html`<p>${ctid}</p>` : nothing}
        <p class="reference">
          ${retry === "never" ? nothing : this.words.problems.retry[retry]}
          <span>${this.words.problem.reference(code)}</span>
        </p>
      </section>
    `;
  }
}
