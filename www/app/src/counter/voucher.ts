import * as client from "../../../shared/client.ts";
import { Cell } from "../changes.ts";
import { errand, isStranger, visit, type Visit } from "../errand.ts";
import { account } from "../state.ts";

/** A voucher that was made in this visit, and what for; it is not kept any longer than that. */
export interface MadeVoucher {
  visit: Visit;
  voucher: client.Voucher;
}

export const made = new Cell<MadeVoucher | undefined>(undefined);

/** What there is to go to the counter for; nothing where the person came without a purpose. */
export function purposeOfVisit(): Visit | undefined {
  const wanted = visit.value ?? errand.value;
  if (wanted && isKnown(wanted)) return wanted;
  const who = account.value;
  return who && who.level < 4 ? { purpose: "raise_level" } : undefined;
}

/** Whether the edge can know whom it is about. */
function isKnown({ purpose, number, name }: Visit): boolean {
  if (purpose === "sign_in") return Boolean(number);
  if (purpose === "register" || isStranger(purpose)) return Boolean(number && name);
  return Boolean(account.value);
}

/** The voucher that was made for the same, if it still lasts. */
export function voucherFor(wanted: Visit, now: number): client.Voucher | undefined {
  const kept = made.value;
  if (!kept || Date.parse(kept.voucher.expires_at) <= now) return undefined;
  const { purpose, number } = kept.visit;
  return purpose === wanted.purpose && number === wanted.number ? kept.voucher : undefined;
}

export async function makeVoucher(wanted: Visit): Promise<client.Answer<client.Voucher>> {
  const { purpose, number, name } = wanted;
  const isHolder = purpose === "raise_level" || purpose === "change_mobile";
  const answer = await client.makeVoucher(
    isHolder ? { purpose } : { purpose, number: number ?? null, name: name ?? null },
  );
  if (answer.ok) made.value = { visit: wanted, voucher: answer.value };
  return answer;
}
