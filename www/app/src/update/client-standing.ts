import type { Locale } from "../../../locales/zh.ts";
import type { components } from "../../../shared/generated/api.ts";

export type Clients = components["schemas"]["ClientsResponse"];

/** How a client stands: good, taken until an instant (on this device's clock), or refused. */
export type Standing = { kind: "good" } | { kind: "ending"; until: number } | { kind: "over" };

const GOOD: Standing = { kind: "good" };
const OVER: Standing = { kind: "over" };

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** How the client of this version stands; the authority decides the same of its evidence. */
export function standingOf(clients: Clients, version: number, localNow: number): Standing {
  if (version < clients.minimum) return OVER;
  const now = Date.parse(clients.now);
  const begun = clients.windows.filter(
    ({ up_to, valid_until }) => version <= up_to && Date.parse(valid_until) <= now,
  );
  if (begun.length === 0) return GOOD;
  const until = Math.min(...begun.map(({ grace_until }) => Date.parse(grace_until)));
  return until <= now ? OVER : { kind: "ending", until: until - now + localNow };
}

/** What a signed challenge says of clients, as of when it was drawn. */
export function clientsOf(challenge: string): Clients {
  const payload = challenge.split(".")[1]?.replaceAll("-", "+").replaceAll("_", "/") ?? "";
  const { minimum_client, client_windows, issued_at } = JSON.parse(atob(payload)) as {
    minimum_client: number;
    client_windows?: Clients["windows"];
    issued_at: string;
  };
  return { minimum: minimum_client, windows: client_windows ?? [], now: issued_at };
}

/** The time that is left: in days, on the last day in hours, rounded up. */
export function leftWords(leftMs: number, words: Locale["clientNotice"]): string {
  if (leftMs > DAY_MS) return words.days(Math.ceil(leftMs / DAY_MS));
  if (leftMs > HOUR_MS) return words.hours(Math.ceil(leftMs / HOUR_MS));
  return words.lastHour;
}
