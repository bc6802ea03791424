//! The two classic models in krABMaga's own manner: `MODEL AGENTS STEPS SIDE RADIUS WANTED RUNS`.
//! Built in a project of its own by `cargo xtask bench-peers lab`, not part of the workspace.

mod flocking;
mod schelling;

use std::time::Instant;

use krabmaga::engine::schedule::Schedule;
use krabmaga::engine::state::State;

/// A fast generator of its own for where agents start and move: what is compared is the framework.
pub struct Drawn(pub u64);

impl Drawn {
    pub fn unit(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 40) as f32 / (1 << 24) as f32
    }

    pub fn below(&mut self, n: usize) -> usize {
        ((self.unit() * n as f32) as usize).min(n - 1)
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| arguments[at].parse::<f32>().expect("a number");
    let (agents, steps, side, radius, wanted) = (number(1), number(2), number(3), number(4), number(5));
    let runs = number(6) as usize;
    if arguments[0] == "schelling" {
        let new = || schelling::Town::new(agents as usize, side as i32, radius as i32, wanted as u32);
        timed(agents, steps, runs, new, schelling::Town::likeness);
    } else {
        timed(agents, steps, runs, || flocking::Sky::new(agents as u32, side, radius), flocking::Sky::order);
    }
}

fn timed<S: State>(
    agents: f32,
    steps: f32,
    runs: usize,
    new: impl Fn() -> S,
    known_for: impl Fn(&S, &Schedule) -> f64,
) {
    let start = |_| {
        let (mut state, mut schedule) = (new(), Schedule::new());
        state.init(&mut schedule);
        (state, schedule)
    };
    let mut models: Vec<(S, Schedule)> = (0..runs).map(start).collect();
    let (clock, processor) = (Instant::now(), processor_seconds());
    for (state, schedule) in &mut models {
        for _ in 0..steps as usize {
            schedule.step(state);
        }
    }
    let wall = clock.elapsed().as_secs_f64();
    let cpu = processor.zip(processor_seconds()).map_or(wall, |(from, to)| to - from);
    let done = f64::from(agents) * f64::from(steps) * runs as f64;
    let found = models.first().map_or(0.0, |(state, schedule)| known_for(state, schedule));
    println!(
        "{{\"agent_steps\": {done}, \"wall\": {wall}, \"cpu\": {cpu}, \"found\": {found}, \"version\": \"0.6.2\"}}"
    );
}

/// Seconds this thread has had of the processor; none where the system does not tell.
fn processor_seconds() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse::<f64>().ok().map(|nanoseconds| nanoseconds / 1e9)
}
