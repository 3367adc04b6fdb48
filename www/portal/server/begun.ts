import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Env } from "./env.ts";
import type { Begun } from "./openid.ts";
import { open, seal } from "./sealing.ts";

type Request = Context<{ Bindings: Env }>;

/** How many sign-ins of one browser may be under way. */
const MOST = 5;

/** As long as the identity service waits for an answer. */
const LIFETIME_S = 30 * 60;

/** How much of `state` names the cookie. */
const NAMED_BY = 16;

const isSecure = (env: Env): boolean => env.PORTAL_ORIGIN.startsWith("https://");

/** Browsers take a cookie with the prefix only over TLS and from this host. */
const prefix = (env: Env): string => `${isSecure(env) ? "__Host-" : ""}portal-begun-`;

const name = (env: Env, state: string): string => `${prefix(env)}${state.slice(0, NAMED_BY)}`;

/**
 * Keeps a sign-in that has begun in a cookie of its own, sealed: several pages may begin one at the same moment, and none
 * overwrites what another needs.
 */
export async function keepBegun(context: Request, begun: Begun): Promise<void> {
  const { env } = context;
  // Browsers send the oldest first (RFC 6265, section 5.4).
  const others = Object.keys(getCookie(context)).filter((one) => one.startsWith(prefix(env)));
  for (const oldest of others.slice(0, Math.max(0, others.length + 1 - MOST)))
    forget(context, oldest);
  setCookie(context, name(env, begun.state), await seal(env, begun), {
    httpOnly: true,
    maxAge: LIFETIME_S,
    path: "/",
    sameSite: "Lax",
    secure: isSecure(env),
  });
}

/** The sign-in with this `state` that this browser has begun; it is answered once. */
export async function takeBegun(context: Request, state = ""): Promise<Begun | undefined> {
  const own = name(context.env, state);
  const begun = await open<Partial<Begun>>(context.env, getCookie(context, own));
  if (!begun?.state || begun.state !== state) return undefined;
  forget(context, own);
  return begun as Begun;
}

function forget(context: Request, cookie: string): void {
  deleteCookie(context, cookie, { path: "/", secure: isSecure(context.env) });
}
