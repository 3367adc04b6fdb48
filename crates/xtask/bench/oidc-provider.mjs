// A provider that others wrote, npm's oidc-provider on Node, with what it keeps in memory: the same portal, the same
// scopes, the same algorithm. `node oidc-provider.mjs PORT`; `POST /codes/NUMBER/CHALLENGE` draws codes.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const PORTAL = "one-window";
const REDIRECT = "https://one-window.example/back";
const SCOPE = "openid profile offline_access";

const [, , port] = process.argv;
const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({
  format: "jwk",
});

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: PORTAL,
      client_secret: "secret",
      redirect_uris: [REDIRECT],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
    },
  ],
  findAccount: (_, accountId) => ({
    accountId,
    claims: () => ({ sub: accountId, name: "样例某" }),
  }),
  claims: { openid: ["sub"], profile: ["name"] },
  scopes: ["openid", "offline_access"],
  jwks: { keys: [{ ...key, alg: "RS256", use: "sig", kid: "one" }] },
  cookies: { keys: ["not needed here"] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
});
const answer = provider.callback();

createServer(async (request, outgoing) => {
  const [, route, number, challenge] = request.url.split("/");
  if (route === "healthz") return outgoing.end("ok");
  if (route !== "codes") return answer(request, outgoing);
  const drawn = Array.from({ length: Number(number) }, (_, place) => code(place, challenge));
  return outgoing.end(JSON.stringify(await Promise.all(drawn)));
}).listen(port, "127.0.0.1");

/** A code such as the authorisation endpoint gives. */
async function code(place, codeChallenge) {
  const accountId = `person-${place}`;
  const client = await provider.Client.find(PORTAL);
  const grant = new provider.Grant({ accountId, clientId: PORTAL });
  grant.addOIDCScope(SCOPE);
  const drawn = new provider.AuthorizationCode({
    accountId,
    client,
    grantId: await grant.save(),
    authTime: Math.floor(Date.now() / 1000),
    scope: SCOPE,
    redirectUri: REDIRECT,
    nonce: "a nonce",
    codeChallenge,
    codeChallengeMethod: "S256",
  });
  return drawn.save();
}
