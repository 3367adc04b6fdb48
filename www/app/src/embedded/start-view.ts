import { embeddedWords } from "../../../locales/embedded.ts";
import { deviceTroubles } from "../../../locales/device-troubles.ts";
import type { DeviceTrouble } from "../../../shared/trouble.ts";
import type { Language } from "../language.ts";

/** What the first screen of the frame shows. */
export interface Start {
  language: Language;
  elder: boolean;
  /** What keeps this device from scanning: undefined until that is known. */
  obstacle: DeviceTrouble | null | undefined;
  hasToken: boolean;
  note: "cancelled" | "notLoaded" | undefined;
  isStarting: boolean;
}

/** What can be done on it. */
export interface Ways {
  begin: (elsewhere: boolean) => void;
  cancel: () => void;
}

/** What stands above every screen of the frame. */
export interface Switches {
  switchLanguage: () => void;
  switchElder: () => void;
}

type Child = Node | string | false;

/** The first screen, made without a library: it is all that a person loads before wanting to begin. */
export function startView(now: Start, ways: Ways): HTMLElement {
  const w = embeddedWords[now.language];
  const isOver = isLeft(now);
  const code = isOver ? undefined : now.obstacle;
  const trouble = code ? deviceTroubles[now.language][code] : undefined;
  return element("section", { className: "column" }, [
    element("h1", { textContent: w.title, tabIndex: -1 }),
    !trouble && !isOver && element("p", { className: "lead", textContent: w.lead }),
    element("div", { role: "status" }, [
      now.note !== undefined && element("p", { className: "hint", textContent: w[now.note] }),
      element("p", { className: "muted", textContent: state(now) }),
    ]),
    trouble !== undefined && card(trouble),
    element("div", { className: "actions" }, buttons(now, ways)),
  ]);
}

/** The screen for whoever opens the address by itself. */
export function lonelyView(language: Language): HTMLElement {
  const w = embeddedWords[language];
  return element("section", { className: "column" }, [
    element("h1", { textContent: w.title }),
    element("p", { textContent: w.notFramed }),
  ]);
}

/** Language and size of text, for the person to choose whatever the page around the frame did. */
export function toolsView(
  { language, elder }: Pick<Start, "language" | "elder">,
  switches: Switches,
): HTMLElement {
  const w = embeddedWords[language];
  const other = button(w.switchTo, "link", switches.switchLanguage);
  other.lang = language === "zh" ? "en" : "zh-CN";
  const size = button(elder ? w.normal : w.larger, "link", switches.switchElder);
  const nav = element("nav", { className: "embedded-tools" }, [size, other]);
  nav.setAttribute("aria-label", w.tools);
  return nav;
}

/** Whether the person has left, and the page around the frame gave no other token. */
function isLeft({ note, hasToken }: Start): boolean {
  return note === "cancelled" && !hasToken;
}

function state(now: Start): string {
  const { language, obstacle, hasToken, isStarting } = now;
  const w = embeddedWords[language];
  if (isLeft(now)) return "";
  if (isStarting) return w.starting;
  if (obstacle === undefined) return w.looking;
  return hasToken ? "" : w.waiting;
}

function card({ title, advice }: { title: string; advice: string }): HTMLElement {
  return element("div", { className: "problem" }, [
    element("h2", { textContent: title }),
    element("p", { textContent: advice }),
  ]);
}

function buttons(now: Start, ways: Ways): Child[] {
  if (isLeft(now)) return [];
  const w = embeddedWords[now.language];
  const isOff = !now.hasToken || now.obstacle === undefined || now.isStarting;
  const begin = button(w.start, "primary", () => ways.begin(false), isOff);
  const elsewhere = button(
    w.otherDevice,
    now.obstacle ? "primary" : "",
    () => ways.begin(true),
    isOff,
  );
  begin.dataset["way"] = "here";
  elsewhere.dataset["way"] = "other_device";
  const counter = element("a", { className: "button", href: "/counter", textContent: w.counter });
  Object.assign(counter, { target: "_blank", rel: "noopener" });
  return [
    !now.obstacle && begin,
    (Boolean(now.obstacle) || !isOff) && elsewhere,
    Boolean(now.obstacle) && counter,
    button(w.cancel, "", ways.cancel),
  ];
}

function button(
  text: string,
  className: string,
  act: () => void,
  isOff = false,
): HTMLButtonElement {
  const made = element("button", { type: "button", className, textContent: text });
  if (isOff) made.setAttribute("aria-disabled", "true");
  else made.addEventListener("click", act);
  return made;
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
  children: Child[] = [],
): HTMLElementTagNameMap[Name] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((child) => child !== false));
  return made;
}
