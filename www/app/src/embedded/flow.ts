import "../style/main.css";
import { html, nothing, render } from "lit";
import type { FromFrame } from "../../../widget/src/messages.ts";
import type { Step } from "../check/check-flow.ts";
import { useLanguage, type Language } from "../language.ts";
import { loadDeployment } from "../state.ts";
import "../check/check-flow.ts";

/** How the check begins. */
export interface Beginning {
  token: string;
  /** Whether another device is to go on with it. */
  elsewhere: boolean;
  language: Language;
}

/** A check that is shown. */
export interface Running {
  end: () => void;
  speak: (language: Language) => void;
}

/** Shows the check in `around`, and tells what becomes of it. */
export function run(
  around: HTMLElement,
  { token, elsewhere, language }: Beginning,
  tell: (message: FromFrame) => void,
): Running {
  const left = new AbortController();
  const place = document.createElement("div");
  place.addEventListener("click", openApart, true);
  around.replaceChildren(place);
  const flow = html`<check-flow
    token=${token}
    ?elsewhere=${elsewhere}
    @step=${({ detail }: CustomEvent<Step>) => tell({ type: "progress", step: detail })}
    @trouble=${({ detail }: CustomEvent<string>) => tell({ type: "failed", code: detail })}
    @passed=${() => tell({ type: "verified" })}
    @cancelled=${() => tell({ type: "cancelled" })}
  ></check-flow>`;
  void Promise.all([useLanguage(language), loadDeployment()]).then(() => {
    if (!left.signal.aborted) render(flow, place);
  });
  return {
    end: () => {
      left.abort();
      render(nothing, place);
      place.remove();
    },
    speak: (wanted) => void useLanguage(wanted),
  };
}

/** No page of the application is shown in a frame: a link opens a window of its own. */
function openApart(event: Event): void {
  const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
  if (link) Object.assign(link, { target: "_blank", rel: "noopener" });
}
