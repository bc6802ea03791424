//! Answers: their headers, and files with their validators.

use std::hash::{DefaultHasher, Hasher as _};

use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse as _, Response};

/// What a page of ours may do: load and run only what this server sends. The map draws from
/// `data:` and `blob:` images and works in a `blob:` worker.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
    worker-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

/// Headers of every answer, refusals included.
const PROTECTION: &[(&str, &str)] = &[
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
];

/// Adds the headers of every answer.
pub fn protect(headers: &mut HeaderMap) {
    for (name, value) in PROTECTION {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}

/// An answer in words.
pub fn words(status: StatusCode, text: &str) -> Response {
    (status, [(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, "no-store")], text.to_owned())
        .into_response()
}

/// A file: whole, or only "not modified" if the browser has these bytes already.
pub fn file(path: &str, bytes: Bytes, method: &Method, asked: &HeaderMap) -> Response {
    let tag = tag(&bytes);
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(caching(path)));
    let is_known = asked.get_all(IF_NONE_MATCH).iter().any(|known| knows(known, &tag));
    if let Ok(value) = HeaderValue::try_from(tag) {
        headers.insert(ETAG, value);
    }
    if is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    if let Ok(value) = HeaderValue::try_from(kind(path)) {
        headers.insert(CONTENT_TYPE, value);
    }
    headers.insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    if method != Method::HEAD {
        *response.body_mut() = Body::from(bytes);
    }
    response
}

/// A validator: equal bytes have equal tags. It need only hold within a run, a changed hash
/// function costs one more transfer.
fn tag(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    format!("\"{:x}-{:016x}\"", bytes.len(), hasher.finish())
}

/// Whether an `If-None-Match` names the tag. Weak comparison, as RFC 9110, 13.1.2 wants.
fn knows(known: &HeaderValue, tag: &str) -> bool {
    let Ok(list) = known.to_str() else { return false };
    list.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

/// The bundler names files under `assets/` after their content, so they never change; everything
/// else is asked for anew each time, and mostly answered "not modified".
fn caching(path: &str) -> &'static str {
    if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" }
}

/// The media type, with the charset of text.
fn kind(path: &str) -> String {
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let kind = kind.essence_str();
    let is_text = kind.starts_with("text/") || matches!(kind, "application/json" | "application/geo+json");
    if is_text { format!("{kind}; charset=utf-8") } else { kind.to_owned() }
}
