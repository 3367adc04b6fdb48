import * as client from "../../../shared/client.ts";
import { errand, isStranger, made, visit, type Visit } from "../errand.ts";
import { account } from "../state.ts";

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
  const { purpose, number } = kept?.visit ?? {};
  if (!kept || Date.parse(kept.voucher.expires_at) <= now) return undefined;
  // A stranger's is for what was typed just now; the holder's for the account, which signing out forgets.
  const isSame = number || wanted.number ? kept.visit === wanted : purpose === wanted.purpose;
  return isSame ? kept.voucher : undefined;
}

export async function makeVoucher(wanted: Visit): Promise<client.Answer<client.Voucher>> {
  const { purpose, number, name } = wanted;
  const isHolder = purpose !== "register" && !isStranger(purpose);
  const answer = await client.makeVoucher(
    isHolder ? { purpose } : { purpose, number: number ?? null, name: name ?? null },
  );
  if (answer.ok) made.value = { visit: wanted, voucher: answer.value };
  return answer;
}
