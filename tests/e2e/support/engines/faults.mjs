/**
 * Run in every document before its own scripts: keeps what a console would show as an error in the `faults` of the
 * window that holds it.
 */
export function collectFaults() {
  const note = (fault) => {
    if (parent === window) window.faults.push(fault);
    else top.postMessage({ fault }, "*");
  };
  if (parent === window) {
    window.faults = [];
    window.addEventListener("message", ({ data }) => data?.fault && note(data.fault));
  }
  const { error } = window.console;
  window.console.error = (...said) => {
    note(said.join(" "));
    error.apply(window.console, said);
  };
  // An error of a script, and what an engine says of its observers; a part that does not load is a plain event.
  window.addEventListener("error", (event) => note(`${event.message} (${event.filename})`));
  window.addEventListener("unhandledrejection", ({ reason }) => note(String(reason)));
  window.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
    // An icon that nobody asked for.
    if (!blockedURI.endsWith("/favicon.ico")) note(`${violatedDirective}: ${blockedURI}`);
  });
}
