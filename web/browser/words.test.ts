import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { BIG_STUDY, launch, open, serve, type Site, SIZES, STUDY, type Watched } from "./site";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe("words of the bundled study", () => {
  let site: Site;
  beforeAll(async () => {
    site = await serve(STUDY);
  });
  afterAll(() => site.close());

  describe.each(Object.keys(SIZES) as (keyof typeof SIZES)[])("on a %s", (size) => {
    let watched: Watched;
    beforeAll(async () => {
      watched = await open(browser, site, size);
    });
    afterAll(() => watched.context.close());

    it("every number opens its passages", async () => {
      const { page } = watched;
      await page.goto(`${site.address}#/words`);
      const count = page.locator(".termlist .count .value").first();
      await count.waitFor();
      const said = Number((await count.innerText()).replace(/\D/g, ""));
      expect(said).toBeGreaterThan(1);
      await count.click();
      const statements = page.locator(".panel .statements > li");
      // A passage repeated word by word opens every place where it stands.
      expect(await statements.count()).toBeGreaterThanOrEqual(said);
      await page.keyboard.press("Escape");
      await page.locator(".panel").waitFor({ state: "detached" });
    });

    it("a term is found in Chinese, opens by keyboard, and a link leads back to it", async () => {
      const { page } = watched;
      await page.goto(`${site.address}#/words`);
      await page.locator(".words .filters input[type=search]").fill("创客");
      const pick = page.locator(".termlist .pick", { hasText: "创客" }).first();
      await pick.focus();
      await page.keyboard.press("Enter");
      await page.locator(".detail .tallies li").first().waitFor();
      await page.waitForFunction(() => location.hash.includes("term="));
      const link = page.url();
      const years = await page.locator(".detail .columns > div").first().innerText();
      await page.goto("about:blank");
      await page.goto(link);
      await page.locator(".term.open .detail").waitFor();
      expect(await page.locator(".detail .columns > div").first().innerText()).toBe(years);
    });

    it("the figure chooses a term", async () => {
      const { page } = watched;
      await page.goto(`${site.address}#/words`);
      const nodes = page.locator(".wordnet .node");
      await nodes.first().waitFor();
      expect(await nodes.count()).toBeGreaterThan(10);
      await nodes.first().locator("circle").click({ force: true });
      await page.locator(".wordnet .node.chosen").waitFor();
      await page.locator(".term.open").waitFor();
    });

    it("the glossary shows the character of the week with its words", async () => {
      const { page } = watched;
      await page.goto(`${site.address}#/glossary`);
      const week = page.locator(".week");
      await week.waitFor();
      expect(await week.locator(".character").innerText()).toBe("创");
      expect(await week.locator(".with").innerText()).toContain("创客");
      await week.locator(".character .value").click();
      expect(await page.locator(".panel .statements").innerText()).toContain("concepts.csv");
      await page.keyboard.press("Escape");
    });

    it("is not wider than the window in any language, and nothing went wrong", async () => {
      const { page, wrong } = watched;
      for (const language of ["zh", "fr", "en"]) {
        await page.goto(`${site.address}?lang=${language}#/words`);
        await page.locator(".termlist .term").first().waitFor();
        const [wide, view] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        expect(wide, language).toBeLessThanOrEqual(view ?? 0);
      }
      expect(wrong).toEqual([]);
    });
  });
});

it("loads beside ten thousand places", async () => {
  const site = await serve(BIG_STUDY());
  const { page, context, wrong } = await open(browser, site, "desktop");
  const start = performance.now();
  await page.goto(`${site.address}#/words`);
  await page.locator(".words h1").waitFor();
  console.log(`words beside ten thousand places: ${(performance.now() - start).toFixed(0)} ms`);
  expect(wrong).toEqual([]);
  await context.close();
  await site.close();
});
