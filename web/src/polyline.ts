/**
 * Lines of whole numbers as short texts: the encoded polyline format of Google's maps, of steps
 * that are whole already. A step of up to 15 is one character where JSON spends five.
 *
 * Each number is folded (0, -1, 1, -2 … become 0, 1, 2, 3 …) and cut into digits of five bits,
 * lowest first; a digit that is not the last has 32 added, and 63 makes it a printable character.
 */
export function encode(steps: readonly (readonly number[])[]): string {
  let text = "";
  for (const step of steps.flat()) {
    let rest = step < 0 ? -2 * step - 1 : 2 * step;
    for (; rest >= 32; rest = Math.floor(rest / 32)) text += String.fromCharCode(63 + 32 + (rest % 32));
    text += String.fromCharCode(63 + rest);
  }
  return text;
}

/** The steps of a text made by {@link encode}. */
export function decode(text: string): [number, number][] {
  const steps: [number, number][] = [];
  let at = 0;
  const next = () => {
    let folded = 0;
    for (let unit = 1; ; unit *= 32) {
      const digit = text.charCodeAt(at++) - 63;
      folded += (digit % 32) * unit;
      if (digit < 32) return folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
    }
  };
  while (at < text.length) steps.push([next(), next()]);
  return steps;
}
