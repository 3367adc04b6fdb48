import type { components } from "../../shared/generated/api.ts";
import { problems, type ProblemCode } from "../../shared/generated/problems.ts";
import type { Downloads } from "../server/downloads.ts";
import type { FilingPerson, FilingRequest, FilingView, OwnFiling } from "../server/filings.ts";
import { language, words } from "./words.ts";

export type { FilingPerson, FilingRequest, FilingView, OwnFiling };
export type Kinds = components["schemas"]["FilingKindsResponse"];
export type Subject = components["schemas"]["FilingSubjectType"];
export type PersonState = components["schemas"]["FilingPersonState"];

export interface Visit {
  person: { name: string; level: number } | null;
  is_clerk: boolean;
  identity: string;
  client_id: string;
  downloads: Downloads & { demonstration: boolean };
}

/** A sign-in by another device. */
export interface DeviceBegun {
  user_code: string;
  link: string;
  expires_in: number;
  interval: number;
  /** What this page polls with. */
  handle: string;
}

/** A field, such as `persons.1.number`, and the rule that it breaks. */
export interface Broken {
  field: string;
  rule: string;
}

/** What went wrong: a code, and which fields break which rules. */
export interface Trouble {
  code: string;
  fields: Broken[];
}

export type Answer<T> = { ok: true; value: T } | { ok: false; trouble: Trouble };

async function ask<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    const text = await response.text();
    const value: unknown = text ? JSON.parse(text) : undefined;
    if (response.ok) return { ok: true, value: value as T };
    const { code = "try_later", fields = [] } = (value ?? {}) as Partial<Trouble>;
    return { ok: false, trouble: { code, fields } };
  } catch {
    return { ok: false, trouble: { code: "network", fields: [] } };
  }
}

/** What to tell a person of a trouble. */
export function said({ code }: Trouble): { title: string; advice: string } {
  if (code === "network") return { title: words.trouble.title, advice: words.trouble.network };
  const known = isProblem(code) ? problems[code] : undefined;
  return known
    ? { title: known.title[language], advice: known.advice[language] }
    : { title: words.trouble.title, advice: words.trouble.tryAgain };
}

const isProblem = (code: string): code is ProblemCode => code in problems;

const filing = (number: string): string => `/api/filings/${encodeURIComponent(number)}`;
const person = (number: string, reference: string): string =>
  `${filing(number)}/persons/${encodeURIComponent(reference)}`;

export const visit = () => ask<Visit>("GET", "/api/visit");
export const kinds = () => ask<Kinds>("GET", "/api/kinds");
export const signOut = () => ask<unknown>("POST", "/api/sign-out");
export const beginDevice = () => ask<DeviceBegun>("POST", "/api/device-sign-in");
export const pollDevice = (handle: string) =>
  ask<{ state: string }>("POST", "/api/device-sign-in/state", { handle });
export const ownFilings = () => ask<{ filings: OwnFiling[] }>("GET", "/api/filings");
export const makeFiling = (key: string, made: FilingRequest) =>
  ask<{ number: string }>("POST", "/api/filings", { key, filing: made });
export const readFiling = (number: string) => ask<FilingView>("GET", filing(number));
export const replacePersons = (number: string, persons: FilingPerson[]) =>
  ask<FilingView>("PUT", `${filing(number)}/persons`, { persons });
export const invite = (number: string, reference: string) =>
  ask<{ link: string }>("POST", `${person(number, reference)}/invitations`);
export const token = (number: string, reference: string) =>
  ask<{ token: string }>("POST", `${person(number, reference)}/tokens`);
export const handIn = (number: string) => ask<FilingView>("POST", `${filing(number)}/hand-in`);
export const close = (number: string) => ask<FilingView>("POST", `${filing(number)}/closure`);
export const beClerk = (code: string) => ask<unknown>("POST", "/api/clerk", { code });
