import * as openid from "openid-client";
import type { Env } from "./env.ts";

/** What the portal asks to know of whoever signs in. */
const SCOPE = "openid profile business";

/** Who is signed in. */
export interface Person {
  /** Names the person to this portal alone. */
  sub: string;
  name: string;
  /** The level they had when they signed in. */
  level: number;
}

/** What a sign-in that has begun must be answered with. */
export interface Begun {
  verifier: string;
  state: string;
  nonce: string;
  /** Where the person goes once they are signed in: an address of this portal. */
  to: string;
}

/** A sign-in by another device. */
export interface DeviceBegun {
  device_code: string;
  user_code: string;
  link: string;
  expires_in: number;
  interval: number;
}

export type Polled =
  { state: "pending" | "slow" | "refused" | "over" } | { state: "done"; person: Person };

const LEVEL_FOUR = "urn:cn:realname:4";
const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

async function configuration(env: Env): Promise<openid.Configuration> {
  const issuer = new URL(env.PORTAL_ISSUER);
  const isLocal = issuer.protocol === "http:";
  return openid.discovery(
    issuer,
    env.PORTAL_CLIENT_ID,
    undefined,
    openid.ClientSecretBasic(env.PORTAL_CLIENT_SECRET),
    {
      [openid.customFetch]: (url, options) => env.EDGE.fetch(url, options as RequestInit),
      execute: isLocal ? [openid.allowInsecureRequests] : [],
    },
  );
}

const redirectUri = (env: Env): string => `${env.PORTAL_ORIGIN}/back`;

/** Where to send the person, and what must come back. */
export async function begin(env: Env, to: string): Promise<{ address: string; begun: Begun }> {
  const config = await configuration(env);
  const begun = {
    verifier: openid.randomPKCECodeVerifier(),
    state: openid.randomState(),
    nonce: openid.randomNonce(),
    to,
  };
  const address = openid.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri(env),
    scope: SCOPE,
    state: begun.state,
    nonce: begun.nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(begun.verifier),
    code_challenge_method: "S256",
  });
  return { address: address.href, begun };
}

/** Who came back; throws where the answer is not the one to what was begun. */
export async function finish(env: Env, query: string, begun: Begun): Promise<Person> {
  const config = await configuration(env);
  const tokens = await openid.authorizationCodeGrant(
    config,
    new URL(`${redirectUri(env)}${query}`),
    {
      pkceCodeVerifier: begun.verifier,
      expectedState: begun.state,
      expectedNonce: begun.nonce,
    },
  );
  return person(config, tokens);
}

export async function beginDevice(env: Env): Promise<DeviceBegun> {
  const begun = await openid.initiateDeviceAuthorization(await configuration(env), {
    scope: SCOPE,
  });
  return {
    device_code: begun.device_code,
    user_code: begun.user_code,
    link: begun.verification_uri_complete ?? begun.verification_uri,
    expires_in: begun.expires_in,
    interval: begun.interval ?? 5,
  };
}

/** Looks once whether the person has agreed on the other device. */
export async function pollDevice(env: Env, device_code: string): Promise<Polled> {
  const config = await configuration(env);
  try {
    const tokens = await openid.genericGrantRequest(config, DEVICE_GRANT, { device_code });
    return { state: "done", person: await person(config, tokens) };
  } catch (error) {
    const code = error instanceof openid.ResponseBodyError ? error.error : undefined;
    if (code === "authorization_pending") return { state: "pending" };
    if (code === "slow_down") return { state: "slow" };
    if (code === "access_denied") return { state: "refused" };
    if (code === "expired_token" || code === "invalid_grant") return { state: "over" };
    throw error;
  }
}

async function person(
  config: openid.Configuration,
  tokens: openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers,
): Promise<Person> {
  const claims = tokens.claims();
  if (!claims) throw new Error("the token endpoint gave no ID token");
  const info = await openid.fetchUserInfo(config, tokens.access_token, claims.sub);
  return {
    sub: claims.sub,
    name: typeof info.name === "string" ? info.name : "",
    level: claims["acr"] === LEVEL_FOUR ? 4 : 3,
  };
}
