let loaded: Promise<boolean> | undefined;
let tries = 0;

/** The identity service's script, once; whether it came. One that did not is asked for anew the next time. */
export function loadWidget(identity: string): Promise<boolean> {
  loaded ??= new Promise((resolve) => {
    const script = document.createElement("script");
    script.type = "module";
    // Browsers remember that a module did not come: the next try has another address.
    script.src = `${identity}/widget/real-name-check.js${tries > 0 ? `?${tries}` : ""}`;
    script.addEventListener("load", () => resolve(true));
    script.addEventListener("error", () => {
      script.remove();
      tries += 1;
      loaded = undefined;
      resolve(false);
    });
    document.head.append(script);
  });
  return loaded;
}
