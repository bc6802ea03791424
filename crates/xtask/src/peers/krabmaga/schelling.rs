//! Segregation on krABMaga's dense grid. Free cells are kept in a list of our own: `get_random_empty_bag` looks through
//! the whole grid for each move.

use std::any::Any;
use std::hash::{Hash, Hasher};

use krabmaga::engine::agent::Agent;
use krabmaga::engine::fields::dense_object_grid_2d::DenseGrid2D;
use krabmaga::engine::fields::field::Field;
use krabmaga::engine::location::Int2D;
use krabmaga::engine::schedule::Schedule;
use krabmaga::engine::state::State;

use crate::Drawn;

#[derive(Clone, Copy)]
pub struct Resident {
    id: u32,
    group: u8,
    at: Int2D,
}

impl Hash for Resident {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

impl PartialEq for Resident {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Resident {}

pub struct Town {
    grid: DenseGrid2D<Resident>,
    agents: usize,
    side: i32,
    radius: i32,
    wanted: u32,
    free: Vec<Int2D>,
    drawn: Drawn,
}

impl Town {
    pub fn new(agents: usize, side: i32, radius: i32, wanted: u32) -> Self {
        let grid = DenseGrid2D::new(side, side);
        Self { grid, agents, side, radius, wanted, free: Vec::new(), drawn: Drawn(1) }
    }

    /// Neighbours of the agent's group, and all neighbours.
    fn around(&self, agent: &Resident) -> (u32, u32) {
        let (mut alike, mut all) = (0, 0);
        for x in (agent.at.x - self.radius).max(0)..=(agent.at.x + self.radius).min(self.side - 1) {
            for y in (agent.at.y - self.radius).max(0)..=(agent.at.y + self.radius).min(self.side - 1) {
                for other in self.grid.get_objects(&Int2D { x, y }).unwrap_or_default() {
                    if other.id != agent.id {
                        all += 1;
                        alike += u32::from(other.group == agent.group);
                    }
                }
            }
        }
        (alike, all)
    }

    pub fn likeness(&self, schedule: &Schedule) -> f64 {
        let (mut alike, mut all) = (0, 0);
        for agent in schedule.get_all_events() {
            let agent = agent.downcast_ref::<Resident>().expect("a resident");
            let here = self.around(agent);
            alike += here.0;
            all += here.1;
        }
        f64::from(alike) / f64::from(all.max(1))
    }
}

impl Agent for Resident {
    fn step(&mut self, state: &mut dyn State) {
        let town = state.as_any_mut().downcast_mut::<Town>().expect("a town");
        if town.around(self).0 < town.wanted {
            let at = town.drawn.below(town.free.len());
            std::mem::swap(&mut self.at, &mut town.free[at]);
        }
        town.grid.set_object_location(*self, &self.at);
    }
}

impl State for Town {
    fn init(&mut self, schedule: &mut Schedule) {
        self.free = (0..self.side).flat_map(|x| (0..self.side).map(move |y| Int2D { x, y })).collect();
        for id in 0..self.agents as u32 {
            let at = self.drawn.below(self.free.len());
            let at = self.free.swap_remove(at);
            let agent = Resident { id, group: 1 + (id % 2) as u8, at };
            self.grid.set_object_location(agent, &at);
            schedule.schedule_repeating(Box::new(agent), 0.0, 0);
        }
    }

    fn reset(&mut self) {}

    fn update(&mut self, _: u64) {
        self.grid.lazy_update();
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
