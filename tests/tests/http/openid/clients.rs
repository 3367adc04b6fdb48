//! A client that others wrote: the crate `openidconnect`, strict about everything that a provider says. Those of other
//! languages are in `tests/e2e/portal-clients.test.mjs`.

use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreIdToken, CoreJsonWebKeySet, CoreProviderMetadata,
    CoreUserInfoClaims,
};
use openidconnect::{
    AccessTokenHash, AuthorizationCode, ClientId, ClientSecret, CsrfToken, HttpRequest,
    HttpResponse, IssuerUrl, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, RedirectUrl,
    Scope, TokenResponse as _,
};
use serde_json::{Value, json};
use std::str::FromStr as _;

use super::flow::{authorize, parameter, sealed, session, setting};
use crate::client::agent;

/// The client's requests, as it makes them.
fn http(request: HttpRequest) -> Result<HttpResponse, std::io::Error> {
    let response = agent().run(request).map_err(std::io::Error::other)?;
    let (parts, mut body) = response.into_parts();
    let bytes = body.read_to_vec().map_err(std::io::Error::other)?;
    Ok(HttpResponse::from_parts(parts, bytes))
}

fn metadata() -> CoreProviderMetadata {
    let issuer = IssuerUrl::new(setting().url("")).unwrap();
    CoreProviderMetadata::discover(&issuer, &http).unwrap()
}

/// A sign-in to `portal`, whose tokens are signed with `algorithm`.
fn check(portal: &str, algorithm: &str) {
    let metadata = metadata();
    let keys = metadata.jwks().clone();
    let id = ClientId::new(portal.to_owned());
    let secret = ClientSecret::new("secret".to_owned());
    let redirect = RedirectUrl::new(format!("https://{portal}.example/back")).unwrap();
    let client = CoreClient::from_provider_metadata(metadata, id.clone(), Some(secret))
        .set_redirect_uri(redirect);
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let flow = CoreAuthenticationFlow::AuthorizationCode;
    let (url, state, nonce) = client
        .authorize_url(flow, CsrfToken::new_random, Nonce::new_random)
        .add_scopes(
            ["profile", "realname", "offline_access"].map(|name| Scope::new(name.to_owned())),
        )
        .set_pkce_challenge(challenge)
        .url();
    let asked = sealed(&authorize(url.query().unwrap(), None));
    let body = json!({ "request": asked, "decision": "allow" });
    let decided = session().decide(&body).expect(200, "").json();
    let back = decided["return_to"].as_str().unwrap();
    assert_eq!(parameter(back, "state"), *state.secret());
    let code = AuthorizationCode::new(parameter(back, "code"));
    let exchange = client.exchange_code(code).unwrap();
    let tokens = exchange.set_pkce_verifier(verifier).request(&http).unwrap();
    let id_token = tokens.id_token().unwrap();
    assert_eq!(
        super::flow::header(&Value::from(id_token.to_string()))["alg"],
        algorithm
    );
    let own = client.id_token_verifier();
    let claims = id_token.claims(&own, &nonce).unwrap();
    let hash = AccessTokenHash::from_token(
        tokens.access_token(),
        id_token.signing_alg().unwrap(),
        id_token.signing_key(&own).unwrap(),
    );
    assert_eq!(claims.access_token_hash(), Some(&hash.unwrap()));
    let subject = claims.subject().clone();
    let info = client.user_info(tokens.access_token().to_owned(), Some(subject.clone()));
    let info: CoreUserInfoClaims = info.unwrap().request(&http).unwrap();
    assert!(info.name().is_some());
    let refresh = tokens.refresh_token().unwrap();
    let again = client
        .exchange_refresh_token(refresh)
        .unwrap()
        .request(&http)
        .unwrap();
    let unasked = |nonce: Option<&Nonce>| match nonce {
        None => Ok(()),
        Some(_) => Err("a nonce that nobody asked for".to_owned()),
    };
    let again = again.id_token().unwrap();
    assert_eq!(again.claims(&own, unasked).unwrap().subject(), &subject);
    check_forgeries(id_token, &keys, &client_of(portal), &nonce);
}

type Verifier = openidconnect::core::CoreIdTokenVerifier<'static>;

fn client_of(portal: &str) -> impl Fn(CoreJsonWebKeySet) -> Verifier {
    let id = ClientId::new(portal.to_owned());
    let issuer = IssuerUrl::new(setting().url("")).unwrap();
    move |keys| {
        let secret = ClientSecret::new("secret".to_owned());
        Verifier::new_confidential_client(id.clone(), secret, issuer.clone(), keys).allow_any_alg()
    }
}

/// Only the published keys make a token, whatever its header says.
fn check_forgeries(
    token: &CoreIdToken,
    keys: &CoreJsonWebKeySet,
    verifier: &impl Fn(CoreJsonWebKeySet) -> Verifier,
    nonce: &Nonce,
) {
    let is_good = |token: &CoreIdToken, keys: &CoreJsonWebKeySet| {
        token.claims(&verifier(keys.clone()), nonce).is_ok()
    };
    assert!(is_good(token, keys));
    assert!(!is_good(token, &CoreJsonWebKeySet::new(Vec::new())));
    let text = token.to_string();
    let [_, claims, own] = text.split('.').collect::<Vec<_>>().try_into().unwrap();
    let mac = "A".repeat(43);
    let encode =
        |header: &Value| data_encoding::BASE64URL_NOPAD.encode(header.to_string().as_bytes());
    let kid = super::flow::header(&Value::from(text.clone()))["kid"].clone();
    for (header, signature) in [
        (json!({ "alg": "none" }), ""),
        (json!({ "alg": "none" }), own),
        (json!({ "alg": "HS256", "kid": kid }), mac.as_str()),
    ] {
        let forged = format!("{}.{claims}.{signature}", encode(&header));
        let forged = CoreIdToken::from_str(&forged);
        assert!(
            !forged.is_ok_and(|forged| is_good(&forged, keys)),
            "{header}"
        );
    }
}

#[test]
fn an_unknown_client_signs_people_in_with_rsa() {
    check("one-window", "RS256");
}

#[test]
fn an_unknown_client_signs_people_in_with_elliptic_curves() {
    check("other", "ES256");
}
