//! Whom the server answers: pages it served itself, on this machine, that only read or ask for a run of the lab.
//!
//! Any web page a person visits can send requests to the loopback interface. Three of its headers,
//! which scripts cannot set, tell such requests from ours: `Host` (a foreign name that was made to
//! resolve to 127.0.0.1, DNS rebinding), `Origin` and `Sec-Fetch-Site` (another site's page).

use axum::http::header::{ALLOW, CONTENT_TYPE, HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};

use super::reply;

/// Longest path and query, in bytes; the site's own are far shorter.
const LONGEST: usize = 2048;
/// Where a run of the lab is asked for, the one thing that is posted.
pub const RUN: &str = "/lab/run";
/// Names of this machine's loopback interface.
const NAMES: &[&str] = &["localhost", "127.0.0.1", "[::1]"];

/// Why a request is not answered.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It was sent to another name or port: `Host` is missing, doubled or foreign.
    ForeignHost { port: u16 },
    /// Another site's page sent it.
    ForeignPage,
    /// It wants to change something, which a run of the lab does not.
    Method,
    /// Its address is longer than any of ours.
    TooLong,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::ForeignHost { port } => reply::words(
                StatusCode::FORBIDDEN,
                &format!("milieu answers only at http://127.0.0.1:{port}/ and http://localhost:{port}/\n"),
            ),
            Self::ForeignPage => {
                reply::words(StatusCode::FORBIDDEN, "milieu does not answer requests of other sites' pages\n")
            }
            Self::Method => {
                let mut response = reply::words(StatusCode::METHOD_NOT_ALLOWED, "milieu serve only shows the study\n");
                response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
                response
            }
            Self::TooLong => reply::words(StatusCode::URI_TOO_LONG, "the address is too long\n"),
        }
    }
}

/// Why this request is refused; none if it may be answered.
pub fn refusal(port: u16, method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<Refusal> {
    if !is_sent_to_us(port, uri, headers) {
        return Some(Refusal::ForeignHost { port });
    }
    if !comes_from_us(port, uri, headers) {
        return Some(Refusal::ForeignPage);
    }
    let is_run = method == Method::POST && uri.path() == RUN;
    if is_run && !is_posted_by_us(headers) {
        return Some(Refusal::ForeignPage);
    }
    if !is_run && method != Method::GET && method != Method::HEAD {
        return Some(Refusal::Method);
    }
    let length = uri.path_and_query().map_or(0, |p| p.as_str().len());
    (length > LONGEST).then_some(Refusal::TooLong)
}

/// Whether the one `Host` header, and the host in the request line if there is one, are ours.
fn is_sent_to_us(port: u16, uri: &Uri, headers: &HeaderMap) -> bool {
    let mut hosts = headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
    let in_line = uri.authority().is_none_or(|authority| is_our_name(port, authority.as_str()));
    in_line && host.to_str().is_ok_and(|host| is_our_name(port, host))
}

/// Whether this is a name of the loopback interface with our port.
fn is_our_name(port: u16, authority: &str) -> bool {
    let is_ours = |name: &str| NAMES.iter().any(|ours| ours.eq_ignore_ascii_case(name));
    match authority.rsplit_once(':') {
        Some((name, digits)) if is_ours(name) => digits == port.to_string(),
        // Browsers leave out the port of plain HTTP.
        _ => port == 80 && is_ours(authority),
    }
}

/// Whether the request comes from one of our pages or from the person (the address bar, a
/// bookmark, a program). Of another site's page only a link that opens ours is followed.
fn comes_from_us(port: u16, uri: &Uri, headers: &HeaderMap) -> bool {
    let ours = |origin: &HeaderValue| {
        let authority = origin.to_str().ok().and_then(|o| o.strip_prefix("http://"));
        authority.is_some_and(|authority| is_our_name(port, authority))
    };
    if !headers.get_all(ORIGIN).iter().all(ours) {
        return false;
    }
    let says = |name: &'static str| headers.get(HeaderName::from_static(name)).map(HeaderValue::as_bytes);
    match says("sec-fetch-site") {
        None | Some(b"same-origin" | b"none") => true,
        Some(_) => {
            let opens_a_page =
                says("sec-fetch-mode") == Some(b"navigate") && says("sec-fetch-dest") == Some(b"document");
            opens_a_page && matches!(uri.path(), "/" | "/index.html")
        }
    }
}

/// Whether what is posted names its origin, which [`comes_from_us`] has found to be ours, and is not what a form of
/// another page could send.
fn is_posted_by_us(headers: &HeaderMap) -> bool {
    let is_json = headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes() == b"application/json");
    headers.contains_key(ORIGIN) && is_json
}

/// The name of the page an address means, decoded once: without the leading slash. None if it is
/// no name of ours: bad escapes, bytes that are not UTF-8, control characters, backslashes, empty
/// parts, `.` or `..`.
pub fn path(raw: &str) -> Option<String> {
    let decoded = decoded(raw.strip_prefix('/')?)?;
    let is_strange = |c: char| c.is_control() || c == '\\';
    let is_way = |part: &str| matches!(part, "" | "." | "..");
    let is_name = decoded.is_empty() || !(decoded.contains(is_strange) || decoded.split('/').any(is_way));
    is_name.then_some(decoded)
}

fn decoded(raw: &str) -> Option<String> {
    let mut out = Vec::with_capacity(raw.len());
    let mut bytes = raw.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let mut digit = || bytes.next().and_then(|b| char::from(b).to_digit(16));
            let (high, low) = (digit()?, digit()?);
            out.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whatever is asked for, a name is a relative path without ways up, and decoded once only.
        #[test]
        fn any_address_is_a_name_or_nothing(raw in "/([a-c./\\\\]|%2[ef]|%5c|%00|%25|%[0-9a-f]{0,2}|\\PC){0,12}") {
            if let Some(name) = path(&raw) {
                prop_assert!(!name.starts_with('/') && !name.contains(['\\', '\0']));
                prop_assert!(name.is_empty() || name.split('/').all(|part| !matches!(part, "" | "." | "..")));
                prop_assert!(raw.contains('%') || raw.strip_prefix('/') == Some(name.as_str()));
            }
        }

        #[test]
        fn any_host_but_ours_is_foreign(host in "(localhost|127\\.0\\.0\\.1|\\[::1\\]|[a-z.@:0-9]{0,8})(:[0-9]{0,5})?") {
            let ours = ["localhost:4747", "127.0.0.1:4747", "[::1]:4747"];
            prop_assert_eq!(is_our_name(4747, &host), ours.contains(&host.as_str()));
        }
    }

    #[test]
    fn browsers_leave_out_the_port_of_plain_http() {
        assert!(is_our_name(80, "localhost") && is_our_name(80, "[::1]") && is_our_name(80, "127.0.0.1:80"));
        assert!(!is_our_name(4747, "localhost") && !is_our_name(4747, "[::1]") && !is_our_name(80, "example.org"));
    }
}
