import type { ErrorHandler, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import type { Context } from "hono";
import type { Env } from "./env.ts";
import { log } from "./log.ts";

type Bindings = { Bindings: Env };

const MOST_BYTES = 256 * 1024;

/** A refusal with a code that the pages know. */
class Refused extends HTTPException {
  constructor(
    status: 400 | 403 | 413,
    readonly code: string,
  ) {
    super(status);
  }
}

/** Refuses what a page of another origin sends; whatever is no browser has no cookie to be misused. */
export const ownOrigin: MiddlewareHandler<Bindings> = async (context, next) => {
  const isSafe = ["GET", "HEAD", "OPTIONS"].includes(context.req.method);
  if (!isSafe && isForeign(context)) throw new Refused(403, "foreign_origin");
  await next();
};

function isForeign(context: Context<Bindings>): boolean {
  const origin = context.req.header("origin");
  const isOther = origin !== undefined && origin !== context.env.PORTAL_ORIGIN;
  return isOther || context.req.header("sec-fetch-site") === "cross-site";
}

/** Refuses bodies that are too large. */
export const smallBody: MiddlewareHandler<Bindings> = bodyLimit({
  maxSize: MOST_BYTES,
  onError: () => {
    throw new Refused(413, "body_too_large");
  },
});

/** The JSON object in the request's body. */
export async function body<T extends object>(context: Context<Bindings>): Promise<Partial<T>> {
  const read: unknown = await context.req.json().catch(() => undefined);
  if (typeof read !== "object" || read === null) throw new Refused(400, "malformed_request");
  return read;
}

/** Tells a refusal by its code, and anything else as the portal's own trouble. */
export const told: ErrorHandler<Bindings> = (error, context) => {
  if (error instanceof Refused) return context.json({ code: error.code }, error.status);
  log(context.req.routePath, error);
  return context.json({ code: "portal_trouble" }, 500);
};

/** Keeps every answer out of caches, but those that say for themselves how they are kept. */
export const unkept: MiddlewareHandler<Bindings> = async (context, next) => {
  await next();
  if (!context.res.headers.has("cache-control"))
    context.res.headers.set("cache-control", "no-store");
};
