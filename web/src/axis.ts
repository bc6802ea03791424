/** A linear or logarithmic axis over some values: its ends, its marks, and where a value lies. */
export interface Axis {
  low: number;
  high: number;
  ticks: readonly number[];
  at: (value: number) => number;
}

const STEPS = [1, 2, 2.5, 5, 10];

/** An axis whose ends are round numbers. `from` and `to` are the ends in the picture. */
export function linear(values: readonly number[], from: number, to: number, wanted = 5): Axis {
  const [least, most] = ends(values);
  const rough = (most - least || Math.abs(most) || 1) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find((times) => times * power >= rough * 0.999) ?? 10) * power;
  const low = Math.floor(least / step + 1e-9) * step;
  const count = Math.max(1, Math.ceil((most - low) / step - 1e-9));
  const high = low + count * step;
  const ticks = Array.from({ length: count + 1 }, (_, index) => Number((low + index * step).toPrecision(12)));
  return { low, high, ticks, at: (value) => from + ((value - low) / (high - low)) * (to - from) };
}

/** A logarithmic axis; values that are not above zero are left out of its ends. */
export function logarithmic(values: readonly number[], from: number, to: number): Axis {
  const [least, most] = ends(values.filter((value) => value > 0).map(Math.log10));
  const low = least === most ? least - 0.5 : least;
  const high = least === most ? most + 0.5 : most;
  const all = Array.from({ length: 24 }, (_, index) => index - 12).flatMap((power) => [1, 2, 5].map((digit) => digit * 10 ** power));
  const inside = all.filter((tick) => Math.log10(tick) >= low - 1e-9 && Math.log10(tick) <= high + 1e-9);
  const tens = inside.filter((tick) => Math.abs(Math.log10(tick) % 1) < 1e-9);
  const ticks = (inside.length > 9 && tens.length > 1 ? tens : inside).map((tick) => Number(tick.toPrecision(6)));
  const clamped = (value: number) => Math.min(high, Math.max(low, value > 0 ? Math.log10(value) : low));
  return { low: 10 ** low, high: 10 ** high, ticks, at: (value) => from + ((clamped(value) - low) / (high - low)) * (to - from) };
}

function ends(values: readonly number[]): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return least <= most ? [least, most] : [0, 1];
}
