"""A portal in Python: what authlib does of a sign-in, before the person decides and after."""

import json
import sys

import requests
from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import JsonWebKey, jwt
from authlib.oidc.core import CodeIDToken

SCOPE = "openid profile offline_access"
VERIFIER = "a-verifier-of-at-least-forty-three-characters"
NONCE = "a nonce"


def session(portal, state=None):
    return OAuth2Session(
        "sample-portal",
        "secret",
        scope=SCOPE,
        state=state,
        redirect_uri=f"{portal}/back",
        code_challenge_method="S256",
        token_endpoint_auth_method="client_secret_basic",
    )


def begin(said, portal):
    address, state = session(portal).create_authorization_url(
        said["authorization_endpoint"], code_verifier=VERIFIER, nonce=NONCE
    )
    return {"address": address, "kept": state}


def verified(said, tokens, nonce):
    keys = JsonWebKey.import_key_set(requests.get(said["jwks_uri"]).json())
    claims = jwt.decode(
        tokens["id_token"],
        keys,
        claims_cls=CodeIDToken,
        claims_options={"iss": {"value": said["issuer"]}, "aud": {"value": "sample-portal"}},
        claims_params={
            "client_id": "sample-portal",
            "access_token": tokens["access_token"],
            **({"nonce": nonce} if nonce else {}),
        },
    )
    claims.validate()
    return claims


def finish(said, portal, state, back):
    client = session(portal, state)
    tokens = client.fetch_token(
        said["token_endpoint"], authorization_response=back, code_verifier=VERIFIER
    )
    claims = verified(said, tokens, NONCE)
    info = client.get(said["userinfo_endpoint"]).json()
    again = client.refresh_token(said["token_endpoint"], refresh_token=tokens["refresh_token"])
    return {
        "name": info["name"],
        "subject": claims["sub"],
        "again": verified(said, again, None)["sub"],
    }


step, edge, portal, *more = sys.argv[1:]
said = requests.get(f"{edge}/.well-known/openid-configuration").json()
print(json.dumps(begin(said, portal) if step == "begin" else finish(said, portal, *more)))
