import "../style/base.css";
import "../style/parts.css";
import "../style/embedded.css";
import type { Appearance } from "../../../widget/src/messages.ts";
import { embeddedWords } from "../../../locales/embedded.ts";
import { startDisplay } from "../display/display.ts";
import { Host, given } from "./host.ts";
import { wear } from "./look.ts";
import { lonelyView, startView, type Start } from "./start-view.ts";
import { obstacle, surroundings } from "./support.ts";

// The frame of the widget: a few kilobytes that look whether this device can scan and let the person begin; all else is
// loaded at their word.

const its = given(location.hash);
if (its && parent !== window) frame(new Host(its));
else document.querySelector("main")?.replaceChildren(lonelyView(its?.appearance.lang ?? "zh"));

function frame(host: Host): void {
  let appearance = host.appearance;
  let token: string | undefined;
  let end: (() => void) | undefined;
  let isExpired = false;
  const start: Start = {
    language: appearance.lang,
    elder: appearance.elder,
    obstacle: undefined,
    hasToken: false,
    note: undefined,
    isStarting: false,
  };
  const main = document.querySelector("main");
  const ways = {
    begin: (elsewhere: boolean) => void begin(elsewhere),
    cancel: () => host.tell({ type: "cancelled" }),
    switchLanguage: () => look({ ...appearance, lang: start.language === "zh" ? "en" : "zh" }),
    switchElder: () => look({ ...appearance, elder: !start.elder }),
  };

  function show(change: Partial<Start>): void {
    Object.assign(start, change, { hasToken: token !== undefined });
    if (end) return;
    const hadFocus = main?.contains(document.activeElement) ?? false;
    main?.replaceChildren(startView(start, ways));
    if (hadFocus) main?.querySelector("h1")?.focus();
  }

  function look(wanted: Appearance): void {
    appearance = wanted;
    wear(wanted);
    document.documentElement.lang = embeddedWords[wanted.lang].code;
    document.title = embeddedWords[wanted.lang].title;
    show({ language: wanted.lang, elder: wanted.elder });
  }

  /** Loads the rest and goes on with the token, which serves once. */
  async function begin(elsewhere: boolean): Promise<void> {
    const mine = token;
    if (mine === undefined || start.isStarting || !main) return;
    show({ isStarting: true, note: undefined });
    const flow = await import("./flow.ts").catch(() => undefined);
    start.isStarting = false;
    if (!flow) return show({ note: "notLoaded" });
    token = undefined;
    const over = (note: Start["note"]): void => {
      end?.();
      end = undefined;
      show({ note });
    };
    end = await flow.run(main, { token: mine, elsewhere, language: start.language }, (message) => {
      isExpired = message.type === "failed" && message.code === "check_unknown";
      host.tell(message);
      if (message.type === "cancelled") over("cancelled");
    });
  }

  /** Another token takes the place of what there was; one that ran out is replaced without another word. */
  function take(given: string): void {
    end?.();
    end = undefined;
    token = given;
    show({ note: undefined });
    if (isExpired) void begin(Boolean(start.obstacle));
    isExpired = false;
  }

  startDisplay();
  look(appearance);
  host.listen((message) =>
    message.type === "token" ? take(message.token) : look(message.appearance),
  );
  new ResizeObserver(() =>
    host.tell({ type: "height", height: Math.ceil(document.body.getBoundingClientRect().height) }),
  ).observe(document.body);
  void obstacle(surroundings()).then((code) => {
    show({ obstacle: code ?? null });
    host.tell({ type: "ready", code: code ?? null });
    host.tell({ type: "progress", step: "start" });
  });
}
