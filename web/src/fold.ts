/**
 * Folds a text for search: compatibility decomposition, marks (pinyin tones) stripped, lowercase,
 * everything but letters and digits to single spaces. The keys of `data/search.json` are folded the
 * same way by the program, so that 新车间, Xīnchējiān and "xin che jian" meet.
 */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
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
