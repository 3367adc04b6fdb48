//! The pages as the edge serves them.

use crate::client::send;
use crate::setting::fake;

#[test]
fn what_is_no_page_is_a_page_that_says_so() {
    for path in [
        "/nothing",
        "/assets/",
        "/assets",
        "/.env",
        "/a/../../etc/passwd",
        "/%2e%2e/x.js",
        "/models/",
    ] {
        let answer = fake().get(path).expect(404, "");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert!(answer.text.contains("页面不存在"));
    }
}

#[test]
fn every_page_of_the_application_is_its_document() {
    let index = fake().get("/");
    if index.status == 404 {
        material::skip("the pages are not built");
        return;
    }
    let routes = std::fs::read_to_string(xtask::paths::root().join("www/app/src/routes.ts"));
    let routes = routes.unwrap();
    let named = routes.lines().filter_map(|line| {
        let (path, _) = line.strip_prefix("  \"")?.split_once("\": {")?;
        path.starts_with('/').then_some(path)
    });
    let paths: Vec<&str> = named.collect();
    assert!(paths.len() > 20, "{paths:?}");
    for path in paths {
        let answer = fake().get(path).expect(200, "");
        assert_eq!(answer.text, index.text);
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "no-cache");
    }
    let head = send("HEAD", &fake().url("/"), &[], b"").expect(200, "");
    assert_eq!(head.text, "");
}

#[test]
fn scripts_are_kept_for_good_and_compressed() {
    let index = fake().get("/");
    let Some(script) = index
        .text
        .split('"')
        .find(|part| part.starts_with("/assets/index-") && part.contains(".js"))
    else {
        material::skip("the pages are not built");
        return;
    };
    let gzip = [("accept-encoding", "gzip")];
    let answer = send("GET", &fake().url(script), &gzip, b"").expect(200, "");
    assert_eq!(
        answer.header("content-type"),
        "text/javascript; charset=utf-8"
    );
    assert_eq!(
        answer.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(answer.header("content-encoding"), "gzip");
}
