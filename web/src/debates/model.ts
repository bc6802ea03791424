import type { ArgumentShown, Debates, Thesis } from "../page.gen";

/** Sides in the order in which they are read; what is none of them comes last. */
export const SIDES = ["for", "against", "question", "analysis", "context", ""] as const;
export type Side = (typeof SIDES)[number];

export function sideOf(argument: ArgumentShown): Side {
  return SIDES.find((side) => side === argument.side?.code) ?? "";
}

export function ofSide(thesis: Thesis, side: Side): ArgumentShown[] {
  return thesis.arguments.filter((one) => sideOf(one) === side);
}

/** Arguments in all and those that can be looked up in the study. */
export interface Tally {
  all: number;
  supported: number;
  for: number;
  against: number;
  other: number;
}

export function tally(thesis: Thesis): Tally {
  const of = (side: Side) => ofSide(thesis, side).length;
  const all = thesis.arguments.length;
  return { all, supported: thesis.arguments.filter(({ supported }) => supported).length, for: of("for"), against: of("against"), other: all - of("for") - of("against") };
}

/** The thesis an address names: by its first argument, or by any other of its arguments. */
export function thesisAt(debates: Debates, id: string): number | undefined {
  const exact = debates.theses.findIndex((thesis) => thesis.id === id);
  const place = exact >= 0 ? exact : debates.theses.findIndex((thesis) => thesis.arguments.some((one) => one.id === id));
  return place < 0 ? undefined : place;
}

/** Theses that still have an argument without evidence, with only those arguments. */
export function unsupported(debates: Debates): Thesis[] {
  return debates.theses.flatMap((thesis) => {
    const left = thesis.arguments.filter(({ supported }) => !supported);
    return left.length > 0 ? [{ ...thesis, arguments: left }] : [];
  });
}
