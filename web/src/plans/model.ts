import type { Amplification, Plans, PolicyShown, TargetShown, Untargeted } from "../page.gen";

/** Kinds of policy that say what is wanted rather than what is done: the first column of the cascade. */
const IDEAS = ["doctrine", "strategy"];

/** What is chosen along the cascade; the address of the page holds it. */
export interface Path {
  /** Doctrine or strategy. */
  idea?: number | undefined;
  /** Plan, programme …; `-1` for the targets that no policy of the study sets. */
  plan?: number | undefined;
  target?: number | undefined;
  territory?: number | undefined;
}

/** A policy in the list of plans, indented below the one it carries out. */
export interface Indented {
  index: number;
  depth: number;
}

export function isIdea(policy: PolicyShown): boolean {
  return IDEAS.includes(policy.kind?.code ?? "");
}

/** Order of time: what has no date comes last. */
function byDate(plans: Plans): (a: number, b: number) => number {
  const at = (index: number) => plans.policies[index]?.bounds?.[0] ?? Infinity;
  return (a, b) => (at(a) === at(b) ? a - b : at(a) - at(b));
}

export function ideas(plans: Plans): number[] {
  const found = plans.policies.flatMap((policy, index) => (isIdea(policy) ? [index] : []));
  return found.sort(byDate(plans));
}

/** Plans of one level of government, each below the plan of that level it carries out. */
export function planTree(plans: Plans, level: string | undefined): Indented[] {
  const here = plans.policies.flatMap((policy, index) => (!isIdea(policy) && policy.level?.code === level ? [index] : []));
  const within = new Set(here);
  const parent = (index: number) => plans.policies[index]?.parents.find((one) => within.has(one.policy))?.policy;
  const out: Indented[] = [];
  const seen = new Set<number>();
  const put = (index: number, depth: number) => {
    if (seen.has(index)) return;
    seen.add(index);
    out.push({ index, depth });
    for (const child of here.filter((one) => parent(one) === index).sort(byDate(plans))) put(child, depth + 1);
  };
  for (const index of here.filter((one) => parent(one) === undefined).sort(byDate(plans))) put(index, 0);
  // What is left goes round in a circle: shown all the same.
  for (const index of here) put(index, 0);
  return out;
}

/** Levels of government in the order the plans first need them: the widest first. */
export function planLevels(plans: Plans): (string | undefined)[] {
  const order = ["international", "national", "provincial", "local", undefined];
  const used = new Set(plans.policies.filter((policy) => !isIdea(policy)).map((policy) => policy.level?.code));
  return [...order.filter((level) => used.has(level)), ...[...used].filter((level) => !order.includes(level))];
}

/** A policy with everything it carries out, directly or not. */
export function above(plans: Plans, policy: number): Set<number> {
  const found = new Set<number>();
  const visit = (index: number) => {
    if (found.has(index)) return;
    found.add(index);
    for (const parent of plans.policies[index]?.parents ?? []) visit(parent.policy);
  };
  visit(policy);
  return found;
}

/** Everything that carries out a policy, with the policy itself. */
export function below(plans: Plans, policy: number): Set<number> {
  return new Set(plans.policies.flatMap((_, index) => (above(plans, index).has(policy) ? [index] : [])));
}

/** Targets at the head of a cascade, those that carry out no other: of a plan, or of any of those `within`. */
export function heads(plans: Plans, plan: number | undefined, within?: ReadonlySet<number>): number[] {
  return plans.targets.flatMap((target, index) => {
    const among = within === undefined || (target.policy !== null && within.has(target.policy));
    const fits = plan === undefined ? among : plan < 0 ? target.policy === null : target.policy === plan;
    // A target of the plan itself is shown even where it carries out another plan's.
    const first = target.parent === null || (target.policy !== null && plans.targets[target.parent]?.policy !== target.policy);
    return fits && first ? [index] : [];
  });
}

/** Targets that carry out a target. */
export function children(plans: Plans, target: number): number[] {
  return plans.targets.flatMap((one, index) => (one.parent === target ? [index] : []));
}

/** The target that most others carry out: the cascade to open with. */
export function richest(plans: Plans): number | undefined {
  let best: number | undefined;
  let most = 0;
  plans.targets.forEach((target, index) => {
    const count = children(plans, index).length;
    if (count > most && target.range) {
      most = count;
      best = index;
    }
  });
  return best;
}

/** A row of the territory column. */
export interface Row {
  territory: number;
  level: number;
  target: number | undefined;
  observed: readonly Untargeted[];
  rows: Row[];
}

/** Whether a territory lies in another, at any depth. */
export function liesIn(plans: Plans, territory: number, within: number): boolean {
  let at = plans.territories[territory]?.parent;
  for (let steps = 0; at !== null && at !== undefined && steps < 20; steps += 1) {
    if (at === within) return true;
    at = plans.territories[at]?.parent;
  }
  return false;
}

/**
 * From the territory of a target down: child targets, and observations of the same indicator, unit
 * and year where a territory has no target, each below the nearest territory that is shown.
 */
export function descent(plans: Plans, target: number): Row | undefined {
  const head = plans.targets[target];
  if (!head || head.territory === null) return undefined;
  const level = (territory: number) => plans.levels.findIndex(({ code }) => code === plans.territories[territory]?.level);
  const row = (territory: number, of: number | undefined): Row => ({ territory, level: level(territory), target: of, observed: [], rows: [] });
  const root = row(head.territory, target);
  const all = [root];
  const add = (parent: number, under: Row) => {
    for (const child of children(plans, parent)) {
      const one = plans.targets[child];
      if (!one || one.territory === null || all.some((known) => known.target === child)) continue;
      const next = row(one.territory, child);
      under.rows.push(next);
      all.push(next);
      add(child, next);
    }
  };
  add(target, root);
  for (const found of plans.untargeted) {
    if (found.indicator !== head.indicator || found.measured.calendar_year !== head.calendar_year || found.unit !== head.unit) continue;
    if (!liesIn(plans, found.territory, root.territory)) continue;
    const known = all.find((one) => one.territory === found.territory);
    if (known) {
      known.observed = [...known.observed, found];
      continue;
    }
    const nearest = all.filter((one) => liesIn(plans, found.territory, one.territory)).sort((a, b) => (liesIn(plans, a.territory, b.territory) ? -1 : 1))[0];
    const next = { ...row(found.territory, undefined), observed: [found] };
    (nearest ?? root).rows.push(next);
    all.push(next);
  }
  for (const one of all) one.rows.sort((a, b) => a.level - b.level || height(plans, b) - height(plans, a) || a.territory - b.territory);
  return root;
}

/** The number a row is sorted by: its target, else what was observed; words come last. */
function height(plans: Plans, { target, observed }: Row): number {
  const range = target === undefined ? undefined : plans.targets[target]?.range;
  return range ? (range[0] + range[1]) / 2 : (observed[0]?.measured.value ?? -Infinity);
}

/** All rows of a descent in reading order, with their depth. */
export function flat(row: Row, depth = 0): { row: Row; depth: number }[] {
  return [{ row, depth }, ...row.rows.flatMap((one) => flat(one, depth + 1))];
}

/** Least and greatest number that a descent shows, widened a little so that marks do not touch the edge. */
export function extent(plans: Plans, rows: readonly { row: Row }[]): [number, number] | undefined {
  const values = rows.flatMap(({ row }) => {
    const target = row.target === undefined ? undefined : plans.targets[row.target];
    const seen = target?.observed.filter((one) => one.calendar_year === target.calendar_year) ?? [];
    return [...(target?.range ?? []), ...seen.map((one) => one.value), ...row.observed.map((one) => one.measured.value)];
  });
  return padded(values);
}

export function padded(values: readonly number[]): [number, number] | undefined {
  if (values.length === 0) return undefined;
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = (high - low || Math.abs(high) || 1) * 0.08;
  return [low - room, high + room];
}

/** What the levels below a target add to it. */
export function amplificationsOf(plans: Plans, target: number): Amplification[] {
  return plans.amplifications.filter((one) => one.parent === target);
}

/** Difference of a target to the one it carries out. */
export function differenceOf(plans: Plans, target: number) {
  for (const { children: all } of plans.amplifications) {
    const found = all.find((one) => one.target === target);
    if (found) return found.difference;
  }
  return undefined;
}

/** The path an address asks for; what it does not say follows from what it says. */
export function readPath(plans: Plans, query: URLSearchParams): Path {
  const policy = (key: string) => {
    const id = query.get(key);
    if (id === "-") return -1;
    const index = plans.policies.findIndex((one) => one.id === id);
    return index < 0 ? undefined : index;
  };
  const find = (list: readonly { id: string }[], key: string) => {
    const index = list.findIndex(({ id }) => id === query.get(key));
    return index < 0 ? undefined : index;
  };
  const asked = ["idea", "plan", "target", "at"].some((key) => query.has(key));
  if (!asked) {
    const target = richest(plans);
    return target === undefined ? {} : { target, plan: plans.targets[target]?.policy ?? -1 };
  }
  return { idea: policy("idea"), plan: policy("plan"), target: find(plans.targets, "target"), territory: find(plans.territories, "at") };
}

export function writePath(plans: Plans, path: Path): Record<string, string | undefined> {
  const policy = (index: number | undefined) => (index === undefined ? undefined : index < 0 ? "-" : plans.policies[index]?.id);
  return {
    idea: policy(path.idea),
    plan: policy(path.plan),
    target: path.target === undefined ? undefined : plans.targets[path.target]?.id,
    at: path.territory === undefined ? undefined : plans.territories[path.territory]?.id,
  };
}

/** Whether a target has something to stand beside: its baseline or an observation. */
export function hasBar(target: TargetShown): boolean {
  return target.range !== null && (target.baseline !== null || target.observed.length > 0);
}

/** The statements a picture of a target rests on. */
export function statementsOf({ value, baseline, observed }: TargetShown): number[] {
  return [value, baseline?.shown, ...observed.map(({ shown }) => shown)].flatMap((shown) => shown?.evidence ?? []);
}
