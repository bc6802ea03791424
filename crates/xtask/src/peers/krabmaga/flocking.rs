//! Flocking in krABMaga's double-buffered field.

use std::any::Any;
use std::fmt;
use std::hash::{Hash, Hasher};

use krabmaga::engine::agent::Agent;
use krabmaga::engine::fields::field::Field;
use krabmaga::engine::fields::field_2d::{Field2D, Location2D, toroidal_transform};
use krabmaga::engine::location::Real2D;
use krabmaga::engine::schedule::Schedule;
use krabmaga::engine::state::State;

use crate::Drawn;

#[derive(Clone, Copy)]
pub struct Bird {
    id: u32,
    at: Real2D,
    flies: Real2D,
}

impl Hash for Bird {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

impl PartialEq for Bird {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Bird {}

impl fmt::Display for Bird {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.id)
    }
}

impl Location2D<Real2D> for Bird {
    fn get_location(self) -> Real2D {
        self.at
    }

    fn set_location(&mut self, at: Real2D) {
        self.at = at;
    }
}

pub struct Sky {
    field: Field2D<Bird>,
    birds: u32,
    side: f32,
    sight: f32,
}

impl Sky {
    pub fn new(birds: u32, side: f32, sight: f32) -> Self {
        Self { field: Field2D::new(side, side, sight, true), birds, side, sight }
    }

    pub fn order(&self, schedule: &Schedule) -> f64 {
        let agents = schedule.get_all_events();
        let sum = agents.iter().fold((0.0, 0.0), |(x, y), agent| {
            let flies = agent.downcast_ref::<Bird>().expect("a bird").flies;
            (x + f64::from(flies.x), y + f64::from(flies.y))
        });
        (sum.0 * sum.0 + sum.1 * sum.1).sqrt() / agents.len().max(1) as f64
    }
}

/// The shortest way around the square.
fn way(from: f32, to: f32, side: f32) -> f32 {
    let d = to - from;
    if d > side / 2.0 {
        d - side
    } else if d < -side / 2.0 {
        d + side
    } else {
        d
    }
}

impl Agent for Bird {
    fn step(&mut self, state: &mut dyn State) {
        let sky = state.as_any().downcast_ref::<Sky>().expect("a sky");
        let (mut n, mut towards, mut away, mut along) = (0.0, [0.0; 2], [0.0; 2], [0.0; 2]);
        for other in sky.field.get_neighbors_within_distance(self.at, sky.sight) {
            if other.id == self.id {
                continue;
            }
            let d = [way(self.at.x, other.at.x, sky.side), way(self.at.y, other.at.y, sky.side)];
            n += 1.0;
            towards = [towards[0] + d[0], towards[1] + d[1]];
            along = [along[0] + other.flies.x, along[1] + other.flies.y];
            if d[0] * d[0] + d[1] * d[1] < 1.0 {
                away = [away[0] - d[0], away[1] - d[1]];
            }
        }
        let n = f32::max(n, 1.0);
        let turn = |v: f32, i: usize| (v + (0.03 * towards[i] + 0.015 * away[i] + 0.05 * along[i]) / n) / 2.0;
        let (x, y) = (turn(self.flies.x, 0), turn(self.flies.y, 1));
        let length = (x * x + y * y).sqrt();
        self.flies = Real2D { x: x / length, y: y / length };
        let to = |at: f32, by: f32| toroidal_transform(at + by, sky.side);
        self.at = Real2D { x: to(self.at.x, self.flies.x), y: to(self.at.y, self.flies.y) };
        sky.field.set_object_location(*self, self.at);
    }
}

impl State for Sky {
    fn init(&mut self, schedule: &mut Schedule) {
        let mut drawn = Drawn(1);
        for id in 0..self.birds {
            let at = Real2D { x: self.side * drawn.unit(), y: self.side * drawn.unit() };
            let (y, x) = (std::f32::consts::TAU * drawn.unit()).sin_cos();
            let bird = Bird { id, at, flies: Real2D { x, y } };
            self.field.set_object_location(bird, at);
            schedule.schedule_repeating(Box::new(bird), 0.0, 0);
        }
    }

    fn reset(&mut self) {}

    fn update(&mut self, _: u64) {
        self.field.lazy_update();
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }

    fn as_state(&self) -> &dyn State {
        self
    }

    fn as_state_mut(&mut self) -> &mut dyn State {
        self
    }
}
