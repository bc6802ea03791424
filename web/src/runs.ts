import { useEffect, useState } from "preact/hooks";

import { load, version } from "./data";
import type { EntityLink, EvidenceList, StatementRun } from "./page.gen";

/** How many statements share a file; as `STATEMENTS_A_FILE` of the program. */
export const STATEMENTS_A_FILE = 250;

/** Files of statements, by number. */
export type Runs = ReadonlyMap<number, StatementRun>;

/** A statement of the study: what it is about, and its place on a list. */
export interface Stated {
  about: EntityLink | undefined;
  list: EvidenceList;
  place: number;
}

/** The statement of a number; none where its file is missing or ends before it. */
export function statedIn(runs: Runs, fact: number): Stated | undefined {
  const run = runs.get(Math.floor(fact / STATEMENTS_A_FILE));
  const place = fact % STATEMENTS_A_FILE;
  const about = run?.about[place];
  if (!run || about === undefined) return undefined;
  return { about: about === null ? undefined : run.entities[about], list: run.evidence, place };
}

/** Statements one after another about the same, or about nothing that has a page, together. */
export function byEntity(stated: readonly Stated[]): [Stated, ...Stated[]][] {
  const groups: [Stated, ...Stated[]][] = [];
  for (const one of stated) {
    const last = groups.at(-1);
    if (last && last[0].about?.table === one.about?.table && last[0].about?.id === one.about?.id) last.push(one);
    else groups.push([one]);
  }
  return groups;
}

/** The files in which these statements stand; none until all have come. */
export function useRuns(facts: readonly number[]): { data?: Runs; error?: string } {
  const wanted = [...new Set(facts.map((fact) => Math.floor(fact / STATEMENTS_A_FILE)))];
  const [read, setRead] = useState<{ data?: Runs; error?: string }>({});
  const key = wanted.join(",");
  useEffect(() => {
    let waiting = true;
    Promise.all(wanted.map(async (run) => [run, await load<StatementRun>(`data/statements/${run}.json`)] as const)).then(
      (runs) => waiting && setRead({ data: new Map(runs) }),
      (error: unknown) => waiting && setRead({ error: String(error) }),
    );
    return () => {
      waiting = false;
    };
  }, [key, version.value]);
  // What was read for other statements says nothing of these.
  return read.data && !wanted.every((run) => read.data?.has(run)) ? {} : read;
}
