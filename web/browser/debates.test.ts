import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { BIG_STUDY, launch, open, serve, type Site, SIZES, STUDY, type Watched } from "./site";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe.each(Object.keys(SIZES) as (keyof typeof SIZES)[])("the debates on a %s", (size) => {
  let site: Site;
  let watched: Watched;
  beforeAll(async () => {
    site = await serve(STUDY);
    watched = await open(browser, site, size);
  });
  afterAll(async () => {
    await watched.context.close();
    await site.close();
  });

  it("lists every thesis; its marks are its arguments, hollow without evidence", async () => {
    const { page } = watched;
    await page.goto(`${site.address}#/debates`);
    const smart = page.locator(".board > li", { hasText: "Smart city" });
    await smart.waitFor();
    expect(await smart.locator("i.for").count()).toBe(4);
    expect(await smart.locator("i.against").count()).toBe(4);
    const full = await smart.locator("i.full").count();
    const all = await smart.locator("i").count();
    expect(full).toBeLessThan(all);
    expect(await smart.locator(".count").innerText()).toContain(`${full} of ${all}`);
  });

  it("narrows to arguments without evidence, by a link", async () => {
    const { page } = watched;
    await page.goto(`${site.address}#/debates?evidence=none`);
    await page.locator(".board i").first().waitFor();
    expect(await page.locator(".board i.full").count()).toBe(0);
    const named = await page.locator(".tools-row .chip").innerText();
    expect(named).toContain(`(${await page.locator(".board i.hollow").count()})`);
  });

  it("leads from a lesson to the facts it rests on and to their source", async () => {
    const { page } = watched;
    await page.goto(`${site.address}#/debates`);
    await page.locator(".board a", { hasText: "Short lifespans, long legacies" }).click();
    const argument = page.locator("#argument-lesson-3");
    await argument.waitFor();
    // Three openings are in print; all stand.
    expect(await argument.innerText()).toContain("≠");
    expect(await argument.innerText()).toMatch(/Xin ?kafe/i);
    await argument.locator(".pieces .value").first().click();
    const panel = page.getByRole("dialog");
    expect(await panel.locator(".cell code").count()).toBeGreaterThan(1);
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
  });

  it("says where there is no evidence, and that nothing speaks for the other side", async () => {
    const { page } = watched;
    await page.goto(`${site.address}#/debates/smart-city-1`);
    await page.locator(".facing .side.for .argument").first().waitFor();
    expect(await page.locator(".argument.bare .untied").first().innerText()).toContain("no evidence yet");
    await page.goto(`${site.address}#/debates/mic2025-against`);
    await page.locator(".side.for .honest").waitFor();
  });

  it("opens a thesis by any of its arguments, and by keyboard the next one", async () => {
    const { page } = watched;
    await page.goto(`${site.address}#/debates/clusters-4`);
    await page.locator("#argument-clusters-4").waitFor();
    expect(await page.locator("#argument-clusters-1").count()).toBe(1);
    const next = page.locator(".neighbours .next");
    await next.focus();
    const address = await next.getAttribute("href");
    await page.keyboard.press("Enter");
    await page.waitForFunction((hash) => location.hash === hash, address);
    await page.goto(`${site.address}#/debates/no-such-thesis`);
    await page.locator(".missing").waitFor();
  });

  it("never scrolls sideways, and nothing went wrong", async () => {
    const { page } = watched;
    for (const route of ["#/debates", "#/debates/smart-city-1"]) {
      await page.goto(site.address + route);
      await page.locator(".debates h1").waitFor();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(wide, route).toBeLessThanOrEqual(0);
    }
    expect(watched.wrong).toEqual([]);
  });
});

it("tells how long ten thousand places take", async () => {
  const site = await serve(BIG_STUDY());
  const watched = await open(browser, site, "desktop");
  const started = performance.now();
  await watched.page.goto(`${site.address}#/debates`);
  await watched.page.locator(".debates h1").waitFor();
  console.log(`debates, 10,000 places: ${Math.round(performance.now() - started)} ms`);
  expect(await watched.page.locator(".debates .honest, .debates .board").count()).toBeGreaterThan(0);
  expect(watched.wrong).toEqual([]);
  await watched.context.close();
  await site.close();
});
