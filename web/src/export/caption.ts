import { load } from "../data";
import { say, t } from "../language";
import type { Head, Sources } from "../page.gen";
import type { Cited } from "./cited";

/** At most this many sources are named under a figure. */
const NAMED = 16;

/** What stands under an exported figure: its title and study; its sources; licence and edition. */
export async function caption(title: string, cited: Cited): Promise<string[]> {
  const [head, { sources }] = await Promise.all([load<Head>("data/head.json"), load<Sources>("data/sources.json")]);
  const all = sources.filter(({ statements }) => statements > 0).length;
  const edition = [head.licence, t("export_study", { digest: head.digest.slice(0, 12) }), `milieu ${head.version}`];
  return [`${title} — ${say(head.title)}`, cited ? sourceLine(cited, sources) : t("export_all_sources", { n: all }), edition.filter(Boolean).join(" · ")];
}

function sourceLine(cited: readonly string[], sources: Sources["sources"]): string {
  const keys = new Set(cited);
  if (keys.size === 0) return t("export_no_sources");
  // In the order of the bibliography.
  const names = sources.filter(({ key }) => keys.has(key)).map(({ short, key }) => short || key);
  const list = names.slice(0, NAMED).join("; ");
  return t("export_sources", { n: names.length, list: names.length > NAMED ? t("export_and_more", { list, n: names.length - NAMED }) : list });
}
