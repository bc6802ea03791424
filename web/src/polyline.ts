/**
 * Lines of whole numbers as short texts: the encoded polyline format of Google's maps, of steps
 * that are whole already and smaller than 2^29. A step of up to 15 is one character where JSON spends five.
 *
 * Each number is folded (0, -1, 1, -2 … become 0, 1, 2, 3 …) and cut into digits of five bits,
 * lowest first; a digit that is not the last has 32 added, and 63 makes it a printable character.
 */
export function encode(steps: readonly (readonly number[])[]): string {
  const codes: number[] = [];
  for (const step of steps.flat()) {
    let rest = (step << 1) ^ (step >> 31);
    for (; rest >= 32; rest >>= 5) codes.push(63 + (32 | (rest & 31)));
    codes.push(63 + rest);
  }
  return codes.map((code) => String.fromCharCode(code)).join("");
}

/** The steps of a text made by {@link encode}. */
export function decode(text: string): [number, number][] {
  const steps: [number, number][] = [];
  let [folded, shift] = [0, 0];
  let first: number | undefined;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 63;
    folded |= (digit & 31) << shift;
    shift += 5;
    if (digit >= 32) continue;
    const number = (folded >>> 1) ^ -(folded & 1);
    folded = shift = 0;
    if (first === undefined) {
      first = number;
    } else {
      steps.push([first, number]);
      first = undefined;
    }
  }
  return steps;
}

/**
 * The steps of a line without points that are not needed: every point left out lies within `most` of the line between
 * those kept around it (Ramer 1972, Douglas and Peucker 1973). Both ends stay, so that lines that meet still do.
 */
export function thinned(steps: readonly (readonly number[])[], most: number): [number, number][] {
  const points: [number, number][] = [];
  let [x, y] = [0, 0];
  for (const [east = 0, north = 0] of steps) points.push([(x += east), (y += north)]);
  const kept = new Set([0, points.length - 1]);
  const waiting: [number, number][] = [[0, points.length - 1]];
  for (let span = waiting.pop(); span; span = waiting.pop()) {
    const [from, to] = span;
    let [furthest, far] = [-1, most];
    for (let at = from + 1; at < to; at += 1) {
      const off = distance(points[at], points[from], points[to]);
      if (off > far) [furthest, far] = [at, off];
    }
    if (furthest < 0) continue;
    kept.add(furthest);
    waiting.push([from, furthest], [furthest, to]);
  }
  [x, y] = [0, 0];
  return points.filter((_, at) => kept.has(at)).map(([east, north]) => {
    const step: [number, number] = [east - x, north - y];
    [x, y] = [east, north];
    return step;
  });
}

/** How far a point lies from the line between two others. */
function distance(point: [number, number] = [0, 0], from: [number, number] = point, to: [number, number] = from): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((point[0] - from[0]) * dx + (point[1] - from[1]) * dy) / length));
  return Math.hypot(point[0] - from[0] - along * dx, point[1] - from[1] - along * dy);
}
