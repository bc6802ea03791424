"""The two classic models in Mesa's own manner: lab.py MODEL AGENTS STEPS SIDE RADIUS WANTED RUNS; it runs once."""

import json
import sys
import time

import mesa
import numpy as np
from mesa.discrete_space import CellAgent, OrthogonalMooreGrid
from mesa.experimental.continuous_space import ContinuousSpace, ContinuousSpaceAgent

model_name = sys.argv[1]
agents, steps, side, radius, wanted = (int(float(a)) for a in sys.argv[2:7])


class Resident(CellAgent):
    def __init__(self, model, cell, group):
        super().__init__(model)
        self.cell = cell
        self.group = group

    def step(self):
        neighbours = self.cell.get_neighborhood(radius=radius).agents
        if sum(n.group == self.group for n in neighbours) < wanted:
            self.cell = self.model.grid.select_random_empty_cell()


class Schelling(mesa.Model):
    def __init__(self):
        super().__init__(seed=1)
        self.grid = OrthogonalMooreGrid((side, side), torus=False, capacity=1, random=self.random)
        for number, cell in enumerate(self.random.sample(list(self.grid.all_cells), agents)):
            Resident(self, cell, 1 + number % 2)

    def step(self):
        self.agents.shuffle_do("step")

    def known_for(self):
        alike = everyone = 0
        for agent in self.agents:
            for neighbour in agent.cell.get_neighborhood(radius=radius).agents:
                alike += neighbour.group == agent.group
                everyone += 1
        return alike / max(everyone, 1)


class Bird(ContinuousSpaceAgent):
    def __init__(self, model, space, position, direction):
        super().__init__(space, model)
        self.position = position
        self.direction = direction

    def step(self):
        seen, distances = self.get_neighbors_in_radius(radius=radius)
        others = [n for n in seen if n is not self]
        if others:
            distances = distances[[n is not self for n in seen]]
            ways = self.space.calculate_difference_vector(self.position, agents=others)
            towards = 0.03 * ways.sum(axis=0)
            away = -0.015 * ways[distances < 1.0].sum(axis=0)
            along = 0.05 * np.asarray([n.direction for n in others]).sum(axis=0)
            self.direction = (self.direction + (towards + away + along) / len(others)) / 2
            self.direction /= np.linalg.norm(self.direction)
        self.position += self.direction


class Flocking(mesa.Model):
    def __init__(self):
        super().__init__(seed=1)
        self.space = ContinuousSpace([[0, side], [0, side]], torus=True, random=self.random, n_agents=agents)
        angles = self.rng.uniform(0, 2 * np.pi, agents)
        positions = self.rng.random(size=(agents, 2)) * side
        for angle, position in zip(angles, positions):
            Bird(self, self.space, position, np.array([np.cos(angle), np.sin(angle)]))

    def step(self):
        self.agents.shuffle_do("step")

    def known_for(self):
        return float(np.linalg.norm(np.mean([bird.direction for bird in self.agents], axis=0)))


model = Schelling() if model_name == "schelling" else Flocking()
clock, processor = time.perf_counter(), time.process_time()
for _ in range(steps):
    model.step()
print(
    json.dumps(
        {
            "agent_steps": agents * steps,
            "wall": time.perf_counter() - clock,
            "cpu": time.process_time() - processor,
            "found": model.known_for(),
            "version": mesa.__version__,
        }
    )
)
