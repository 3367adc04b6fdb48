import * as client from "../../shared/client.ts";
import { codeOf, type Trouble } from "../../shared/trouble.ts";
import type { Operator } from "../../locales/zh.ts";
import { Cell } from "./changes.ts";
import { forgetErrand } from "./errand.ts";
import { language, words } from "./language.ts";
import { forgetNeeds } from "./needs/stated.ts";

/** Who runs this deployment; nothing until it is known. */
export const deployment = new Cell<client.Deployment | undefined>(undefined);

/** The account that is signed in: null when none is, nothing until that is known. */
export const account = new Cell<client.Account | null | undefined>(undefined);

/** Why the first page cannot be shown. */
export const startTrouble = new Cell<Trouble | undefined>(undefined);

/** Said once on the next page. */
export const flash = new Cell<Flash | undefined>(undefined);
export type Flash =
  "registered" | "sign_in_after" | "password_reset" | "activated" | "mobile_changed" | "closed";

/** The consent given in this visit; it is not kept any longer than that. */
export const consent = new Cell<client.Consent | undefined>(undefined);

/** How the last scan ended. */
export type ScanResult =
  { passed: Passed } | { trouble: Trouble; unsent?: { begun: Begun; sealed: Uint8Array } };

/** A scan that has begun: its challenge, and the ticket of whoever is not signed in, or of the check that it is for. */
export interface Begun {
  id: string;
  challenge: string;
  ticket?: string;
  check?: string;
}

/** What a scan that passed came to: a level, or what the errand goes on with. */
export interface Passed {
  level?: number;
  decided_at?: string;
  grant?: string;
  confirmation?: NonNullable<client.FaceCheckResult["confirmation"]>;
}

export const result = new Cell<ScanResult | undefined>(undefined);

export async function loadDeployment(): Promise<void> {
  const answer = await client.deployment();
  startTrouble.value = answer.ok ? undefined : answer.trouble;
  if (answer.ok) deployment.value = answer.value;
}

/** Asks who is signed in. */
export async function loadAccount(): Promise<void> {
  const answer = await client.account();
  if (answer.ok) account.value = answer.value;
  else if (codeOf(answer.trouble) === "session_expired") account.value = null;
  else startTrouble.value = answer.trouble;
}

export function forgetPerson(): void {
  forgetErrand();
  forgetNeeds();
  consent.value = undefined;
  result.value = undefined;
  flash.value = undefined;
  account.value = null;
}

/** The operator in the language of now, for texts that name it. */
export function operator(): Operator {
  const known = deployment.value;
  const say = (text: { zh: string; en: string } | undefined): string =>
    text?.[language.value] ?? words().shell.loading;
  return {
    province: say(known?.province),
    appName: say(known?.app_name),
    operator: say(known?.operator),
    contact: say(known?.contact),
    counter: say(known?.counter),
  };
}
