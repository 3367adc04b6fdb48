#!/usr/bin/env bash
# Guess: a client that was granted less than it asked for, and was told so by `scope` in the token response (RFC 6749,
# section 5.1), refreshes with what it was granted, or with no scope at all: section 6 says that a refresh "MUST NOT include
# any scope not originally granted".
#
# PyPI requests-oauthlib 2.0.0 with oauthlib 4.0.1 repeats at every refresh the scope that the sign-in asked for. A
# provider that leaves out what it does not know (OpenID Connect Core, section 3.1.2.1) at the sign-in, and holds a refresh
# to the letter, signs such a client in and fails it minutes later, when the first access token has expired.
#
# Output seen with Python 3.11.7:
#   asked at the sign-in: openid profile email
#   granted: openid profile
#   asked at the refresh: openid profile email
#
# Needs python3 with venv and pip. Exits non-zero if any of this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv environment
environment/bin/pip install --quiet requests-oauthlib==2.0.0 oauthlib==4.0.1 requests==2.32.5
cat >look.py <<'PYTHON'
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

# The provider is on this machine, and a scope that differs from the one asked for is accepted.
os.environ.update(OAUTHLIB_INSECURE_TRANSPORT="1", OAUTHLIB_RELAX_TOKEN_SCOPE="1")
from requests_oauthlib import OAuth2Session

ANSWER = {
    "access_token": "access",
    "refresh_token": "refresh",
    "token_type": "Bearer",
    "expires_in": 60,
    "scope": "openid profile",
}
forms = []


class Provider(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        forms.append({name: values[0] for name, values in parse_qs(body).items()})
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(ANSWER).encode())

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Provider)
threading.Thread(target=server.serve_forever, daemon=True).start()
origin = f"http://127.0.0.1:{server.server_port}"
session = OAuth2Session(
    "client", scope=["openid", "profile", "email"], redirect_uri="https://client.example/back"
)
address, state = session.authorization_url(f"{origin}/authorize")
print("asked at the sign-in:", parse_qs(urlsplit(address).query)["scope"][0])
back = f"https://client.example/back?code=code&state={state}"
tokens = session.fetch_token(
    f"{origin}/token", authorization_response=back, client_secret="secret"
)
print("granted:", " ".join(tokens["scope"]))
session.refresh_token(f"{origin}/token", auth=("client", "secret"))
assert forms[-1]["grant_type"] == "refresh_token"
print("asked at the refresh:", forms[-1]["scope"])
PYTHON
environment/bin/python look.py | tee seen
cat >expected <<'SEEN'
asked at the sign-in: openid profile email
granted: openid profile
asked at the refresh: openid profile email
SEEN
diff expected seen
