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

/// A stream that begins with `hello` and goes on with one `reload` per new edition (editions that
/// follow faster than a page reads count as one). A page that was cut off names the last edition
/// it heard of and is told at once what it missed, also by a server started since.
pub async fn follow(
    State(shared): State<Shared>,
    headers: HeaderMap,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let heard = headers.get("last-event-id").and_then(|id| id.to_str().ok()).map(str::to_owned);
    let mut is_first = true;
    let stream = WatchStream::new(shared.now).take_while(|now| !now.is_stopping).map(move |now| {
        // The process is part of the name: another run counts its editions from 0 again.
        let id = format!("{}-{}", process::id(), now.edition.number);
        let is_news = !is_first || heard.as_ref().is_some_and(|heard| *heard != id);
        is_first = false;
        Ok(Event::default().event(if is_news { "reload" } else { "hello" }).data(&id).id(id))
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(KEEP_ALIVE))
}
