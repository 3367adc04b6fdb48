import { html, type TemplateResult } from "lit";
import type { Section } from "../../../locales/zh.ts";

/** A longer text in sections. */
export function longText(sections: Section[], level: 2 | 3 = 2): TemplateResult {
  return html`<div class="prose">
    ${sections.map(
      ({ title, paragraphs }) => html`
        ${level === 2 ? html`<h2>${title}</h2>` : html`<h3>${title}</h3>`}
        ${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}
      `,
    )}
  </div>`;
}
