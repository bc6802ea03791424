//! `/lab/run`: runs a scenario with levers moved on a page, and says how far it is.
//!
//! The answer is a stream of lines, each a [`LabAnswer`]: progress, then the result. Whoever stops reading stops the run.
//! One run is under way at a time: it uses all cores. The study is read and nothing is written.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use milieu_lab::{kept, scenario};
use milieu_study::diagnostic::FileIx;
use milieu_view::address;
use milieu_view::lab::{self, Asked, Named, Stopped};
use milieu_view::page::LabAnswer;
use serde::Deserialize;
use tokio::sync::mpsc::{Sender, channel};
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::ReceiverStream;

use super::{Edition, Shared, reply};

/// Lines of progress that wait for a slow reader; those beyond are not said.
const WAITING: usize = 16;
/// How often a whole run says how far it is.
const TOLD: u32 = 200;

/// Whether a run is under way.
#[derive(Clone, Debug, Default)]
pub struct Slot(Arc<AtomicBool>);

/// The slot while it is taken.
struct Taken(Slot);

impl Slot {
    fn take(&self) -> Option<Taken> {
        self.0.compare_exchange(false, true, Ordering::AcqRel, Ordering::Acquire).is_ok().then(|| Taken(self.clone()))
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.0.0.store(false, Ordering::Release);
    }
}

/// What the page of a scenario says that a run needs.
#[derive(Deserialize)]
struct Page {
    text: String,
    base: Option<String>,
}

fn page_of(edition: &Edition, id: &str) -> Option<Page> {
    serde_json::from_slice(&edition.page(&format!("data/lab/scenario/{}.json", address::file_name(id)))?).ok()
}

/// Answers a page that asks for a run.
pub async fn run(State(shared): State<Shared>, body: Bytes) -> Response {
    let Ok(question) = serde_json::from_slice::<Asked>(&body) else {
        return reply::words(StatusCode::BAD_REQUEST, "this is no question to the lab\n");
    };
    let edition = shared.publisher.0.borrow().edition.clone();
    let Some(page) = page_of(&edition, &question.scenario) else {
        return reply::words(StatusCode::NOT_FOUND, "the study has no such scenario\n");
    };
    let base = page.base.as_deref().and_then(|id| page_of(&edition, id));
    let (lines, read) = channel::<LabAnswer>(WAITING);
    let ground = (edition.pages.ground)();
    match (lab::asked(&page.text, ground.as_ref(), &question), shared.lab.take()) {
        (Err(wrong), _) => return answer(Body::from(wrong.iter().map(line).collect::<String>())),
        (_, None) => return answer(Body::from(line(&LabAnswer::Busy))),
        (Ok((named, seeds)), Some(taken)) => {
            let base = base.map_or_else(|| alone(&named), |page| beside(&page.text, &named));
            // A thread of its own: the server's runtime does not wait for it when it ends.
            thread::spawn(move || {
                simulate(&base, &named, &seeds, &lines);
                drop(taken);
            });
        }
    }
    answer(Body::from_stream(ReceiverStream::new(read).map(|one| Ok::<_, Infallible>(Bytes::from(line(&one))))))
}

/// What a scenario is compared with where it is the baseline itself: the same without its levers.
fn alone(named: &Named) -> Named {
    let mut scenario = named.scenario.clone();
    scenario.changes.clear();
    Named { scenario, digest: named.digest.clone() }
}

/// The baseline in the other's world and on its chance; the other without levers if it is of another window.
fn beside(text: &str, named: &Named) -> Named {
    let mut scenario = scenario::read(text, FileIx(0)).value;
    if scenario.window != named.scenario.window {
        return alone(named);
    }
    (scenario.size, scenario.months, scenario.seed) = (named.scenario.size, named.scenario.months, named.scenario.seed);
    scenario.ground.clone_from(&named.scenario.ground);
    Named { scenario, digest: kept::of_text(text) }
}

fn simulate(base: &Named, named: &Named, seeds: &[u64], lines: &Sender<LabAnswer>) {
    let go = |done: u32, all: u32| {
        if done.is_multiple_of((all / TOLD).max(1)) {
            // A reader who is slow misses a line; one who is gone ends the run.
            let _ = lines.try_send(LabAnswer::Progress { done, all });
        }
        !lines.is_closed()
    };
    let last = match lab::compare(Some(base), named, seeds, &go) {
        Ok(run) => vec![LabAnswer::Done { run: Box::new(run) }],
        Err(Stopped::Wrong(found)) => found.iter().map(|one| lab::told("", one)).collect(),
        Err(Stopped::Told) => vec![],
    };
    for one in last {
        let _ = lines.blocking_send(one);
    }
}

fn line(one: &LabAnswer) -> String {
    let mut text = serde_json::to_string(one).unwrap_or_default();
    text.push('\n');
    text
}

fn answer(body: Body) -> Response {
    ([(CONTENT_TYPE, "application/x-ndjson"), (CACHE_CONTROL, "no-store")], body).into_response()
}
