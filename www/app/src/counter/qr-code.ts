import { svg, type TemplateResult } from "lit";
import { encode } from "uqr";

/** The quiet zone that ISO/IEC 18004 asks for, modules. */
const QUIET = 4;

/** `text` as a QR code, dark on light whatever the colours of the page. */
export function qrCode(text: string): TemplateResult {
  const { data, size } = encode(text, { border: QUIET });
  const dark = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return svg`<svg class="qr" viewBox="0 0 ${size} ${size}" aria-hidden="true" shape-rendering="crispEdges">
    <path class="qr-light" d="M0 0h${size}v${size}h-${size}z"></path>
    <path class="qr-dark" d=${dark.join("")}></path>
  </svg>`;
}
