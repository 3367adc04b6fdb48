import type { components } from "../../shared/generated/api.ts";
import { office, type Env } from "./env.ts";
import type { KeptFiling } from "./office.ts";
import { open, seal } from "./sealing.ts";

type Schemas = components["schemas"];
export type FilingRequest = Schemas["FilingRequest"];
export type FilingPerson = Schemas["FilingPerson"];

/** What the identity service answered. */
export interface Answer {
  status: number;
  body: unknown;
}

/** A filing as the portal keeps it. */
interface Filing extends FilingRequest {
  /** How the identity service names it. */
  id: string;
}

/** A filing as the portal shows it to whoever made it, and to a clerk. */
export interface FilingView {
  number: string;
  filing: Schemas["FilingResponse"];
  /** Who takes part, by reference. */
  persons: FilingPerson[];
}

/** Asks the identity service, with the portal's own id and secret. */
export async function ask(
  env: Env,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const secret = [env.PORTAL_CLIENT_ID, env.PORTAL_CLIENT_SECRET].map(encodeURIComponent).join(":");
  const response = await env.EDGE.fetch(`${env.PORTAL_ISSUER}${path}`, {
    method,
    headers: {
      ...headers,
      authorization: `Basic ${btoa(secret)}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json().catch(() => null) };
}

export const isGood = ({ status }: Answer): boolean => status >= 200 && status < 300;

/** Makes a filing; the same key makes it once. */
export async function make(
  env: Env,
  owner: string,
  key: string,
  asked: FilingRequest,
): Promise<Answer> {
  const answer = await ask(env, "POST", "/v1/filings", asked, { "idempotency-key": key });
  if (!isGood(answer)) return answer;
  const filing: Filing = { ...asked, id: (answer.body as Schemas["FilingResponse"]).id };
  const sealed = await seal(env, filing);
  const number = await office(env).addFiling({ number: drawNumber(), key, owner, sealed });
  return { status: 201, body: { number } };
}

/** A filing with the state of each of its persons. */
export async function view(env: Env, kept: KeptFiling): Promise<Answer> {
  const filing = await read(env, kept);
  return seen(kept.number, filing, await ask(env, "GET", `/v1/filings/${filing.id}`));
}

export async function replacePersons(
  env: Env,
  kept: KeptFiling,
  persons: FilingPerson[],
): Promise<Answer> {
  const filing = await read(env, kept);
  const answer = await ask(env, "PUT", `/v1/filings/${filing.id}/persons`, { persons });
  if (!isGood(answer)) return answer;
  const changed = { ...filing, persons };
  await office(env).changeFiling(kept.number, await seal(env, changed));
  return seen(kept.number, changed, answer);
}

/** Does something with the whole filing, such as handing it in. */
export async function act(
  env: Env,
  kept: KeptFiling,
  action: "hand-in" | "closure",
): Promise<Answer> {
  const filing = await read(env, kept);
  return seen(kept.number, filing, await ask(env, "POST", `/v1/filings/${filing.id}/${action}`));
}

export async function invite(env: Env, kept: KeptFiling, reference: string): Promise<Answer> {
  const { id } = await read(env, kept);
  const person = encodeURIComponent(reference);
  return ask(env, "POST", `/v1/filings/${id}/persons/${person}/invitations`);
}

/** A token with which the widget scans this person's face, here and now. */
export async function verificationToken(
  env: Env,
  kept: KeptFiling,
  reference: string,
): Promise<Answer> {
  const { id } = await read(env, kept);
  return ask(env, "POST", "/v1/verification-tokens", {
    filing: id,
    reference,
    purpose: "raise_level",
  });
}

function seen(number: string, { persons }: Filing, answer: Answer): Answer {
  if (!isGood(answer)) return answer;
  const view: FilingView = {
    number,
    filing: answer.body as Schemas["FilingResponse"],
    persons,
  };
  return { status: 200, body: view };
}

async function read(env: Env, kept: KeptFiling): Promise<Filing> {
  const filing = await open<Filing>(env, kept.sealed);
  if (!filing) throw new Error("a filing cannot be read with the portal's key");
  return filing;
}

const LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

/** A number that can be read out. */
function drawNumber(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map((byte) => LETTERS[byte % LETTERS.length]).join("");
}
