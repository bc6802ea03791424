import type { StepsShown } from "../../page.gen";

type Step = StepsShown["curves"][number]["steps"][number];

/** The height in force at a moment. */
export function heightAt(steps: readonly Step[], time: number, survival: boolean): number {
  let height = survival ? 1 : 0;
  for (const [at, next] of steps) {
    if ((at ?? 0) > time) break;
    height = next ?? height;
  }
  return height;
}

/** The path of a curve that falls or rises in steps. */
export function stairs(steps: readonly Step[], x: (time: number) => number, y: (height: number) => number, last: number, survival: boolean): string {
  let height = survival ? 1 : 0;
  let path = `M${x(0)},${y(height)}`;
  for (const [time, next] of steps) {
    path += `H${x(time ?? 0)}`;
    height = next ?? height;
    path += `V${y(height)}`;
  }
  return `${path}H${x(last)}`;
}

/** The area between the bounds; steps without bounds are left open. */
export function band(steps: readonly Step[], x: (time: number) => number, y: (height: number) => number, last: number): string {
  const known = steps.filter(([, , low, high]) => low !== null && high !== null);
  if (known.length === 0) return "";
  const ends = known.map((_, index) => known[index + 1]?.[0] ?? last);
  const upper = known.map(([time, , , high], index) => `${x(time ?? 0)},${y(high ?? 0)}H${x(ends[index] ?? 0)}`);
  const lower = known.map(([time, , low], index) => `${x(ends[index] ?? 0)},${y(low ?? 0)}H${x(time ?? 0)}`).reverse();
  return `M${upper.join("L")}L${lower.join("L")}Z`;
}
