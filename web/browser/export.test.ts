import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { alone, download, serve, type Site, STUDY } from "./site";

/** Figures to take along: where each stands, how its button begins, and what its picture must hold. */
const FIGURES: readonly (readonly [route: string, title: string, holds: RegExp])[] = [
  ["#/atlas?t=2013.00", "Atlas", /2013-01.*alive \d+.*Sources \(\d+\)/s],
  ["#/network?t=all", "Network", /place.*Organisational.*Sources \(\d+\)/s],
  ["#/network?view=map&t=2014.00", "Network: On the map", /2014-01.*Organisational.*Sources \(\d+\)/s],
  ["#/network?view=layers", "Network: ", /Sources \(\d+\)/],
  ["#/", "Where", /The study cites \d+ sources/],
  ["#/", "What kinds of places", /Fab lab.*\d+.*The study cites \d+ sources/s],
  ["#/place/xindanwei", "Life: ", /known to be alive.*Sources \(\d+\)/s],
  ["#/place/xindanwei", "Sites of Xindanwei", /km.*Sources? ?/s],
  ["#/plans", "Development zones", /Source/],
  ["#/plans", "Stages of the plans", /approval.*Source/s],
  ["#/compare", "Gross domestic product", /Sources \(\d+\)/],
  ["#/debates", "Debates", /Smart city.*Sources \(\d+\)/s],
  ["#/lab/scenario/dearer-rents", "Places of a simulated run", /simulated · \d{4}-\d\d.*makerspace.*closed in the last year.*Maker cities in China/s],
  ["#/lab/scenario/dearer-rents", "open places: runs", /simulated · places.*Baseline.*This scenario.*Maker cities in China/s],
  ["#/lab/scenario/dearer-rents", "open places: difference", /simulated · places.*Difference.*Maker cities in China/s],
  ["#/words", "Terms that stand together", /创客空间.*Sources \(\d+\)/s],
];

describe("figures are taken along with their citation", () => {
  let site: Site;
  beforeAll(async () => {
    site = await serve(STUDY);
  });
  afterAll(() => site.close());

  it.each(FIGURES)("%s: %s", (route, title, holds) =>
    alone(site, "desktop", async ({ page, go }) => {
      await go(route);
      await page.locator(".locator path.land, main").last().waitFor();
      const button = (kind: string) => page.getByRole("button", { name: new RegExp(`^Save as ${kind}: ${title}`) }).first();
      const svg = await download(page, button("SVG"));
      const text = svg.bytes.toString("utf8");
      expect(svg.name).toMatch(/\.svg$/);
      expect(text.replace(/<[^>]*>/g, " ")).toMatch(holds);
      expect(text).toMatch(/— Maker cities in China</);
      expect(text).toMatch(/CC-BY-4\.0 · study [0-9a-f]{12} · milieu /);
      // A file of its own: nothing in it leads elsewhere, and it is what browsers can read.
      expect(text).not.toMatch(/(href|src)="|url\((?!#|&quot;#)/);
      expect(await page.evaluate((xml) => new DOMParser().parseFromString(xml, "image/svg+xml").querySelector("parsererror")?.textContent, text)).toBeUndefined();
      const { bytes } = await download(page, button("PNG"));
      expect(bytes.subarray(1, 4).toString()).toBe("PNG");
      expect(bytes.length).toBeGreaterThan(8000);
    }),
  );

  it.each([
    ["zh", /来源（\d+）：.*研究 [0-9a-f]{12}/s],
    ["fr", /Sources \(\d+\) :.*étude [0-9a-f]{12}/s],
  ])("speak the language of the page: %s", (language, holds) =>
    alone(site, "phone", async ({ page, go }) => {
      await go(`?lang=${language}#/atlas?t=2013.00`);
      const { bytes } = await download(page, page.locator(".export button", { hasText: "SVG" }).first());
      expect(bytes.toString("utf8")).toMatch(holds);
    }),
  );

  it.each(["#/atlas?t=2013.00", "#/network?t=all"])("are printed in place of what the graphics card shows: %s", (route) =>
    alone(site, "desktop", async ({ page, go }) => {
      await go(route);
      await page.locator("canvas.marks[data-idle], .graph[data-lines]").first().waitFor({ state: "attached" });
      const printed = page.locator(".stage > .printed");
      expect(await printed.count()).toBe(0);
      await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
      await printed.waitFor({ state: "attached" });
      await page.emulateMedia({ media: "print" });
      expect(await printed.isVisible()).toBe(true);
      expect(await page.locator("canvas:visible").count()).toBe(0);
      await page.emulateMedia({ media: "screen" });
      await page.evaluate(() => dispatchEvent(new Event("afterprint")));
      expect(await printed.count()).toBe(0);
    }),
  );
});
