import { Cell } from "./changes.ts";

/** The path that is shown. */
export const path = new Cell(location.pathname);

/** Shows another page; `replace` leaves no way back to this one. */
export function go(to: string, options: { replace?: boolean } = {}): void {
  const target = new URL(to, location.origin);
  if (target.href !== location.href) {
    history[options.replace ? "replaceState" : "pushState"](null, "", target);
  }
  if (path.value !== target.pathname) path.value = target.pathname;
}

/** Follows links within the application, and the browser's own buttons. */
export function startRouter(): void {
  addEventListener("popstate", () => (path.value = location.pathname));
  document.addEventListener("click", (event) => {
    const link = plainClick(event) ? linkOf(event) : undefined;
    if (!link || link.origin !== location.origin || link.target) return;
    // A place on the page that is shown is the browser's own business.
    if (link.hash && link.pathname === location.pathname) return;
    event.preventDefault();
    go(link.pathname + link.hash);
  });
}

function plainClick(event: MouseEvent): boolean {
  const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  return event.button === 0 && !modified && !event.defaultPrevented;
}

function linkOf(event: MouseEvent): HTMLAnchorElement | undefined {
  return event.composedPath().find((node) => node instanceof HTMLAnchorElement);
}
