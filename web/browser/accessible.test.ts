import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { inaccessible } from "./axe";
import { launch, open, serve, type Site, STUDY } from "./site";

/** Every page, and the states of a page that look different. */
const ROUTES = [
  "#/",
  "#/atlas?t=2013.00",
  "#/atlas?sel=xinchejian",
  "#/network",
  "#/network?sel=xindanwei",
  "#/network?view=layers",
  "#/network?view=map&t=2014.00",
  "#/network?view=lineage",
  "#/network?view=outlived",
  "#/places",
  "#/place/xindanwei",
  "#/entity/liu-yan",
  "#/plans",
  "#/sources",
  "#/source/sh2016",
  "#/codebook",
  "#/glossary",
  "#/words?term=term-chuangke",
  "#/problems",
];

// An automated check finds some of what shuts people out, not all; but what it finds must not stand.
describe("pages are open to everyone, as far as axe can tell", () => {
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

  it.each(["light", "dark"] as const)("in the %s", async (scheme) => {
    const { page, context, wrong } = await open(browser, site, "desktop");
    await page.emulateMedia({ colorScheme: scheme });
    const found: string[] = [];
    for (const route of ROUTES) {
      await page.goto("about:blank");
      await page.goto(`${site.address}${route}`);
      await page.locator("main h1, main .stage").first().waitFor();
      await page.locator(".waiting").waitFor({ state: "detached" });
      found.push(...(await inaccessible(page)).map((line) => `${route} ${line}`));
    }
    expect(found).toEqual([]);
    expect(wrong).toEqual([]);
    await context.close();
  });
});
