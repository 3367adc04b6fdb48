import type { components } from "../../shared/generated/api.ts";
import { Cell } from "./changes.ts";

/** What a face scan is for. */
export type Purpose =
  | "raise_level"
  | "change_mobile"
  | "authorise_business"
  | "sign_in"
  | "reset_password"
  | "activate";

/** A scan that somebody is on the way to, and who they say they are where they are not signed in. */
export interface Errand {
  purpose: Purpose;
  number?: string;
  name?: string;
}

/** What somebody goes to the counter for: a scan's errand, or a card that the register does not know yet. */
export interface Visit {
  purpose: Purpose | "register";
  number?: string;
  name?: string;
}

/** What was promised after a scan that passed, for the second step. */
export interface Granted {
  purpose: Purpose;
  grant: string;
}

/** A scan that passed, and what it waits for: a code to the mobile number on file. */
export interface Held {
  purpose: Purpose;
  asked: components["schemas"]["ConfirmationAsked"];
}

export const errand = new Cell<Errand | undefined>(undefined);
/** A voucher that was made in this visit, and what for; it is not kept any longer than that. */
export interface MadeVoucher {
  visit: Visit;
  voucher: components["schemas"]["VoucherResponse"];
}

export const made = new Cell<MadeVoucher | undefined>(undefined);
/** The ticket of a voucher with which a clerk has seen somebody who registers. */
export const seen = new Cell<string | undefined>(undefined);
export const visit = new Cell<Visit | undefined>(undefined);
export const granted = new Cell<Granted | undefined>(undefined);
export const held = new Cell<Held | undefined>(undefined);

/** Where each errand begins, and where it goes on after the scan. */
const places: Record<Purpose, { begin: string; after: string }> = {
  raise_level: { begin: "/level", after: "/result" },
  change_mobile: { begin: "/account/mobile", after: "/account/mobile/new" },
  authorise_business: { begin: "/account/business", after: "/account/business" },
  sign_in: { begin: "/face", after: "/account" },
  reset_password: { begin: "/recover", after: "/recover/password" },
  activate: { begin: "/activate", after: "/activate/password" },
};

export const beginOf = (purpose: Purpose): string => places[purpose].begin;
export const afterOf = (purpose: Purpose): string => places[purpose].after;

/** Whether the person is not signed in while they scan. */
export function isStranger(purpose: Purpose): boolean {
  return purpose === "sign_in" || purpose === "reset_password" || purpose === "activate";
}

/** The request that a stranger's errand begins with. */
export function faceCheck(
  { purpose, number, name }: Errand,
  consent: components["schemas"]["ConsentGiven"],
  needs: components["schemas"]["NeedsStated"] | undefined,
): components["schemas"]["FaceCheckRequest"] {
  const asked = { purpose, number: number ?? "", consent, ...(needs && { needs }) };
  return purpose === "sign_in" ? asked : { ...asked, name: name ?? "" };
}

export function forgetErrand(): void {
  errand.value = undefined;
  visit.value = undefined;
  made.value = undefined;
  seen.value = undefined;
  granted.value = undefined;
  held.value = undefined;
}
