import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { photoWords } from "../../../locales/photo.ts";
import type { PhotoAssessment, PhotoProfile } from "../generated/scan/scan.js";
import { language } from "../language.ts";
import { changes, type Change } from "../photo/advice.ts";
import { PhotoAssessor, type Assessed } from "../photo/assess.ts";
import { draw } from "../photo/drawing.ts";
import { account } from "../state.ts";
import { View } from "../view.ts";

const PROFILES: PhotoProfile[] = ["scan", "id_portrait", "upload"];

/** 照片检测: whether a picture will do, and what to change, before anything leaves the device. */
@customElement("photo-page")
export class PhotoPage extends View {
  @state() private profile: PhotoProfile = "scan";
  @state() private file: File | undefined;
  @state() private busy = false;
  @state() private assessed: Assessed | undefined;
  readonly #assessor = new PhotoAssessor();
  /** Aborted as soon as another answer is wanted, or none. */
  #wanted = new AbortController();

  override disconnectedCallback(): void {
    this.#wanted.abort();
    this.#assessor.end();
    this.#forget();
    super.disconnectedCallback();
  }

  protected override updated(changed: PropertyValues): void {
    const canvas = this.querySelector("canvas");
    const assessed = this.assessed;
    if (!changed.has("assessed") || !canvas || !assessed || "trouble" in assessed) return;
    const { assessment, picture } = assessed;
    draw(canvas, picture, assessment.width, changes(assessment));
    this.querySelector(".photo-result")?.scrollIntoView({ block: "nearest" });
  }

  protected override render(): TemplateResult {
    const w = photoWords[language.value];
    return html`
      <section class="column card photo">
        <h1 tabindex="-1">${this.words.shell.photo}</h1>
        <p class="lead">${w.lead}</p>
        ${this.#purposes()}
        <div class="actions">
          <button type="button" class="primary" data-way="take" @click=${this.#open}>
            ${w.take}
          </button>
          <button type="button" data-way="choose" @click=${this.#open}>${w.choose}</button>
        </div>
        <p class="muted">${w.formats}</p>
        <input
          type="file"
          hidden
          accept="image/jpeg,image/png,image/webp"
          data-way="take"
          capture="user"
          @change=${this.#take}
        />
        <input
          type="file"
          hidden
          accept="image/jpeg,image/png,image/webp"
          data-way="choose"
          @change=${this.#take}
        />
        <p class="photo-state" role="status" aria-live="polite">${this.#state()}</p>
        ${this.#result()}
      </section>
    `;
  }

  #purposes(): TemplateResult {
    const w = photoWords[language.value];
    return html`
      <fieldset class="photo-purposes">
        <legend>${w.purpose}</legend>
        ${PROFILES.map(
          (profile) => html`
            <label>
              <input
                type="radio"
                name="profile"
                value=${profile}
                aria-describedby="profile-${profile}"
                .checked=${profile === this.profile}
                @change=${() => this.#use(profile)}
              />
              <strong>${w.profiles[profile].term}</strong>
              <span id="profile-${profile}">${w.profiles[profile].text}</span>
            </label>
          `,
        )}
      </fieldset>
    `;
  }

  /** One sentence, for those who see the picture and for those who do not. */
  #state(): string {
    const w = photoWords[language.value];
    const assessed = this.assessed;
    if (this.busy) return w.checking;
    if (!assessed) return "";
    if ("trouble" in assessed) return w.troubles[assessed.trouble].title;
    const { term } = w.profiles[this.profile];
    const { advice } = assessed.assessment;
    return advice ? w.poor(term, w.advice[advice].title) : w.good(term);
  }

  #result(): TemplateResult | typeof nothing {
    const w = photoWords[language.value];
    const assessed = this.assessed;
    if (!assessed || this.busy) return nothing;
    if ("trouble" in assessed) {
      const { title, how } = w.troubles[assessed.trouble];
      return html`<div class="problem" data-code=${assessed.trouble}>
        <h2>${title}</h2>
        <p>${how}</p>
      </div>`;
    }
    const { assessment } = assessed;
    const found = changes(assessment);
    const marked = found.filter(({ places }) => places.length > 0);
    const titles = marked.map(({ advice }) => w.advice[advice].title);
    return html`
      <div class="photo-result" data-advice=${assessment.advice ?? nothing}>
        <figure>
          <canvas role="img" aria-label=${w.picture(titles)}></canvas>
          ${marked.length > 0 ? html`<figcaption class="muted">${w.legend}</figcaption>` : nothing}
        </figure>
        ${found.length > 0 ? this.#changes(found) : this.#nothingToChange()}
        ${this.#measures(assessment)}
      </div>
    `;
  }

  #nothingToChange(): TemplateResult {
    const w = photoWords[language.value];
    const leadsOn = this.profile === "scan" && (account.value?.level ?? 4) < 4;
    return html`
      <p class="success">${w.goodText}</p>
      ${leadsOn ? html`<p class="actions"><a class="button primary" href="/level">${w.toScan}</a></p>` : nothing}
    `;
  }

  #changes(found: Change[]): TemplateResult {
    const w = photoWords[language.value];
    const [first, ...more] = found.map(({ advice }, index) => {
      const { title, how } = w.advice[advice];
      return html`<li data-advice=${advice}>
        <strong>${index + 1}. ${title}</strong>
        <span>${how}</span>
      </li>`;
    });
    return html`
      <h2>${w.first}</h2>
      <ol class="photo-first">
        ${first}
      </ol>
      ${
        more.length > 0
          ? html`<h2>${w.more}</h2>
              <ol class="photo-more">
                ${more}
              </ol>`
          : nothing
      }
    `;
  }

  #measures({ findings, unjudged }: PhotoAssessment): TemplateResult {
    const w = photoWords[language.value];
    return html`
      <details>
        <summary>${w.all}</summary>
        <dl class="rules photo-measures">
          ${findings.map(({ measure, measured, advice }) => {
            const { term, value } = w.measures[measure];
            return html`<dt>${term}</dt>
              <dd data-measure=${measure}>
                ${value(measured.value)}
                <span class="muted">${w.score(measured.score)}</span>
                ${advice ? html`<strong class="photo-wrong">${w.wrong}</strong>` : nothing}
              </dd>`;
          })}
          ${unjudged.map(
            (measure) =>
              html`<dt>${w.measures[measure].term}</dt>
                <dd data-measure=${measure}>${w.unjudged}</dd>`,
          )}
        </dl>
      </details>
    `;
  }

  #open = (event: Event): void => {
    const { way } = (event.currentTarget as HTMLElement).dataset;
    this.querySelector<HTMLInputElement>(`input[data-way=${way}]`)?.click();
  };

  #take = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    // So that the same file can be chosen again.
    input.value = "";
    if (!file) return;
    this.file = file;
    void this.#assess();
  };

  #use(profile: PhotoProfile): void {
    this.profile = profile;
    if (this.file) void this.#assess();
  }

  async #assess(): Promise<void> {
    const { file, profile } = this;
    if (!file) return;
    this.#wanted.abort();
    this.#wanted = new AbortController();
    const { signal } = this.#wanted;
    this.#forget();
    this.busy = true;
    const assessed = await this.#assessor.assess(file, profile, signal);
    if (signal.aborted) {
      if ("picture" in assessed) assessed.picture.close();
      return;
    }
    this.busy = false;
    this.assessed = assessed;
  }

  #forget(): void {
    if (this.assessed && "picture" in this.assessed) this.assessed.picture.close();
    this.assessed = undefined;
  }
}
