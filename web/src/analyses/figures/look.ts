/** Colour of a series or class by its place; the first six have their own. */
export function hue(place: number): string {
  return place < 0 ? "--kind-none" : place < 6 ? `--kind-${place}` : "--kind-other";
}

/** Dashes, so that curves differ without colour too. */
export function dashes(place: number): string | undefined {
  return [undefined, "6 3", "2 3", "8 3 2 3", "1 2", "10 4"][place % 6];
}

/** Classes in the order of their first member. */
export function classes(all: readonly { class: string }[]): string[] {
  return [...new Set(all.map((one) => one.class))].filter(Boolean).sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}
