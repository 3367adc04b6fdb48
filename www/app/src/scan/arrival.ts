import { afterOf, granted, type Errand } from "../errand.ts";
import { go } from "../router.ts";
import { result, type ScanResult } from "../state.ts";

/** Leads on from a scan: to what it was for, or to what went wrong. */
export function arrive(errand: Errand, outcome: ScanResult): void {
  result.value = outcome;
  if (!("passed" in outcome)) return go("/result", { replace: true });
  const { grant } = outcome.passed;
  if (grant) granted.value = { purpose: errand.purpose, grant };
  go(afterOf(errand.purpose), { replace: true });
}
