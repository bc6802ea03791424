/** Latin letters without a decomposition; the program folds them the same way. */
const PLAIN: Record<string, string> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" };

/** Traditional and variant characters by their Simplified ones, as `data/search.json` gives them. */
let variants: ReadonlyMap<string, string> = new Map();

/** Takes the pairs of `SearchIndex.variants`. */
export function learnVariants(pairs: string): void {
  const characters = [...pairs];
  const next = new Map<string, string>();
  for (let at = 0; at + 1 < characters.length; at += 2) next.set(characters[at] ?? "", characters[at + 1] ?? "");
  variants = next;
}

/**
 * Folds a text for search: compatibility decomposition, marks (pinyin tones) stripped, lowercase,
 * Simplified, apostrophes dropped, everything but letters and digits to single spaces. The keys of
 * `data/search.json` are folded the same way by the program (`name::fold`), so that 新车间, 新車間,
 * Xīnchējiān and "xin che jian" meet.
 */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}+/gu, "")
    .replace(/['’‘ʼʻ]/g, "")
    .replace(/[ßæœøłđðþı]/g, (letter) => PLAIN[letter] ?? letter)
    .replace(/\p{Script=Han}/gu, (character) => variants.get(character) ?? character)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** How well a folded query fits folded keys separated by `\n`; 0 is not at all, higher is better. */
export function fit(query: string, keys: string): number {
  if (query === "") return 0;
  let best = 0;
  for (const key of keys.split("\n")) {
    const at = key.indexOf(query);
    if (at < 0) continue;
    const score = key === query ? 4 : at === 0 ? 3 : key[at - 1] === " " ? 2 : 1;
    if (score > best) best = score;
  }
  if (best > 0) return best;
  // Words in any order: "shanghai hackerspace" finds "hackerspace in shanghai".
  const words = query.split(" ");
  const all = keys.replaceAll("\n", " ");
  return words.length > 1 && words.every((word) => all.includes(word)) ? 0.5 : 0;
}
