import "./style/main.css";
import { startDisplay } from "./display/display.ts";
import { startLanguage } from "./language.ts";
import { startOnward } from "./onward.ts";
import { startRouter } from "./router.ts";
import { loadAccount, loadDeployment } from "./state.ts";
import { startUpdates } from "./update/update.ts";
import "./shell.ts";

void startLanguage();
startDisplay();
startRouter();
startOnward();
void loadDeployment();
void loadAccount();
startUpdates();
