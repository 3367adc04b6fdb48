import { Hono } from "hono";
import { keepBegun, takeBegun } from "./begun.ts";
import { office, type Env } from "./env.ts";
import { log } from "./log.ts";
import { sender } from "./names.ts";
import * as openid from "./openid.ts";
import { body } from "./refusals.ts";
import { open, seal } from "./sealing.ts";
import { endVisit, keepVisit } from "./visits.ts";

type Bindings = { Bindings: Env };

/** What a page holds of a sign-in by another device, sealed: it polls with it. */
interface Handle {
  device_code: string;
}

/** How many codes for another device one sender is shown in how long: each is kept by the identity service for a while. */
const CODES = 60;
const CODES_MS = 60_000;

/** A cookie has room for it. */
const LONGEST_ADDRESS = 1024;

/** Signing in, with this device or by another, and out. */
export const signIn = new Hono<Bindings>();

signIn.get("/sign-in", async (context) => {
  const to = ownAddress(context.env, context.req.query("to"));
  try {
    const { address, begun } = await openid.begin(context.env, to);
    await keepBegun(context, begun);
    return context.redirect(address, 303);
  } catch (error) {
    log(context.req.routePath, error);
    return context.redirect(saying(to, "unreachable"), 303);
  }
});

signIn.get("/back", async (context) => {
  const begun = await takeBegun(context, context.req.query("state"));
  if (!begun) return context.redirect(saying(ownAddress(context.env), "failed"), 303);
  const error = context.req.query("error");
  if (error) {
    const isRefused = error === "access_denied";
    return context.redirect(saying(begun.to, isRefused ? "refused" : "failed"), 303);
  }
  try {
    const person = await openid.finish(context.env, new URL(context.req.url).search, begun);
    await keepVisit(context, { person }, true);
    return context.redirect(begun.to, 303);
  } catch (error) {
    log(context.req.routePath, error);
    return context.redirect(saying(begun.to, "failed"), 303);
  }
});

signIn.post("/api/device-sign-in", async (context) => {
  const name = await sender(context, "device sign-in");
  const isAdmitted = await office(context.env).attempt(name, CODES, CODES_MS);
  if (!isAdmitted) return context.json({ code: "too_many_attempts" }, 429);
  const { device_code, ...begun } = await openid.beginDevice(context.env);
  const handle: Handle = { device_code };
  return context.json({ ...begun, handle: await seal(context.env, handle) }, 201);
});

signIn.post("/api/device-sign-in/state", async (context) => {
  const { handle } = await body<{ handle: unknown }>(context);
  const text = typeof handle === "string" ? handle : undefined;
  const begun = await open<Partial<Handle>>(context.env, text);
  if (!begun?.device_code) return context.json({ state: "over" });
  const polled = await openid.pollDevice(context.env, begun.device_code);
  if (polled.state === "done") await keepVisit(context, { person: polled.person }, true);
  return context.json({ state: polled.state });
});

signIn.post("/api/sign-out", async (context) => {
  await endVisit(context);
  return context.body(null, 204);
});

/** `path` as an address, if it is one of this portal and not too long to be kept, or that of its first page. */
function ownAddress(env: Env, path = "/"): string {
  const home = new URL("/", env.PORTAL_ORIGIN);
  const address = URL.canParse(path, home) ? new URL(path, home) : home;
  const isKept = address.origin === home.origin && address.href.length <= LONGEST_ADDRESS;
  return isKept ? address.href : home.href;
}

/** The same address, where the page says how the sign-in ended. */
function saying(to: string, outcome: "refused" | "failed" | "unreachable"): string {
  const address = new URL(to);
  address.searchParams.set("sign-in", outcome);
  return address.href;
}
