import { Hono, type Context, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { csrf } from "hono/csrf";
import { secureHeaders } from "hono/secure-headers";
import { downloads } from "./downloads.ts";
import { office, type Env } from "./env.ts";
import * as filings from "./filings.ts";
import type { KeptFiling } from "./office.ts";
import * as openid from "./openid.ts";
import { page } from "./page.ts";
import { endVisit, keepVisit, visit } from "./visits.ts";

export { Office } from "./office.ts";

type Bindings = { Bindings: Env };
type Request = Context<Bindings>;

const app = new Hono<Bindings>();

/** Scripts from here and the widget's from the identity service, whose frame may use the camera. */
const headers: MiddlewareHandler<Bindings> = (context, next) => {
  const identity = context.env.PORTAL_ISSUER;
  const self = "'self'";
  const add = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: [self, identity],
      styleSrc: [self],
      imgSrc: [self, "data:"],
      connectSrc: [self],
      frameSrc: [identity],
      baseUri: ["'none'"],
      formAction: [self],
      frameAncestors: ["'none'"],
    },
    permissionsPolicy: { camera: ["self", identity], microphone: [], geolocation: [] },
    crossOriginResourcePolicy: "same-origin",
    referrerPolicy: "no-referrer",
    xFrameOptions: "DENY",
  });
  return add(context, next);
};

app.use(headers);
app.use("/api/*", csrf());
app.use("/api/*", bodyLimit({ maxSize: 256 * 1024 }));
app.onError((error, context) => {
  // What went wrong may name a person: the log says which kind of error it was, no more.
  // eslint-disable-next-line no-console -- it is the worker's log
  console.error(JSON.stringify({ path: context.req.routePath, error: error.name }));
  return context.json({ code: "portal_trouble" }, 500);
});

app.get("/healthz", (context) => context.text("ok"));

app.get("/sign-in", async (context) => {
  const { address, begun } = await openid.begin(context.env);
  await keepVisit(context, { ...(await visit(context)), begun });
  return context.redirect(address, 303);
});

app.get("/back", async (context) => {
  const { begun } = await visit(context);
  const error = context.req.query("error");
  if (!begun || error)
    return context.redirect(`/?sign-in=${error === "access_denied" ? "refused" : "failed"}`, 303);
  try {
    const person = await openid.finish(context.env, new URL(context.req.url).search, begun);
    await keepVisit(context, { person }, true);
    return context.redirect("/", 303);
  } catch {
    return context.redirect("/?sign-in=failed", 303);
  }
});

app.post("/api/device-sign-in", async (context) => {
  const { device_code, ...begun } = await openid.beginDevice(context.env);
  await keepVisit(context, { ...(await visit(context)), device_code });
  return context.json(begun, 201);
});

app.get("/api/device-sign-in", async (context) => {
  const { device_code } = await visit(context);
  if (!device_code) return context.json({ state: "over" });
  const polled = await openid.pollDevice(context.env, device_code);
  if (polled.state === "done") await keepVisit(context, { person: polled.person }, true);
  return context.json({ state: polled.state });
});

app.post("/api/sign-out", async (context) => {
  await endVisit(context);
  return context.body(null, 204);
});

app.get("/api/visit", async (context) => {
  const { person, is_clerk } = await visit(context);
  const { env } = context;
  return context.json({
    person: person ? { name: person.name, level: person.level } : null,
    is_clerk: is_clerk ?? false,
    identity: env.PORTAL_ISSUER,
    client_id: env.PORTAL_CLIENT_ID,
    downloads: downloads(env),
  });
});

app.get("/api/kinds", async (context) =>
  answered(context, await filings.ask(context.env, "GET", "/v1/filing-kinds")),
);

app.get("/api/filings", async (context) => {
  const { person } = await visit(context);
  if (!person) return unknown(context);
  const own = await office(context.env).filingsOf(person.sub);
  return context.json({ numbers: own.map(({ number }) => number) });
});

app.post("/api/filings", async (context) => {
  const { person } = await visit(context);
  if (!person) return unknown(context);
  const { key, filing } = await context.req.json<{ key: string; filing: filings.FilingRequest }>();
  return answered(context, await filings.make(context.env, person.sub, key, filing));
});

app.get("/api/filings/:number", (context) =>
  withFiling(context, "reads", (kept) => filings.view(context.env, kept)),
);

app.put("/api/filings/:number/persons", (context) =>
  withFiling(context, "changes", async (kept) => {
    const { persons } = await context.req.json<{ persons: filings.FilingPerson[] }>();
    return filings.replacePersons(context.env, kept, persons);
  }),
);

app.post("/api/filings/:number/persons/:reference/invitations", (context) =>
  withFiling(context, "changes", (kept) =>
    filings.invite(context.env, kept, context.req.param("reference")),
  ),
);

app.post("/api/filings/:number/persons/:reference/tokens", (context) =>
  withFiling(context, "changes", (kept) =>
    filings.verificationToken(context.env, kept, context.req.param("reference")),
  ),
);

app.post("/api/filings/:number/hand-in", (context) =>
  withFiling(context, "changes", (kept) => filings.act(context.env, kept, "hand-in")),
);

app.post("/api/filings/:number/closure", (context) =>
  withFiling(context, "changes", (kept) => filings.act(context.env, kept, "closure")),
);

app.post("/api/clerk", async (context) => {
  const { code } = await context.req.json<{ code: string }>();
  const expected = context.env.PORTAL_CLERK_CODE;
  if (!expected || code !== expected) return unknown(context);
  await keepVisit(context, { ...(await visit(context)), is_clerk: true }, true);
  return context.body(null, 204);
});

app.get("*", page);

/** Whoever made a filing reads and changes it; a clerk reads every one. */
async function withFiling(
  context: Request,
  wish: "reads" | "changes",
  act: (kept: KeptFiling) => Promise<filings.Answer>,
): Promise<Response> {
  const { person, is_clerk } = await visit(context);
  const kept = await office(context.env).filing(context.req.param("number") ?? "");
  const isOwn = kept && person && kept.owner === person.sub;
  if (kept && (isOwn || (wish === "reads" && is_clerk))) return answered(context, await act(kept));
  return person || is_clerk ? context.json({ code: "not_found" }, 404) : unknown(context);
}

function answered(context: Request, { status, body }: filings.Answer): Response {
  context.header("cache-control", "no-store");
  return context.json(body as object, status as 200);
}

const unknown = (context: Request): Response => context.json({ code: "not_signed_in" }, 401);

export default app;
