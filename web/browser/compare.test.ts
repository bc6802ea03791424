import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { BIG_STUDY, launch, open, serve, type Site, SIZES, STUDY, type Watched } from "./site";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe.each(Object.keys(SIZES) as (keyof typeof SIZES)[])("the comparison on a %s", (size) => {
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

  it("opens with the two towns, differences first", async () => {
    const { page } = watched;
    await page.goto(`${site.address}#/compare`);
    await page.locator(".sides tbody.differ tr:not(.heading)").first().waitFor();
    const chosen = await page.locator(".chooser .chip[aria-pressed=true]").allInnerTexts();
    expect(chosen.map((text) => text.trim())).toEqual(["Kunshan", "Shunde"]);
    const order = await page.locator(".sides tbody").evaluateAll((bodies) => bodies.map((body) => body.className));
    expect(order).toEqual(["differ", "agree", "one"]);
    const differ = page.locator(".sides tbody.differ");
    expect(await differ.locator("tr:not(.heading)").count()).toBeGreaterThanOrEqual(7);
    expect(await differ.innerText()).toContain("From Taiwan");
    expect(await differ.innerText()).toContain("From Hong Kong and Shenzhen");
  });

  it("flags the value per head that does not follow, and shows what it was worked out from", async () => {
    const { page } = watched;
    await page.goto(`${site.address}#/compare`);
    expect(await page.locator(".flag").innerText()).toContain("Shunde");
    const check = page.locator(".check.differs");
    expect(await check.count()).toBe(1);
    const text = await check.innerText();
    for (const part of ["14,000", "254", "2,460,000", "103,252", "0.83"]) expect(text).toContain(part);
    await check.locator(".value", { hasText: "103,252" }).click();
    const panel = page.getByRole("dialog");
    expect(await panel.locator(".cell code").count()).toBe(2);
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
  });

  it("draws both of two values that contradict each other", async () => {
    const { page } = watched;
    await page.goto(`${site.address}#/compare?cases=shunde`);
    const product = page.locator("figure.small").filter({ hasText: "billion yuan" });
    await product.waitFor();
    expect(await product.locator(".against").count()).toBe(2);
    // As many marks as values listed.
    expect(await product.locator("svg .mark").count()).toBe(await product.locator(".readings ul > li").count());
  });

  it("keeps the choice in the address; what is stated of one only says so of the other", async () => {
    const { page } = watched;
    await page.goto(`${site.address}#/compare?cases=kunshan`);
    await page.locator(".chooser .chip", { hasText: "Sunan" }).click();
    await page.waitForFunction(() => location.hash.includes("model-sunan"));
    const link = page.url();
    await page.goto("about:blank");
    await page.goto(link);
    await page.locator(".sides tbody.one .unstated").first().waitFor();
    expect(await page.locator(".chooser .chip[aria-pressed=true]").count()).toBe(2);
    expect(await page.locator(".sides tbody.one .unstated").first().innerText()).toBe("not stated");
  });

  it("works by keyboard, never scrolls sideways, and nothing went wrong", async () => {
    const { page } = watched;
    await page.goto("about:blank");
    await page.goto(`${site.address}#/compare`);
    // A page that opens takes the focus; the key is pressed once it has opened.
    await page.locator(".sides tbody").first().waitFor();
    await page.locator(".chooser .chip[aria-pressed=false]").first().press("Enter");
    await page.waitForFunction(() => document.querySelectorAll(".chooser .chip[aria-pressed=true]").length === 3);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide).toBeLessThanOrEqual(0);
    expect(watched.wrong).toEqual([]);
  });
});

it("says what a study without cases lacks, and how long ten thousand places take", async () => {
  const site = await serve(BIG_STUDY());
  const watched = await open(browser, site, "desktop");
  const started = performance.now();
  await watched.page.goto(`${site.address}#/compare`);
  await watched.page.locator(".compare h1").waitFor();
  console.log(`compare, 10,000 places: ${Math.round(performance.now() - started)} ms`);
  expect(await watched.page.locator(".compare .honest, .compare .sides").count()).toBeGreaterThan(0);
  expect(watched.wrong).toEqual([]);
  await watched.context.close();
  await site.close();
});
