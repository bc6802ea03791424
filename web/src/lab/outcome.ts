/** What pages read of the kept result of an experiment, as `milieu lab experiment` writes it. */
import type { Label, PlacedShown } from "../page.gen";

/** A mean over pairs with its 95 % interval and its spread over sets of parameters. */
export interface Mean {
  mean: number;
  interval?: [number, number] | null;
  spread?: [number, number] | null;
  pairs?: number;
}

export interface Estimand {
  id: string;
  what: Label;
  unit: string;
  difference: Mean;
  agreement: { sets: number; agree: number; share: number } | null;
  verdict: string;
  why: string;
  reason: string;
  tornado: { parameter: string; status: string; low: number; high: number; at_low: number; at_high: number }[];
}

export interface Outcome {
  model: string;
  title: Label;
  question: Label;
  verdict: string;
  says: string;
  runs: number;
  pairs: number;
  sets: number;
  months: number;
  /** How much of its worlds the study states; none where they are synthetic, or an older program kept it. */
  stands?: PlacedShown[];
  estimands: Estimand[];
  shapley: { estimand: string; whole: Mean; parts: { factor: string; label: Label; mean: number; interval?: [number, number] | null; share: number | null }[] }[];
  transplant: {
    reached: number;
    conditions: string[];
    cases: { id: string; memberships: number[]; outcome: number }[];
    solutions: { kind: string; model: string; inclusion: number | null; coverage: number | null }[];
    necessary: { condition: string; inclusion: number; coverage: number }[];
    says: string;
  } | null;
  limits: Label[];
}
