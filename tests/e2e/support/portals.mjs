import { createServer } from "node:http";

/** SHA-256 of `secret`, base64url. */
const DIGEST = "K7gNU3sdo-OL0wNhqoVWhr3g6s1xYv72ol_pe_Unols";

/**
 * What EDGE_PORTALS says: a server whose secret is `secret`, and a page at `origin` that can keep none. The server has
 * pages at `others` too.
 */
export function listed(origin, ...others) {
  const portal = (id, more) => ({
    client_id: id,
    name: { zh: "示例门户", en: "Sample portal" },
    redirect_uris: [`${origin}/back`],
    origins: [origin],
    scopes: ["openid", "profile", "realname", "business", "offline_access"],
    ...more,
  });
  const server = portal("sample-portal", {
    secret_digest: DIGEST,
    redirect_uris: [origin, ...others].map((one) => `${one}/back`),
  });
  return JSON.stringify([server, portal("sample-page", { id_token_algorithm: "ES256" })]);
}

/** A portal's pages at an address of their own; `script` is what each of them runs. */
export async function startPortal(script) {
  const server = createServer(({ url }, outgoing) => {
    const isScript = url === "/script.js";
    const type = isScript ? "text/javascript" : "text/html; charset=utf-8";
    outgoing.writeHead(200, { "content-type": type });
    const page = `<!doctype html><title>portal</title><script src="/script.js"></script>`;
    outgoing.end(isScript ? script : page);
  });
  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  return {
    origin: `http://localhost:${server.address().port}`,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** A session of `person`, who registers first. */
export async function signedIn(edge, person, password) {
  const post = (path, body) =>
    fetch(edge + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const { name, number, valid_from, valid_until } = person;
  const form = { name, number, valid_from, valid_until, password, mobile: "13800138000" };
  await post("/v1/accounts", { ...form, terms_version: "2026-11" });
  const answer = await post("/v1/sessions", { number, password });
  return answer.headers.getSetCookie()[0].split(";")[0];
}

/** Follows `address` as a browser does, and lets the person of `cookie` allow what is asked; where they go back to. */
export async function allow(edge, cookie, address) {
  const sent = await fetch(address, { redirect: "manual" });
  const [, request] = sent.headers.get("location").split("#");
  return (await decide(edge, cookie, { request })).return_to;
}

/** The person of `cookie` allows what is asked by a request or a user code. */
export async function decide(edge, cookie, asked) {
  const account = await fetch(`${edge}/v1/account`, { headers: { cookie } });
  const { session } = await account.json();
  const answer = await fetch(`${edge}/v1/authorizations/decisions`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie, "session-id": session },
    body: JSON.stringify({ ...asked, decision: "allow" }),
  });
  return answer.json();
}
