//! The web server: one study, on this machine only, read only.
//!
//! A request goes through [`guard`] (whom we answer), then to [`events`], to a run of the [`lab`] or to a page of the
//! current [`Edition`]; every answer gets the headers of [`reply`]. [`watch`] brings new editions.

pub mod browser;
mod events;
mod guard;
mod lab;
mod reply;
pub mod watch;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use milieu_lab::ground::Ground;
use tokio::sync::watch as channel;

/// How many ports after the wanted one are tried.
const TRIES: u16 = 50;
/// How long answers that are under way may take to end when the server stops.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// Path relative to the site's root → bytes.
type File = dyn Fn(&str) -> Option<Vec<u8>> + Send + Sync;

/// The study's pages as they were after one compilation.
pub struct Pages {
    /// Makes a file.
    pub file: Box<File>,
    /// The study as runs of the lab start from it; none where they do not start from one.
    pub ground: Box<dyn Fn() -> Option<Arc<Ground>> + Send + Sync>,
}

/// The files of the web bundle, the same for every edition: path → bytes.
pub type Bundle = fn(&str) -> Option<Cow<'static, [u8]>>;

/// What is served at a moment. Requests keep the edition they began with.
struct Edition {
    /// Counts the editions of this run, from 0.
    number: u64,
    pages: Pages,
    /// Pages made so far: browsers ask again for what they know, to hear that it has not changed.
    made: Mutex<BTreeMap<String, Bytes>>,
}

impl Edition {
    fn new(number: u64, pages: Pages) -> Arc<Self> {
        Arc::new(Self { number, pages, made: Mutex::default() })
    }

    /// A page, made on its first request.
    fn page(&self, path: &str) -> Option<Bytes> {
        let made = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = made().get(path) {
            return Some(bytes.clone());
        }
        // Not under the lock: a long page does not hold up the others.
        let bytes = Bytes::from((self.pages.file)(path)?);
        made().insert(path.to_owned(), bytes.clone());
        Some(bytes)
    }
}

/// What all requests share.
#[derive(Clone)]
struct Shared {
    port: u16,
    bundle: Bundle,
    publisher: Publisher,
    /// Whether a run of the lab is under way.
    lab: lab::Slot,
}

/// The state that event streams follow.
#[derive(Clone)]
struct Now {
    edition: Arc<Edition>,
    /// Event streams opened so far.
    streams: u64,
    is_stopping: bool,
}

/// Where new editions are put.
#[derive(Clone)]
pub struct Publisher(Arc<channel::Sender<Now>>);

impl Publisher {
    /// Starts with a first edition.
    pub fn new(pages: Pages) -> Self {
        Self(Arc::new(channel::Sender::new(Now { edition: Edition::new(0, pages), streams: 0, is_stopping: false })))
    }

    /// Puts an edition in the place of the current one, for all later requests at once, and tells
    /// open pages.
    pub fn publish(&self, pages: Pages) {
        self.0.send_modify(|now| now.edition = Edition::new(now.edition.number + 1, pages));
    }

    fn stop(&self) {
        self.0.send_modify(|now| now.is_stopping = true);
    }
}

/// Listens on the loopback interface, on the wanted port or the next free one; port 0 is any free
/// port.
///
/// # Errors
/// If no port can be had.
pub fn listen(wanted: u16) -> io::Result<TcpListener> {
    let mut last = io::Error::from(io::ErrorKind::AddrInUse);
    for port in wanted..=wanted.saturating_add(TRIES) {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

/// Serves until `until` is over, then ends open event streams and waits for answers under way.
///
/// # Errors
/// If the listener fails.
pub async fn run(
    listener: TcpListener,
    bundle: Bundle,
    publisher: &Publisher,
    until: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let port = listener.local_addr()?.port();
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;

    let (stopped, mut is_stopped) = channel::channel(false);
    let stopping = publisher.clone();
    let until = async move {
        until.await;
        stopping.stop();
        stopped.send_replace(true);
    };
    let routes = router(Shared { port, bundle, publisher: publisher.clone(), lab: lab::Slot::default() });
    let serving = axum::serve(listener, routes).with_graceful_shutdown(until).into_future();
    // A client that stopped half-way through its request would keep the server for ever.
    let patience = async {
        let _ = is_stopped.wait_for(|stopped| *stopped).await;
        tokio::time::sleep(LAST_WORDS).await;
    };
    tokio::select! {
        result = serving => result,
        () = patience => Ok(()),
    }
}

fn router(shared: Shared) -> Router {
    Router::new()
        .route("/events", get(events::follow))
        .route(guard::RUN, post(lab::run))
        .fallback(page)
        .layer(middleware::from_fn_with_state(shared.clone(), admit))
        .with_state(shared)
}

/// Answers only requests the guard admits; gives every answer the protective headers.
async fn admit(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let mut response = match guard::refusal(shared.port, request.method(), request.uri(), request.headers()) {
        Some(refusal) => refusal.into_response(),
        None => next.run(request).await,
    };
    reply::protect(response.headers_mut());
    response
}

/// A file of the bundle, else a page of the current edition. Nothing else is reachable: both are
/// looked up by name, no path is ever handed to the disk.
async fn page(State(shared): State<Shared>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let Some(path) = guard::path(uri.path()) else {
        return reply::words(StatusCode::BAD_REQUEST, "this is not an address of the site\n");
    };
    let path = if path.is_empty() { "index.html" } else { path.as_str() };
    let edition = shared.publisher.0.borrow().edition.clone();
    let embedded = (shared.bundle)(path).map(|bytes| match bytes {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => Bytes::from(bytes),
    });
    match embedded.or_else(|| edition.page(path)) {
        Some(bytes) => reply::file(path, bytes, &method, &headers),
        None => reply::words(StatusCode::NOT_FOUND, "the site has no such page\n"),
    }
}
