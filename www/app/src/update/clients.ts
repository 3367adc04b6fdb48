import * as client from "../../../shared/client.ts";
import { CLIENT_VERSION } from "../../../shared/generated/client-version.ts";
import { Cell } from "../changes.ts";
import { learnTime } from "../clock.ts";
import { clientsOf, standingOf, type Standing } from "./client-standing.ts";

/** How this page's own client stands, as far as it was asked; the authority has the last word. */
export const standing = new Cell<Standing>({ kind: "good" });

/** Asks anew, for the edge's time as well; where there is no answer nothing changes, and nobody is kept from scanning. */
export async function loadStanding(): Promise<void> {
  const askedAt = Date.now();
  const answer = await client.clients();
  if (!answer.ok) return;
  learnTime(answer.value.now, askedAt, Date.now());
  standing.value = standingOf(answer.value, CLIENT_VERSION, Date.now());
}

/** Whether evidence of this client would be refused for this challenge. */
export function isTooOldFor(challenge: string): boolean {
  return standingOf(clientsOf(challenge), CLIENT_VERSION, Date.now()).kind === "over";
}
