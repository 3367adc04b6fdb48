//! Which file answers a path, of which type, and for how long it may be kept.

use std::borrow::Cow;

/// The pages that the application draws itself.
const PAGES: [&str; 33] = [
    "/",
    "/account",
    "/account/business",
    "/account/close",
    "/account/mobile",
    "/account/mobile/new",
    "/account/password",
    "/account/portals",
    "/account/records",
    "/account/sessions",
    "/activate",
    "/activate/password",
    "/authorize",
    "/check",
    "/consent",
    "/counter",
    "/device",
    "/face",
    "/face/code",
    "/index.html",
    "/invitation",
    "/level",
    "/notice",
    "/photo",
    "/privacy",
    "/problems",
    "/recover",
    "/recover/password",
    "/register",
    "/result",
    "/scan",
    "/staff",
    "/terms",
];

/// The document of the widget's frame, which has no address of its own.
const FRAME: &str = "/frame.html";

/// What pages of other origins load: the widget's script.
const WIDGET: &str = "/widget/";

const IMMUTABLE: &str = "public, max-age=31536000, immutable";
const REVALIDATE: &str = "no-cache";

/// A file of the pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PageFile<'a> {
    /// Where it lies.
    pub(crate) path: Cow<'a, str>,
    /// Its `Content-Type`.
    pub(crate) content_type: &'static str,
    /// Its `Cache-Control`.
    pub(crate) cache_control: &'static str,
    /// Whether it is worth compressing.
    pub(crate) is_compressible: bool,
}

impl<'a> PageFile<'a> {
    /// The file for `path`, if there can be one: no listings, no hidden files, no odd characters.
    pub(crate) fn find(path: &'a str) -> Option<Self> {
        if PAGES.contains(&path) {
            return Some(Self::index());
        }
        if !is_plain(path) || path == FRAME {
            return None;
        }
        let (content_type, is_compressible) = content_type(path)?;
        let cache_control = if is_named_by_its_content(path) {
            IMMUTABLE
        } else {
            REVALIDATE
        };
        Some(Self {
            path: Cow::Borrowed(path),
            content_type,
            cache_control,
            is_compressible,
        })
    }

    /// The one document of the application.
    pub(crate) fn index() -> Self {
        Self::document("/index.html")
    }

    /// The document of the widget's frame.
    pub(crate) fn frame() -> Self {
        Self::document(FRAME)
    }

    /// Whether pages of any origin may load it.
    pub(crate) fn is_for_everybody(&self) -> bool {
        self.path.starts_with(WIDGET)
    }

    fn document(path: &'static str) -> Self {
        Self {
            path: Cow::Borrowed(path),
            content_type: "text/html; charset=utf-8",
            cache_control: REVALIDATE,
            is_compressible: true,
        }
    }
}

fn is_plain(path: &str) -> bool {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/');
    let mut segments = path.split('/').skip(1);
    path.chars().all(is_allowed)
        && segments.all(|segment| !segment.is_empty() && !segment.starts_with('.'))
}

fn content_type(path: &str) -> Option<(&'static str, bool)> {
    let (_, ending) = path.rsplit_once('.')?;
    Some(match ending {
        "html" => ("text/html; charset=utf-8", true),
        "js" | "mjs" => ("text/javascript; charset=utf-8", true),
        "css" => ("text/css; charset=utf-8", true),
        "json" | "map" => ("application/json", true),
        "svg" => ("image/svg+xml", true),
        "txt" => ("text/plain; charset=utf-8", true),
        "wasm" => ("application/wasm", true),
        "webmanifest" => ("application/manifest+json", true),
        "planes" => ("application/octet-stream", true),
        "png" => ("image/png", false),
        "jpg" | "jpeg" => ("image/jpeg", false),
        "webp" => ("image/webp", false),
        "ico" => ("image/x-icon", false),
        "woff2" => ("font/woff2", false),
        _ => return None,
    })
}

/// Bundled assets, and models with a hash before their ending, never change under their name.
fn is_named_by_its_content(path: &str) -> bool {
    let is_hash = |part: &str| part.len() >= 16 && part.bytes().all(|b| b.is_ascii_hexdigit());
    path.starts_with("/assets/") || path.split('.').any(is_hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, expected: Option<(&str, &str)>) {
        let file = PageFile::find(path);
        let found = file.map(|file| (file.content_type, file.cache_control));
        assert_eq!(found, expected, "{path}");
    }

    #[test]
    fn pages_are_the_document_and_never_kept() {
        for path in ["/", "/register", "/scan"] {
            check(path, Some(("text/html; charset=utf-8", REVALIDATE)));
            assert_eq!(PageFile::find(path).unwrap().path, "/index.html");
        }
    }

    #[test]
    fn what_is_named_by_its_content_is_kept_for_good() {
        check(
            "/assets/index-DxY3_a1b.js",
            Some(("text/javascript; charset=utf-8", IMMUTABLE)),
        );
        check(
            "/models/mesh.5d01c21966abb3df.planes",
            Some(("application/octet-stream", IMMUTABLE)),
        );
        check(
            "/models/models.json",
            Some(("application/json", REVALIDATE)),
        );
        check("/a.wasm", Some(("application/wasm", REVALIDATE)));
    }

    #[test]
    fn only_the_widgets_script_is_for_everybody() {
        let is_open = |path| PageFile::find(path).unwrap().is_for_everybody();
        assert!(is_open("/widget/real-name-check.js"));
        assert!(!is_open("/assets/index-DxY3_a1b.js") && !is_open("/"));
        assert!(!PageFile::frame().is_for_everybody());
    }

    #[test]
    fn nothing_else_is_a_file() {
        for path in [
            "/unknown",
            "/frame.html",
            "/assets/",
            "/assets",
            "//a.js",
            "/.env.js",
            "/a/../b.js",
            "/a%2e.js",
            "/a.exe",
            "/a b.js",
        ] {
            check(path, None);
        }
    }
}
