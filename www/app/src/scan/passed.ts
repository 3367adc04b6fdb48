import type { FaceCheckResult } from "../../../shared/client.ts";
import { loadAccount, type Passed } from "../state.ts";

/** What a scan that passed came to. Where nothing more is asked for, somebody is signed in. */
export async function passed(
  value: Partial<FaceCheckResult> & Omit<Passed, "grant" | "confirmation">,
): Promise<Passed> {
  const { grant, confirmation, ...others } = value;
  if (grant) return { grant };
  if (confirmation) return { confirmation };
  await loadAccount();
  return others;
}
