import { html, svg, type TemplateResult } from "lit";
import { encode } from "uqr";

/** The quiet zone that ISO/IEC 18004 asks for, modules. */
const QUIET = 4;

/** `text` as a QR code that says what it is for. */
export function qrCode(text: string, label: string): TemplateResult {
  const { data, size } = encode(text, { border: QUIET });
  const dark = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  const path = svg`<path d=${dark.join("")}></path>`;
  return html`<svg
    class="qr"
    role="img"
    aria-label=${label}
    viewBox="0 0 ${size} ${size}"
    shape-rendering="crispEdges"
  >
    ${path}
  </svg>`;
}
