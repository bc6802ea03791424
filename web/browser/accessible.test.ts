import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { VIEWS } from "../src/network/model";
import type { PageName } from "../src/routes";
import { inaccessible } from "./axe";
import { alone, closeEvidence, evidence, serve, type Site, SIZES, STUDY } from "./site";

/** Every page, and the states of a page that look different. The type check misses a page that is not here. */
const STATES: Record<PageName, readonly string[]> = {
  "": ["", "?show=contradictions"],
  atlas: ["?t=2013.00", "?sel=xinchejian", "?zones=yes&t=2012.00"],
  network: [...VIEWS.map((view) => `?view=${view}&t=2014.00`), "?sel=xindanwei", "?by=kind"],
  places: ["", "?contradictions=yes"],
  place: ["/xindanwei"],
  entity: ["/liu-yan"],
  plans: ["", "?plan=-&target=growth-china-2019&at=kunshan"],
  compare: ["", "?cases=shunde"],
  debates: ["", "/smart-city-1", "?evidence=none"],
  // Each analysis by itself: analyses.test.ts.
  analyses: [""],
  lab: ["", "/scenario/dearer-rents", "/patterns", "/parameters", "/model", "/experiment/kunshan-shunde", "/experiment/transplant"],
  sources: [""],
  source: ["/sh2016"],
  codebook: [""],
  glossary: [""],
  words: ["", "?term=term-chuangke"],
  table: ["/places"],
  statements: ["", "?table=places&sourced=yes"],
  problems: [""],
};
const ROUTES = Object.entries(STATES).flatMap(([page, states]) => states.map((state) => `#/${page}${state}`));

// An automated check finds some of what shuts people out, not all; but what it finds must not stand.
describe("pages are open to everyone, as far as axe can tell", () => {
  let site: Site;
  beforeAll(async () => {
    site = await serve(STUDY);
  });
  afterAll(() => site.close());

  // One load of a page serves both themes and both sizes.
  it.concurrent.each(ROUTES)("%s", (route) =>
    alone(site, "desktop", async ({ page, go }) => {
      const found: string[] = [];
      const look = async (where: string, rules: "all" | "colours", whole = false) => {
        found.push(...(await inaccessible(page, rules, whole)).map((line) => `${where}: ${line}`));
      };
      await go(route);
      await look("desktop, light", "all", true);
      await page.emulateMedia({ colorScheme: "dark" });
      await look("desktop, dark", "colours");
      await page.setViewportSize(SIZES.phone);
      await look("phone, dark", "all");
      await page.emulateMedia({ colorScheme: "light" });
      await look("phone, light", "colours");
      expect(found).toEqual([]);
    }),
  );

  it("also while the evidence of a value is open", () =>
    alone(site, "desktop", async ({ page, go }) => {
      await go("#/place/xindanwei");
      await evidence(page, page.locator("main .value").first());
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await inaccessible(page), colorScheme).toEqual([]);
      }
      await closeEvidence(page);
    }));
});
