import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { office, type Env } from "./env.ts";
import { named } from "./names.ts";
import type { Person } from "./openid.ts";
import { open, seal } from "./sealing.ts";

/** Somebody's visit: who is signed in, whether a clerk is at work. */
export interface Visit {
  person?: Person;
  is_clerk?: boolean;
}

type Request = Context<{ Bindings: Env }>;

/** The prefix makes browsers insist on `Secure`, which needs TLS. */
const cookieName = (env: Env): string =>
  env.PORTAL_ORIGIN.startsWith("https://") ? "__Host-portal" : "portal";

/** The name of a visit's row, which tells nothing of the cookie. */
const name = (env: Env, id: string): Promise<string> => named(env, "visit", id);

export async function visit(context: Request): Promise<Visit> {
  const id = getCookie(context, cookieName(context.env));
  if (!id) return {};
  const kept = await office(context.env).visit(await name(context.env, id), id);
  return (await open<Visit>(context.env, kept)) ?? {};
}

/** Keeps the visit; under a new name where somebody has just signed in. */
export async function keepVisit(context: Request, kept: Visit, renew = false): Promise<void> {
  const { env } = context;
  const known = getCookie(context, cookieName(env));
  if (renew && known) await office(env).endVisit(await name(env, known));
  const id = (!renew && known) || `${crypto.randomUUID()}${crypto.randomUUID()}`;
  await office(env).keepVisit(await name(env, id), await seal(env, kept));
  setCookie(context, cookieName(env), id, {
    httpOnly: true,
    path: "/",
    sameSite: "Lax",
    secure: env.PORTAL_ORIGIN.startsWith("https://"),
  });
}

export async function endVisit(context: Request): Promise<void> {
  const id = getCookie(context, cookieName(context.env));
  if (id) await office(context.env).endVisit(await name(context.env, id));
  deleteCookie(context, cookieName(context.env), { path: "/" });
}
