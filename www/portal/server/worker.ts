import { Hono, type Context, type MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { enter } from "./clerk.ts";
import { downloads } from "./downloads.ts";
import { office, type Env } from "./env.ts";
import * as filings from "./filings.ts";
import { sender } from "./names.ts";
import type { KeptFiling } from "./office.ts";
import { page } from "./page.ts";
import { body, ownOrigin, smallBody, told, unkept } from "./refusals.ts";
import { signIn } from "./sign-in.ts";
import { keepVisit, visit } from "./visits.ts";

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
app.use(unkept);
app.use(ownOrigin);
app.use(smallBody);
app.onError(told);

app.get("/healthz", (context) => context.text("ok"));

app.route("/", signIn);

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
  return answered(context, { status: 200, body: await filings.own(context.env, person.sub) });
});

app.post("/api/filings", async (context) => {
  const { person } = await visit(context);
  if (!person) return unknown(context);
  const { key, filing } = await body<{ key: unknown; filing: filings.FilingRequest }>(context);
  if (typeof filing !== "object" || filing === null) return malformed(context);
  return answered(context, await filings.make(context.env, person.sub, String(key), filing));
});

app.get("/api/filings/:number", (context) =>
  withFiling(context, "reads", (kept, reader) => filings.view(context.env, kept, reader)),
);

app.put("/api/filings/:number/persons", (context) =>
  withFiling(context, "changes", async (kept) => {
    const { persons } = await body<{ persons: filings.FilingPerson[] }>(context);
    return filings.replacePersons(context.env, kept, persons ?? []);
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
  const { code } = await body<{ code: unknown }>(context);
  const entry = await enter(context.env, await sender(context, "work code"), String(code));
  if (entry === "too_many") return context.json({ code: "too_many_attempts" }, 429);
  if (entry === "wrong") return context.json({ code: "work_code_wrong" }, 403);
  await keepVisit(context, { ...(await visit(context)), is_clerk: true }, true);
  return context.body(null, 204);
});

app.get("*", page);

/** Whoever made a filing reads and changes it; a clerk reads every one. */
async function withFiling(
  context: Request,
  wish: "reads" | "changes",
  act: (kept: KeptFiling, reader: filings.Reader) => Promise<filings.Answer>,
): Promise<Response> {
  const { person, is_clerk } = await visit(context);
  const kept = await office(context.env).filing(context.req.param("number") ?? "");
  const isOwn = kept && person && kept.owner === person.sub;
  if (kept && isOwn) return answered(context, await act(kept, "maker"));
  if (kept && is_clerk && wish === "reads") return answered(context, await act(kept, "clerk"));
  return person || is_clerk ? context.json({ code: "not_found" }, 404) : unknown(context);
}

const answered = (context: Request, { status, body }: filings.Answer): Response =>
  context.json(body as object, status as 200);

const malformed = (context: Request): Response => context.json({ code: "malformed_request" }, 400);

const unknown = (context: Request): Response => context.json({ code: "not_signed_in" }, 401);

export default app;
