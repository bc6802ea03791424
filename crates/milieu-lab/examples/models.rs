//! One of the two classic models on the lab's kernel, on one thread, timed: `models MODEL AGENTS STEPS SIDE RADIUS WANTED RUNS`.
//!
//! Prints a line of JSON: agent-steps, seconds of the clock and of the processor, and a number that says the model did
//! what it is known for. Used by `cargo xtask bench-peers lab`.

use std::time::Instant;

use milieu_lab::model::{flocking, schelling};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| arguments.get(at).and_then(|a| a.parse::<f64>().ok());
    let (Some(model), Some(agents), Some(steps), Some(side), Some(radius)) =
        (arguments.first(), number(1), number(2), number(3), number(4))
    else {
        eprintln!("models MODEL AGENTS STEPS SIDE RADIUS [WANTED [RUNS]]; MODEL is schelling or flocking");
        std::process::exit(2);
    };
    let (wanted, runs) = (number(5).unwrap_or(3.0), number(6).unwrap_or(1.0) as usize);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    pool.install(|| match model.as_str() {
        "schelling" => {
            let settings = schelling::Settings {
                side: side as usize,
                agents: agents as usize,
                radius: radius as usize,
                wanted: wanted as u32,
            };
            let models = vec![schelling::Schelling::new(settings, 1); runs];
            timed(agents, steps, models, |m| _ = m.step(), schelling::Schelling::likeness);
        }
        _ => {
            let models =
                vec![flocking::Flocking::new(flocking::Settings::usual(side, agents as usize, radius), 1); runs];
            timed(agents, steps, models, flocking::Flocking::step, flocking::Flocking::order);
        }
    });
}

/// Runs the steps of each model, as often as it takes to time them, and prints what they took.
fn timed<M>(agents: f64, steps: f64, mut models: Vec<M>, step: impl Fn(&mut M), known_for: impl Fn(&M) -> f64) {
    let (clock, processor) = (Instant::now(), processor_seconds());
    for model in &mut models {
        for _ in 0..steps as usize {
            step(model);
        }
    }
    let wall = clock.elapsed().as_secs_f64();
    let cpu = processor.zip(processor_seconds()).map_or(wall, |(from, to)| to - from);
    let (done, found) = (agents * steps * models.len() as f64, models.first().map_or(0.0, known_for));
    println!("{{\"agent_steps\": {done}, \"wall\": {wall}, \"cpu\": {cpu}, \"found\": {found}, \"version\": \"\"}}");
}

/// Seconds this thread has had of the processor; none where the system does not tell.
fn processor_seconds() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse::<f64>().ok().map(|nanoseconds| nanoseconds / 1e9)
}
