import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { beginOf, errand } from "../errand.ts";
import { go } from "../router.ts";
import { arrive } from "../scan/arrival.ts";
import type { Scanned } from "../scan/face-scan.ts";
import { consent, result } from "../state.ts";
import { View } from "../view.ts";
import "../scan/face-scan.ts";

/** The scan of whoever came here with an errand and a consent. */
@customElement("scan-page")
export class ScanPage extends View {
  readonly #wanted = errand.value;
  readonly #given = consent.value;

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.#wanted) go("/", { replace: true });
    else if (!this.#given) go(beginOf(this.#wanted.purpose), { replace: true });
    else result.value = undefined;
  }

  protected override render(): TemplateResult | typeof nothing {
    const [wanted, given] = [this.#wanted, this.#given];
    if (!wanted || !given) return nothing;
    return html`<face-scan
      .reason=${{ errand: wanted, consent: given }}
      @scanned=${({ detail }: Scanned) => arrive(wanted, detail)}
      @left=${() => go(beginOf(wanted.purpose))}
    ></face-scan>`;
  }
}
