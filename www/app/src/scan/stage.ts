import { html, svg, type TemplateResult } from "lit";

/** Around an ellipse of these half-axes; the ring is drawn along it. */
const CIRCUMFERENCE = 100;

/** The camera picture, mirrored as people know themselves where it is their own side, under an oval whose ring fills action by action. */
export function scanStage(progress: number, label: string, isMirrored: boolean): TemplateResult {
  const rest = CIRCUMFERENCE * (1 - progress);
  return html`
    <div class="stage">
      <video playsinline muted autoplay ?data-mirrored=${isMirrored} aria-label=${label}></video>
      <svg viewBox="0 0 300 400" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
        ${svg`
          <path class="veil" fill-rule="evenodd"
            d="M-300-200h900v800h-900zM150 62c-62 0-104 58-104 138s42 138 104 138 104-58 104-138-42-138-104-138z" />
          <path class="track"
            d="M150 62c62 0 104 58 104 138s-42 138-104 138-104-58-104-138 42-138 104-138z" />
          <path class="ring" pathLength=${CIRCUMFERENCE} stroke-dasharray=${CIRCUMFERENCE} stroke-dashoffset=${rest}
            d="M150 62c62 0 104 58 104 138s-42 138-104 138-104-58-104-138 42-138 104-138z" />
        `}
      </svg>
    </div>
  `;
}
