/** Pages of the navigation, in its order; the first stands at `#/`. */
export const PAGES = ["", "atlas", "network", "places", "plans", "compare", "debates", "analyses", "lab", "sources", "codebook", "glossary", "words"] as const;

/** Pages that other pages lead to. */
export const INNER_PAGES = ["place", "entity", "source", "table", "statements", "problems"] as const;

export type PageName = (typeof PAGES)[number] | (typeof INNER_PAGES)[number];

/** The words of {@link PAGES} in the navigation. */
export const PAGE_WORDS = {
  "": "nav_overview",
  atlas: "nav_atlas",
  network: "nav_network",
  places: "nav_places",
  plans: "nav_plans",
  compare: "nav_compare",
  debates: "nav_debates",
  analyses: "nav_analyses",
  lab: "nav_lab",
  sources: "nav_sources",
  codebook: "nav_codebook",
  glossary: "nav_glossary",
  words: "nav_words",
} as const satisfies Record<(typeof PAGES)[number], string>;

/** Whether an address names a page. */
export function isPage(name: string): name is PageName {
  return [...PAGES, ...INNER_PAGES].some((page) => page === name);
}
