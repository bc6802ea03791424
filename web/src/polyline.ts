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
