import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type Bare, bareNumbers, type Miscounted, miscounted } from "./numbers";
import { launch, open, serve, type Site, SIZES, STUDY, type Watched } from "./site";

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
];

describe("every number on every page opens its evidence", () => {
  let browser: Browser;
  let site: Site;
  beforeAll(async () => {
    browser = await launch();
    site = await serve(STUDY);
  });
  afterAll(async () => {
    await site.close();
    await browser.close();
  });

  describe.each(Object.keys(SIZES) as (keyof typeof SIZES)[])("on a %s", (size) => {
    let watched: Watched;
    beforeAll(async () => {
      watched = await open(browser, site, size);
    });
    afterAll(async () => {
      await watched.context.close();
      expect(watched.wrong).toEqual([]);
    });

    it("on every view", { timeout: 600_000 }, async () => {
      const { page } = watched;
      const routes = size === "phone" ? VIEWS : [...VIEWS, ...(await entities(site))];
      const bare: (Bare & { route: string })[] = [];
      for (const route of routes) {
        await go(page, site, route);
        for (const one of await bareNumbers(page)) bare.push({ route, ...one });
      }
      console.log(`${size}: ${routes.length} views; ${bare.length} numbers without evidence`);
      for (const { route, where, text } of bare) console.log(`#/${route}  ${where}: ${text}`);
      expect(bare).toEqual([]);
    });

    it("finds a number that opens nothing", async () => {
      const { page } = watched;
      await go(page, site, "glossary");
      await page.evaluate(() => document.querySelector("main h1")?.after(Object.assign(document.createElement("p"), { textContent: "1,234 places" })));
      expect((await bareNumbers(page)).map(({ text }) => text)).toEqual(["1,234 places"]);
    });
  });

  it("and a count opens as many things as it says, a mean or share what is above and below the line", { timeout: 600_000 }, async () => {
    const { page, context, wrong: errors } = await open(browser, site, "desktop");
    const wrong: (Miscounted & { route: string })[] = [];
    let asked = 0;
    for (const route of [...VIEWS, "place/xindanwei", "debates/a-1"]) {
      await go(page, site, route);
      const found = await miscounted(page);
      asked += found.asked;
      for (const one of found.wrong) wrong.push({ route, ...one });
    }
    console.log(`${asked} counts, means and shares opened`);
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(150);
    expect(errors).toEqual([]);
    await context.close();
  });

  it("and the numbers of the overview are the lengths of the lists they lead to", { timeout: 300_000 }, async () => {
    const { page, context } = await open(browser, site, "desktop");
    await go(page, site, "");
    const figures = await page.locator("a.figure").evaluateAll((found) => found.map((one) => ({ href: (one as HTMLAnchorElement).hash, n: one.querySelector(".number")?.textContent ?? "" })));
    expect(figures.length).toBe(14);
    for (const { href, n } of figures.filter((one) => !one.href.includes("show="))) {
      await go(page, site, href.slice(2));
      expect((await page.locator("main [role=status]").first().innerText()).split(/ /)[0], href).toBe(n);
    }
    await context.close();
  });
});

/** Opens a view and waits until it stands. */
async function go(page: Page, site: Site, route: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(`${site.address}#/${route}`);
  await page.waitForFunction(() => {
    const main = document.querySelector("main");
    return main !== null && main.querySelector(".waiting") === null && main.querySelector("h1, h2") !== null;
  });
  // What is folded is read too.
  await page.evaluate(() => document.querySelectorAll<HTMLDetailsElement>("main details").forEach((one) => (one.open = true)));
  await page.waitForTimeout(150);
}

/** Of each table the entities with the longest pages and the first and last; every debate; sources likewise. */
async function entities(site: Site): Promise<string[]> {
  const index = (await (await fetch(`${site.address}data/search.json`)).json()) as { entries: { table: string; route: string }[] };
  const tables = new Map<string, string[]>();
  for (const { table, route } of index.entries) {
    if (!/^#\/(place|entity|source)\//.test(route)) continue;
    tables.set(table, [...(tables.get(table) ?? []), route.slice(2)]);
  }
  const debates = (await (await fetch(`${site.address}data/debates.json`)).json()) as { theses: { id: string }[] };
  const picked = [...tables.values()].flatMap((routes) => [routes[0], routes[Math.floor(routes.length / 2)], routes.at(-1)].flatMap((route) => route ?? []));
  const named = ["place/xindanwei", "place/xinchejian", "place/techshop-san-jose"].filter((route) => index.entries.some((entry) => entry.route === `#/${route}`));
  const listed = [...tables.keys()].filter((table) => !["places", "source", "concepts"].includes(table)).map((table) => `table/${table}`);
  return [...new Set([...named, ...picked, ...listed, ...debates.theses.map(({ id }) => `debates/${encodeURIComponent(id)}`)])];
}
