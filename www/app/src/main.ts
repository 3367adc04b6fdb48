import "./style/main.css";
import { applyLanguage } from "./language.ts";
import { startRouter } from "./router.ts";
import { loadAccount, loadDeployment } from "./state.ts";
import { applyTextSize } from "./text-size.ts";
import "./shell.ts";

applyLanguage();
applyTextSize();
startRouter();
void loadDeployment();
void loadAccount();
