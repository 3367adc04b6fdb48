import "../style/base.css";
import "../style/parts.css";
import "../style/embedded.css";
import { startDisplay } from "../display/display.ts";
import { Frame } from "./frame.ts";
import { Host, given } from "./host.ts";
import { lonelyView } from "./start-view.ts";

// The frame of the widget: a few kilobytes that look whether this device can scan and let the person begin; all else is
// loaded at their word.

startDisplay();
const its = given(location.hash);
const main = document.querySelector("main");
if (its && main && parent !== window) new Frame(new Host(its), main).start();
else main?.replaceChildren(lonelyView(its?.appearance.lang ?? "zh"));
