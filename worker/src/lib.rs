//! The edge: it keeps accounts, carries sealed evidence to the authority and serves the pages, on workerd and on
//! Cloudflare alike.
//!
//! In scope: routes, sessions, limits, Durable Objects as shells around `accounts`, signing in to portals, the wire to
//! the authority.
//! Out of scope: every rule about accounts (`accounts`), about persons (`identity`), about faces (the authority: the
//! edge holds no key to evidence).

mod account_names;
mod activation;
mod alarm;
mod authority_http;
mod authority_keys;
mod ceiling;
mod check_id;
mod client_address;
mod clock;
mod code_ticket;
mod config;
mod cookie;
mod cross_origin;
mod edge;
mod erasure;
mod fields;
mod filing_form;
mod filing_view;
mod guard;
mod handlers;
mod incoming;
mod known_clients;
mod known_devices;
mod limiter;
mod messages_http;
mod mobile_confirmation;
pub mod objects;
mod openid;
mod outgoing;
mod page_file;
mod pages;
mod password_argon2;
mod portals;
mod problem;
mod registration_form;
mod request_body;
mod router;
mod runtime_error;
mod sealed_ticket;
mod security_headers;
mod service;
mod setting;
mod short_code;
mod signed_request;
mod staff_list;
mod standing;
mod standing_lookup;
mod strangers;
mod token;
mod unique_object;
mod unknown_ids;
mod unscored_faces;
#[cfg(feature = "fuzzing")]
pub mod untrusted;
mod uploads;

use std::sync::Arc;

use js_sys::futures::{JsFuture, future_to_promise};
use wasm_bindgen::JsCast as _;
use worker::{Context, Env, event, web_sys};

/// Every request from outside enters here. What it began is brought to its end also if its sender is gone by then: the
/// runtime would otherwise stop it between any two steps, and nothing that has to be given back would be.
#[event(fetch)]
async fn fetch(
    request: web_sys::Request,
    env: Env,
    context: Context,
) -> worker::Result<web_sys::Response> {
    let config = edge::config(&env).ok();
    let address_header = config
        .as_ref()
        .and_then(|config| config.address_header.as_ref());
    let mut request = incoming::convert(&request, address_header)?;
    let context = Arc::new(context);
    request.extensions_mut().insert(Arc::clone(&context));
    let answer = future_to_promise(async move {
        let response = router::answer(&env, request).await;
        Ok(outgoing::convert(response).await?.into())
    });
    (*context).as_ref().wait_until(&answer)?;
    Ok(JsFuture::from(answer).await?.unchecked_into())
}
