import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type Bare, bareNumbers, type Miscounted, miscounted } from "./numbers";
import { alone, serve, type Site, type Size, SIZES, type Stage, STUDY } from "./site";

/** Every kind of page and every view of it; pages of entities and sources are added from the search index. */
const VIEWS: readonly string[] = [
  "",
  "?show=contradictions",
  "atlas",
  "atlas?t=2014.00&undated=yes",
  "atlas?sel=xindanwei",
  "atlas?zones=yes",
  "network",
  "network?t=2012.00",
  "network?sel=xindanwei",
  "network?by=kind",
  "network?view=layers",
  "network?view=map",
  "network?view=lineage",
  "network?view=outlived",
  "network?view=outlived&sel=xindanwei",
  "places",
  "places?dated=yes",
  "plans",
  "plans?of=-",
  "compare",
  "compare?cases=kunshan,shunde,wenzhou",
  "debates",
  "debates?evidence=none",
  "analyses",
  "sources",
  "sources?cited=yes",
  "codebook",
  "glossary",
  "words",
  "words?names=yes",
  "problems",
  "statements",
  "statements?sourced=no",
  "statements?table=places&property=opened",
  "lab",
  "lab/scenario/baseline",
  "lab/scenario/dearer-rents",
  "lab/patterns",
  "lab/parameters",
  "lab/model",
];

describe("every number on every page opens its evidence", () => {
  let site: Site;
  beforeAll(async () => {
    site = await serve(STUDY);
  });
  afterAll(() => site.close());

  it.each(Object.keys(SIZES) as Size[])("on every view, on a %s", { timeout: 1_200_000 }, async (size) => {
      const routes = size === "phone" ? VIEWS : [...VIEWS, ...(await entities(site))];
      const bare: (Bare & { route: string })[] = [];
      // Two pages share the way: one loads while the other is read.
      const shares = [0, 1].map((share) => routes.filter((_, at) => at % 2 === share));
      const read = (share: readonly string[]) =>
        alone(site, size, async (stage) => {
          for (const route of share) {
            await unfolded(stage, route);
            for (const one of await bareNumbers(stage.page)) bare.push({ route, ...one });
          }
        });
      await Promise.all(shares.map(read));
      console.log(`${size}: ${routes.length} views; ${bare.length} numbers without evidence`);
      for (const { route, where, text } of bare) console.log(`#/${route}  ${where}: ${text}`);
      expect(bare).toEqual([]);
    },
  );

  it("and one that opens nothing is found", () =>
    alone(site, "desktop", async (stage) => {
      await unfolded(stage, "glossary");
      await stage.page.evaluate(() => document.querySelector("main h1")?.after(Object.assign(document.createElement("p"), { textContent: "1,234 places" })));
      expect((await bareNumbers(stage.page)).map(({ text }) => text)).toEqual(["1,234 places"]);
    }));

  it("and a count opens as many things as it says, a mean or share what is above and below the line", { timeout: 600_000 }, () =>
    alone(site, "desktop", async (stage) => {
      const wrong: (Miscounted & { route: string })[] = [];
      let asked = 0;
      for (const route of [...VIEWS, "place/xindanwei", "debates/lesson-4"]) {
        await unfolded(stage, route);
        const found = await miscounted(stage.page);
        asked += found.asked;
        for (const one of found.wrong) wrong.push({ route, ...one });
      }
      console.log(`${asked} counts, means and shares opened`);
      expect(wrong).toEqual([]);
      expect(asked).toBeGreaterThan(150);
    }));

  it("and the numbers of the overview are the lengths of the lists they lead to", { timeout: 300_000 }, () =>
    alone(site, "desktop", async (stage) => {
      await unfolded(stage, "");
      const figures = await stage.page.locator("a.figure").evaluateAll((found) => found.map((one) => ({ href: (one as HTMLAnchorElement).hash, n: one.querySelector(".number")?.textContent ?? "" })));
      expect(figures.length).toBe(14);
      for (const { href, n } of figures.filter((one) => !one.href.includes("show="))) {
        await unfolded(stage, href.slice(2));
        expect((await stage.page.locator("main [role=status]").first().innerText()).split(/ /)[0], href).toBe(n);
      }
    }));
});

/** Opens a view, waits until it stands, and unfolds what is folded: that is read too. */
async function unfolded({ page, go }: Stage, route: string): Promise<void> {
  await go(`#/${route}`);
  await page.waitForFunction(() => document.querySelector("main .waiting") === null);
  await unfold(page);
  await page.waitForTimeout(150);
}

function unfold(page: Page): Promise<void> {
  return page.evaluate(() => document.querySelectorAll<HTMLDetailsElement>("main details").forEach((one) => (one.open = true)));
}

/** Of each table the entities with the longest pages and the first and last; every debate; sources likewise. */
async function entities(site: Site): Promise<string[]> {
  const index = (await (await fetch(`${site.address}data/search.json`)).json()) as { entries: { table: string; route: string }[] };
  const tables = new Map<string, string[]>();
  for (const { table, route } of index.entries) {
    if (!/^#\/(place|entity|source)\//.test(route)) continue;
    tables.set(table, [...(tables.get(table) ?? []), route.slice(2)]);
  }
  const analyses = (await (await fetch(`${site.address}data/analyses.json`)).json()) as { analyses: { id: string }[] };
  const lab = (await (await fetch(`${site.address}data/lab.json`)).json()) as { experiments: { id: string }[] };
  const debates = (await (await fetch(`${site.address}data/debates.json`)).json()) as { theses: { id: string }[] };
  const picked = [...tables.values()].flatMap((routes) => [routes[0], routes[Math.floor(routes.length / 2)], routes.at(-1)].flatMap((route) => route ?? []));
  const named = ["place/xindanwei", "place/xinchejian", "place/techshop-san-jose"].filter((route) => index.entries.some((entry) => entry.route === `#/${route}`));
  const listed = [...tables.keys()].filter((table) => !["places", "source", "concepts"].includes(table)).map((table) => `table/${table}`);
  const asked = analyses.analyses.map(({ id }) => `analyses/${encodeURIComponent(id)}`);
  const tried = lab.experiments.map(({ id }) => `lab/experiment/${encodeURIComponent(id)}`);
  return [...new Set([...named, ...picked, ...listed, ...asked, ...tried, ...debates.theses.map(({ id }) => `debates/${encodeURIComponent(id)}`)])];
}
