import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as client from "openid-client";
import { hasApache, startApache } from "./support/apache.mjs";
import { startBrowser } from "./support/browser.mjs";
import { freePort } from "./support/free-port.mjs";
import { missing } from "./support/missing.mjs";
import { root, target } from "./support/paths.mjs";
import { PASSWORD, enrol } from "./support/person.mjs";
import { allow, decide, listed, signedIn, startPortal } from "./support/portals.mjs";
import { startStack } from "./support/stack.mjs";

const SCOPE = "openid profile realname offline_access";
const LOCAL = { execute: [client.allowInsecureRequests] };

const bundle = createRequire(import.meta.url).resolve("oidc-client-ts");
const script = join(bundle, "../../browser/oidc-client-ts.min.js");

let portal, apache, stack, cookie, person;

before(async () => {
  portal = await startPortal(readFileSync(script));
  apache = `http://localhost:${await freePort()}`;
  stack = await startStack({ EDGE_PORTALS: listed(portal.origin, apache) });
  person = await enrol(stack, "样例来客");
  cookie = await signedIn(stack.edge, person, PASSWORD);
});

after(() => Promise.all([portal?.stop(), stack?.stop()]));

test("openid-client signs a person in, refreshes and gives back", async () => {
  const secret = client.ClientSecretBasic("secret");
  const url = new URL(stack.edge);
  const config = await client.discovery(url, "sample-portal", undefined, secret, LOCAL);
  const verifier = client.randomPKCECodeVerifier();
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: `${portal.origin}/back`,
    scope: SCOPE,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    max_age: "3600",
    state,
    nonce,
  });
  const back = new URL(await allow(stack.edge, cookie, address));
  const tokens = await client.authorizationCodeGrant(config, back, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    maxAge: 3600,
    idTokenExpected: true,
  });
  const { sub } = tokens.claims();
  const info = await client.fetchUserInfo(config, tokens.access_token, sub);
  assert.equal(info.id_number, person.number);
  assert.equal(info.verified_claims.claims.name, person.name);
  const fresh = await client.refreshTokenGrant(config, tokens.refresh_token);
  assert.equal(fresh.claims().sub, sub);
  await client.tokenRevocation(config, fresh.refresh_token);
  await assert.rejects(client.fetchUserInfo(config, fresh.access_token, sub));
  await assert.rejects(client.refreshTokenGrant(config, fresh.refresh_token), {
    error: "invalid_grant",
  });
});

test("openid-client signs a device in that shows a code", async () => {
  const secret = client.ClientSecretPost("secret");
  const url = new URL(stack.edge);
  const config = await client.discovery(url, "sample-portal", undefined, secret, LOCAL);
  const begun = await client.initiateDeviceAuthorization(config, { scope: "openid profile" });
  const polled = client.pollDeviceAuthorizationGrant(config, begun);
  const { step } = await decide(stack.edge, cookie, { user_code: begun.user_code });
  assert.equal(step, "done");
  const tokens = await polled;
  const info = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
  assert.equal(info.name, person.name);
});

test("oidc-client-ts signs a person in from a page that keeps no secret", async () => {
  const browser = await startBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(portal.origin);
    const settings = {
      authority: stack.edge,
      client_id: "sample-page",
      redirect_uri: `${portal.origin}/back`,
      scope: SCOPE,
      loadUserInfo: true,
    };
    const address = await page.evaluate(async (given) => {
      window.client = new window.oidc.OidcClient(given);
      const { url } = await window.client.createSigninRequest({ nonce: "a nonce" });
      return url;
    }, settings);
    const back = await allow(stack.edge, cookie, address);
    const signedInAs = await page.evaluate(async (given) => {
      const { profile, refresh_token } = await window.client.processSigninResponse(given);
      const again = await window.client.useRefreshToken({
        state: { refresh_token, scope: "openid", profile },
      });
      return { name: profile.name, again: again.access_token.length > 0 };
    }, back);
    assert.deepEqual(signedInAs, { name: person.name, again: true });
  } finally {
    await browser.close();
  }
});

test("authlib signs a person in", async (t) => {
  const python = authlib();
  if (!python) return t.skip(missing("pip has not installed authlib"));
  const run = (...words) => {
    // It warns of its own parts that the next major version leaves out.
    const given = ["-W", "ignore", join(root, "tests/e2e/support/authlib_client.py"), ...words];
    return JSON.parse(execFileSync(python, given, { encoding: "utf8" }));
  };
  const { address, kept } = run("begin", stack.edge, portal.origin);
  const back = await allow(stack.edge, cookie, address);
  const { name, subject, again } = run("finish", stack.edge, portal.origin, kept, back);
  assert.equal(name, person.name);
  assert.equal(again, subject);
});

test("mod_auth_openidc signs a person in and refreshes with an unknown scope", async (t) => {
  if (!hasApache()) return t.skip(missing("apt-get has not installed libapache2-mod-auth-openidc"));
  // Nobody knows `email`; it is sent again with each refresh.
  const scope = "openid profile email offline_access";
  const server = await startApache({ origin: apache, edge: stack.edge, scope });
  try {
    const ask = asBrowser();
    const page = `${apache}/page.html`;
    const sent = await ask(page);
    const back = await allow(stack.edge, cookie, sent.headers.get("location"));
    const arrived = await ask(back);
    assert.equal(arrived.headers.get("location"), page);
    assert.equal((await ask(page)).status, 200);
    const info = async () => (await ask(`${apache}/back?info=json`)).json();
    const first = await info();
    assert.equal(first.userinfo.name, person.name);
    assert.equal(first.id_token.name, person.name);
    const query = new URLSearchParams({ refresh: page, access_token: first.access_token });
    const refreshed = await ask(`${apache}/back?${query}`);
    assert.equal(refreshed.headers.get("location"), page);
    const second = await info();
    assert.notEqual(second.access_token, first.access_token);
    assert.notEqual(second.refresh_token, first.refresh_token);
  } finally {
    await server.stop();
  }
});

/** Asks as a browser that keeps cookies and follows nothing. */
function asBrowser() {
  const jar = new Map();
  return async (address) => {
    const kept = [...jar].map((pair) => pair.join("="));
    const headers = { accept: "text/html", cookie: kept.join("; ") };
    const answer = await fetch(address, { headers, redirect: "manual" });
    for (const line of answer.headers.getSetCookie()) {
      const [name, ...value] = line.split(";")[0].split("=");
      jar.set(name, value.join("="));
    }
    return answer;
  };
}

/** The Python of the environment that has authlib, which `cargo xtask test` makes. */
function authlib() {
  const folder = join(target, "authlib");
  return existsSync(join(folder, "ready")) ? join(folder, "bin/python") : undefined;
}
