import "../style/main.css";
import { html, render } from "lit";
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

/** Shows the check in `main`, and tells what becomes of it. What it returns ends it. */
export async function run(
  main: HTMLElement,
  { token, elsewhere, language }: Beginning,
  tell: (message: FromFrame) => void,
): Promise<() => void> {
  await Promise.all([useLanguage(language), loadDeployment()]);
  const place = document.createElement("div");
  place.addEventListener("click", openApart, true);
  main.replaceChildren(place);
  const flow = html`<check-flow
    token=${token}
    ?elsewhere=${elsewhere}
    @step=${({ detail }: CustomEvent<Step>) => tell({ type: "progress", step: detail })}
    @trouble=${({ detail }: CustomEvent<string>) => tell({ type: "failed", code: detail })}
    @passed=${() => tell({ type: "verified" })}
    @cancelled=${() => tell({ type: "cancelled" })}
  ></check-flow>`;
  render(flow, place);
  return () => {
    render(html``, place);
    place.remove();
  };
}

/** No page of the application is shown in a frame: a link opens a window of its own. */
function openApart(event: Event): void {
  const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
  if (link) Object.assign(link, { target: "_blank", rel: "noopener" });
}
