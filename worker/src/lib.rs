//! The edge: accounts, sessions, limits, pages; carries sealed evidence that it cannot open.

use worker::{Context, DurableObject, Env, Request, Response, State, durable_object, event};

/// The account of one person.
#[durable_object(fetch)]
pub struct Account;
/// Counters.
#[durable_object(fetch)]
pub struct Throttle;
/// Who is registered, by opaque id.
#[durable_object(fetch)]
pub struct Registry;

macro_rules! empty {
    ($($name:ident)*) => {$(
        impl DurableObject for $name {
            fn new(_state: State, _env: Env) -> Self { Self }
            async fn fetch(&self, _request: Request) -> worker::Result<Response> { Response::ok("") }
        }
    )*};
}
empty!(Account Throttle Registry);

#[event(fetch)]
async fn fetch(request: worker::web_sys::Request, _env: Env, _context: Context) -> worker::Result<Response> {
    let mut bytes = [0_u8; 4];
    getrandom::fill(&mut bytes).map_err(|_| worker::Error::from("no randomness"))?;
    Response::ok(format!("ok {} {}", request.url(), bytes.len()))
}
