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
  /** As it was when somebody last looked. */
  state: string;
}

/** Who reads a filing: a clerk sees no numbers. */
export type Reader = "maker" | "clerk";

/** One line of somebody's own filings. */
export interface OwnFiling {
  number: string;
  subject_type: string;
  business: string;
  state: string;
  /** Milliseconds since 1970. */
  made_at: number;
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
  const { id, state } = answer.body as Schemas["FilingResponse"];
  const sealed = await seal(env, { ...asked, id, state } satisfies Filing);
  const drawn = { number: drawNumber(), key, owner, sealed, made_at: Date.now() };
  return { status: 201, body: { number: await office(env).addFiling(drawn) } };
}

/** What somebody has filed, the newest first. */
export async function own(env: Env, owner: string): Promise<{ filings: OwnFiling[] }> {
  const kept = await office(env).filingsOf(owner);
  const filings = kept.map(async (one) => {
    const { subject_type, business, state } = await read(env, one);
    return { number: one.number, subject_type, business, state, made_at: one.made_at };
  });
  return { filings: await Promise.all(filings) };
}

/** A filing with the state of each of its persons. */
export async function view(env: Env, kept: KeptFiling, reader: Reader): Promise<Answer> {
  const filing = await read(env, kept);
  const answer = await ask(env, "GET", `/v1/filings/${filing.id}`);
  return seen(env, kept, filing, answer, reader);
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
  return seen(env, kept, changed, answer);
}

/** Does something with the whole filing, such as handing it in. */
export async function act(
  env: Env,
  kept: KeptFiling,
  action: "hand-in" | "closure",
): Promise<Answer> {
  const filing = await read(env, kept);
  const answer = await ask(env, "POST", `/v1/filings/${filing.id}/${action}`);
  return seen(env, kept, filing, answer);
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

/** What the portal shows of an answer. It notes the state, and erases what was closed. */
async function seen(
  env: Env,
  kept: KeptFiling,
  filing: Filing,
  answer: Answer,
  reader: Reader = "maker",
): Promise<Answer> {
  if (!isGood(answer)) return answer;
  const response = answer.body as Schemas["FilingResponse"];
  const { state } = response;
  if (state === "closed") await office(env).removeFiling(kept.number);
  else if (state !== filing.state)
    await office(env).changeFiling(kept.number, await seal(env, { ...filing, state }));
  const persons =
    reader === "maker" ? filing.persons : filing.persons.map((one) => ({ ...one, number: "" }));
  const view: FilingView = { number: kept.number, filing: response, persons };
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
