import assert from "node:assert/strict";
import { createServer } from "node:http";
import { MOBILE, PASSWORD } from "./person.mjs";

/** The portal that the tests embed the widget in; its secret is `secret`. */
export const CLIENT = "sample-portal";

/**
 * A page of another site that embeds the widget under a strict content policy. `tokens` are handed to it one after the
 * other; `edge` says where the widget comes from, `attributes` what stands on the element; whether the page `delegates`
 * the camera can change.
 */
export async function startPortal() {
  const portal = { edge: "", tokens: [], attributes: "", delegates: true };
  const server = createServer(({ url }, response) => {
    const [type, body] = answer(portal, url);
    response.writeHead(body === undefined ? 404 : 200, {
      "Content-Type": type,
      "Content-Security-Policy": policy(portal),
      "Permissions-Policy": `camera=(self${portal.delegates ? ` "${portal.edge}"` : ""})`,
      "Referrer-Policy": "no-referrer",
    });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  // By name: another site than that of the edge, which has a number.
  portal.origin = `http://localhost:${server.address().port}`;
  portal.stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return portal;
}

/** What docs/widget.md tells a portal to allow, and nothing else. */
function policy({ edge }) {
  return `default-src 'none'; script-src 'self' ${edge}; frame-src ${edge}; connect-src 'self'; style-src 'self'`;
}

function answer({ edge, tokens, attributes }, url) {
  if (url === "/token") return ["text/plain", tokens.shift() ?? ""];
  if (url === "/page.js") return ["text/javascript", script(edge)];
  if (url !== "/") return ["text/plain", undefined];
  return [
    "text/html",
    `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>示例门户</title><script type="module" src="/page.js"></script>
    <main><h1>示例门户</h1><real-name-check client="${CLIENT}" ${attributes}></real-name-check></main></html>`,
  ];
}

function script(edge) {
  return `
    import "${edge}/widget/real-name-check.js";
    const check = document.querySelector("real-name-check");
    window.told = [];
    for (const name of ["ready", "progress", "verified", "cancelled", "failed", "token-expired"])
      check.addEventListener(name, ({ type, detail }) => window.told.push([type, detail]));
    window.nextToken = async () => { check.token = await (await fetch("/token")).text(); };
    await window.nextToken();
  `;
}

/** What a deployment lists of portals: one that files from `origin`. */
export function listed(origin) {
  return JSON.stringify([
    {
      client_id: CLIENT,
      // SHA-256 of "secret".
      secret_digest: "K7gNU3sdo-OL0wNhqoVWhr3g6s1xYv72ol_pe_Unols",
      name: { zh: "示例门户", en: "Sample portal" },
      redirect_uris: [`${origin}/back`],
      origins: [origin],
      scopes: ["openid"],
      may_file: true,
    },
  ]);
}

const AUTHORIZATION = `Basic ${Buffer.from(`${CLIENT}:secret`).toString("base64")}`;

async function asPortal(stack, path, body, headers = {}) {
  const answer = await fetch(`${stack.edge}${path}`, {
    method: body ? "POST" : "GET",
    headers: { Authorization: AUTHORIZATION, "Content-Type": "application/json", ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  assert.ok(answer.ok, await answer.clone().text());
  return answer.json();
}

/** Registers somebody without a browser: they are at level three then. */
export async function registerPlainly(stack, { name, number, valid_from, valid_until }) {
  const person = { name, number, valid_from, valid_until };
  const body = { ...person, mobile: MOBILE, password: PASSWORD, terms_version: "2026-11" };
  const answer = await fetch(`${stack.edge}/v1/accounts`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  assert.equal(answer.status, 201, await answer.text());
}

/** A filing with this one person; the same one every time. */
function file(stack, { name, number }) {
  const person = {
    reference: "p1",
    roles: ["legal_representative", "shareholder", "director"],
    name,
    document: "resident_id_card",
    number,
  };
  return asPortal(
    stack,
    "/v1/filings",
    { subject_type: "company", business: "establishment", persons: [person] },
    { "Idempotency-Key": number },
  );
}

/** What the portal's server asks the edge for: a token for one scan of `person`. */
export async function askToken(stack, person) {
  const { id } = await file(stack, person);
  const asked = { filing: id, reference: "p1", purpose: "raise_level" };
  return asPortal(stack, "/v1/verification-tokens", asked);
}

/** The link by which the portal invites `person` to a filing. */
export async function askInvitation(stack, person) {
  const { id } = await file(stack, person);
  return (await asPortal(stack, `/v1/filings/${id}/persons/p1/invitations`, {})).link;
}

/** What the portal's page shows for a phone to scan, to be signed in by it. */
export async function askUserCode(stack) {
  const answer = await fetch(`${stack.edge}/oauth/device_authorization`, {
    method: "POST",
    headers: { Authorization: AUTHORIZATION },
    body: new URLSearchParams({ scope: "openid" }),
  });
  assert.equal(answer.status, 200, await answer.clone().text());
  return (await answer.json()).user_code;
}

/** How the check is, as the edge tells the portal's server. */
export async function stateOf(stack, check) {
  return (await asPortal(stack, `/v1/verification-tokens/${check}`)).state;
}
