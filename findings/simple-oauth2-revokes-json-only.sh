#!/usr/bin/env bash
# Guess: a client that revokes a token looks at the status of the answer alone. RFC 7009, section 2.2: "The content of the
# response body is ignored by the client as all necessary information is conveyed in the response code."
#
# npm simple-oauth2 5.1.0 reads the answer as JSON, strictly: 200 with no body and no Content-Type, the plainest answer
# that the RFC allows, makes `revoke` throw, although the server has revoked the token; so does text/plain. 200 with
# `Content-Type: application/json` passes, with `{}` and with an empty body; 204 passes with that header and throws without.
#
# Output seen with node 20.20.2:
#   200, no type: The content-type is not JSON compatible
#   200, text/plain: The content-type is not JSON compatible
#   204, no type: The content-type is not JSON compatible
#   204, application/json: passes
#   200, application/json, empty: passes
#   200, application/json, {}: passes
#
# Needs node and npm. Exits non-zero if any of this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-save --no-audit --no-fund simple-oauth2@5.1.0 >/dev/null
cat >look.cjs <<'JS'
const { createServer } = require("node:http");
const { AuthorizationCode } = require("simple-oauth2");
const json = "application/json";
const answers = [
  ["200, no type", 200, undefined, ""],
  ["200, text/plain", 200, "text/plain", ""],
  ["204, no type", 204, undefined, ""],
  ["204, application/json", 204, json, ""],
  ["200, application/json, empty", 200, json, ""],
  ["200, application/json, {}", 200, json, "{}"],
];
let answer;
const server = createServer((request, response) => {
  request.resume();
  const [, status, type, body] = answer;
  response.writeHead(status, type ? { "content-type": type } : {}).end(body);
});
server.listen(0, "127.0.0.1", async () => {
  const client = new AuthorizationCode({
    client: { id: "client", secret: "secret" },
    auth: { tokenHost: `http://127.0.0.1:${server.address().port}` },
  });
  const token = client.createToken({ access_token: "token", token_type: "Bearer" });
  for (answer of answers) {
    const told = await token.revoke("access_token").then(
      () => "passes",
      (error) => error.message.split("\n")[0],
    );
    console.log(`${answer[0]}: ${told}`);
  }
  server.close();
});
JS
node look.cjs | tee seen
cat >expected <<'SEEN'
200, no type: The content-type is not JSON compatible
200, text/plain: The content-type is not JSON compatible
204, no type: The content-type is not JSON compatible
204, application/json: passes
200, application/json, empty: passes
200, application/json, {}: passes
SEEN
diff expected seen
