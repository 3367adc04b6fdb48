import { afterOf, granted, held, type Errand } from "../errand.ts";
import { goOn } from "../onward.ts";
import { go } from "../router.ts";
import { result, type ScanResult } from "../state.ts";

/** Leads on from a scan: to what it was for, or to what went wrong. */
export function arrive(errand: Errand, outcome: ScanResult): void {
  result.value = outcome;
  if (!("passed" in outcome)) return go("/result", { replace: true });
  const { grant, confirmation } = outcome.passed;
  if (confirmation) {
    held.value = { purpose: errand.purpose, asked: confirmation };
    return go("/face/code", { replace: true });
  }
  if (grant) granted.value = { purpose: errand.purpose, grant };
  if (errand.purpose === "sign_in") goOn(afterOf("sign_in"));
  else go(afterOf(errand.purpose), { replace: true });
}
