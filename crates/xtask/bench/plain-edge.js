// What GET /v1/account does, written by hand in plain JavaScript: a cookie's tag checked, one durable object asked,
// which keeps its account in SQLite and in memory, the session's hash looked up, headers, one line of log.
import { DurableObject } from "cloudflare:workers";

const SESSION_MS = 12 * 3600 * 1000;
const SECRET = 32;
const TAG = 16;

const headers = {
  "Content-Type": "application/json",
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Content-Security-Policy": "default-src 'none'",
};

const account = {
  name: "样＊",
  number: "4405**********0014",
  mobile: "138****8000",
  level: 3,
  levels: [{ level: 3, method: "four_elements", reached_at: "2026-11-23T10:00:00Z" }],
  registered_at: "2026-11-23T10:00:00Z",
};

const key = crypto.subtle.importKey(
  "raw",
  new Uint8Array(32).fill(7),
  { name: "HMAC", hash: "SHA-256" },
  false,
  ["sign"],
);

export class Account extends DurableObject {
  #kept;

  constructor(context, env) {
    super(context, env);
    const { sql } = context.storage;
    sql.exec("CREATE TABLE IF NOT EXISTS account (json TEXT NOT NULL, session TEXT, ends INTEGER)");
    this.#kept = sql.exec("SELECT json, session, ends FROM account").toArray()[0];
  }

  signIn(session) {
    const ends = Date.now() + SESSION_MS;
    const { sql } = this.ctx.storage;
    sql.exec("DELETE FROM account");
    const json = JSON.stringify(account);
    sql.exec("INSERT INTO account VALUES (?, ?, ?)", json, session, ends);
    this.#kept = { json, session, ends };
  }

  show(session) {
    const { json, session: known, ends } = this.#kept ?? {};
    if (known !== session || Date.now() >= ends) return null;
    return JSON.parse(json);
  }
}

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    const response = await answer(request, env, pathname);
    const { method } = request;
    // eslint-disable-next-line no-console -- the edge writes such a line too
    console.log(JSON.stringify({ method, route: pathname, status: response.status }));
    return response;
  },
};

async function answer(request, env, pathname) {
  if (pathname === "/healthz") return new Response("ok");
  if (request.method === "POST") return signIn(env);
  const session = pathname === "/v1/account" && (await read(request.headers.get("Cookie")));
  const shown = session && (await object(env).show(await hash(session)));
  if (!shown) return new Response(null, { status: 401, headers });
  return new Response(JSON.stringify(shown), { headers });
}

async function signIn(env) {
  const secret = crypto.getRandomValues(new Uint8Array(SECRET));
  await object(env).signIn(await hash(secret));
  const token = btoa(String.fromCharCode(...secret, ...(await tag(secret))));
  return new Response(null, { status: 201, headers: { "Set-Cookie": `session=${token}; Path=/` } });
}

function object(env) {
  return env.ACCOUNT.get(env.ACCOUNT.idFromName("one"));
}

/** The secret within a cookie, if this edge made it. */
async function read(cookie) {
  const [, token] = /(?:^|; )session=([^;]+)/.exec(cookie ?? "") ?? [];
  if (!token) return null;
  const bytes = Uint8Array.from(atob(token), (character) => character.charCodeAt(0));
  const secret = bytes.subarray(0, SECRET);
  const expected = await tag(secret);
  const given = bytes.subarray(SECRET);
  const fits = given.length === TAG && crypto.subtle.timingSafeEqual(given, expected);
  return fits ? secret : null;
}

async function tag(secret) {
  const mac = await crypto.subtle.sign("HMAC", await key, secret);
  return new Uint8Array(mac).subarray(0, TAG);
}

async function hash(secret) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", secret));
  return btoa(String.fromCharCode(...digest));
}
