//! The pages, from the service that holds them.

use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use worker::web_sys;

use crate::edge::Edge;
use crate::outgoing::Passed;
use crate::page_file::PageFile;
use crate::problem::Fault;
use crate::security_headers::Embeddable;
use crate::service;

/// The service's binding.
const BINDING: &str = "PAGES";

/// Shown where there is no page; the application draws its own once it runs.
const MISSING: &str = "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>404</title>\
     <p>页面不存在。<a href=\"/\">返回首页</a></p><p lang=\"en\">There is nothing here. \
     <a href=\"/\">Back to the first page</a></p></html>\n";

/// The file that answers `path`, or the page that says there is none.
pub(crate) async fn serve(edge: &Edge, path: &str, headers: &HeaderMap) -> Result<Response, Fault> {
    let Some(file) = PageFile::find(path) else {
        return Ok(missing());
    };
    let mut response = answer(edge, &file, headers).await?;
    if file.is_for_everybody() {
        response.extensions_mut().insert(Embeddable::Anywhere);
    }
    Ok(response)
}

/// The answer that `file` is.
pub(crate) async fn answer(
    edge: &Edge,
    file: &PageFile<'_>,
    headers: &HeaderMap,
) -> Result<Response, Fault> {
    let upstream = service::fetch(&edge.env, BINDING, &request(file, headers)?).await?;
    match upstream.status() {
        200 => Ok(found(file, &upstream, headers)),
        304 => Ok(described(StatusCode::NOT_MODIFIED, file, &upstream)),
        404 => Ok(missing()),
        status => Err(Fault::Pages(status)),
    }
}

fn request(file: &PageFile<'_>, headers: &HeaderMap) -> worker::Result<web_sys::Request> {
    let url = format!("http://pages{}", file.path);
    let request = web_sys::Request::new_with_str(&url)?;
    let known = headers.get(header::IF_NONE_MATCH);
    if let Some(known) = known.and_then(|value| value.to_str().ok()) {
        request.headers().set("if-none-match", known)?;
    }
    Ok(request)
}

fn found(file: &PageFile<'_>, upstream: &web_sys::Response, asked: &HeaderMap) -> Response {
    let mut response = described(StatusCode::OK, file, upstream);
    if file.is_compressible && accepts_gzip(asked) {
        let gzip = HeaderValue::from_static("gzip");
        response
            .headers_mut()
            .insert(header::CONTENT_ENCODING, gzip);
    }
    if let Some(stream) = upstream.body() {
        response.extensions_mut().insert(Passed::new(stream));
    }
    response
}

fn described(status: StatusCode, file: &PageFile<'_>, upstream: &web_sys::Response) -> Response {
    let mut response = status.into_response();
    let headers = response.headers_mut();
    let (content_type, cache) = (file.content_type, file.cache_control);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    let tag = upstream.headers().get("etag").ok().flatten();
    let tag = tag.and_then(|tag| HeaderValue::from_str(&tag).ok());
    headers.extend(tag.map(|tag| (header::ETAG, tag)));
    if file.is_compressible {
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    response
}

/// The runtime compresses by itself what says it is compressed.
fn accepts_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING);
    let accepted = accepted.and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| accepted.split(',').any(|coding| coding.trim() == "gzip"))
}

/// The answer where there is no page.
pub(crate) fn missing() -> Response {
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    let mut response = (StatusCode::NOT_FOUND, MISSING).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, html);
    response
}
