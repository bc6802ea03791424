//! `/events`: tells open pages that the study has changed.

use std::convert::Infallible;
use std::process;
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt as _};

use super::Shared;

/// Between two signs of life: a vanished reader is noticed, and no proxy closes the stream.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// Open streams at a time. Browsers hold six connections to a server, over all their windows: with
/// six streams open, no page would load any more.
const MOST: u64 = 4;
/// When a page whose stream has ended opens it again.
const RETRY: Duration = Duration::from_secs(4);

/// A stream that begins with `hello` and goes on with one `reload` per new edition (editions that
/// follow faster than a page reads count as one). It ends when [`MOST`] others have been opened
/// after it. A page that was cut off names the last edition it heard of and is told at once what it
/// missed, also by a server started since.
pub async fn follow(
    State(shared): State<Shared>,
    headers: HeaderMap,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut heard = headers.get("last-event-id").and_then(|id| id.to_str().ok()).map(str::to_owned);
    let mut mine = 0;
    shared.publisher.0.send_modify(|now| {
        now.streams += 1;
        mine = now.streams;
    });
    let mut is_first = true;
    let changes = WatchStream::new(shared.publisher.0.subscribe());
    let stream = changes.take_while(move |now| !now.is_stopping && now.streams < mine + MOST).filter_map(move |now| {
        // The process is part of the name: another run counts its editions from 0 again.
        let id = format!("{}-{}", process::id(), now.edition.number);
        let is_known = heard.as_ref() == Some(&id);
        let name = match (is_first, heard.is_none() || is_known) {
            (true, true) => "hello",
            (false, _) if is_known => return None,
            _ => "reload",
        };
        is_first = false;
        heard = Some(id.clone());
        Some(Ok(Event::default().event(name).data(&id).id(id).retry(RETRY)))
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(KEEP_ALIVE))
}
