import type { Request, Route } from "playwright-core";
import { describe, expect, it } from "vitest";

import { alone, built, during, type Site, type Size, SIZES, type Stage, STUDY } from "./site";

/** What the first page may wait for, in bytes as they are sent without compression. */
const MOST_BEFORE_USE = 400_000;
/** What the first page may load in all: with its map, the search's and the evidence's headings, and the fonts it uses. */
const MOST_IN_ALL = 1_500_000;

/** Files without which there is no first page: the page, what it names itself, and the two data files of its text. */
const NEEDED = /\/(|index\.html|icon\.svg|data\/head\.json|data\/overview\.json)$/;

// Everything else is held back: base map, map and network, search, headings and references, fonts.
describe("the first page of the built study, before the rest has come", () => {
  it.each(Object.keys(SIZES) as Size[])("is read and used on a %s", (size) => during(() => built(STUDY), (site) => alone(site, size, readFirst(site, size))));
});

function readFirst(site: Site, size: Size) {
  return async ({ page }: Stage) => {
    const html = await (await fetch(site.address)).text();
    const named = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map(([, path]) => `${site.address}${path}`);
    expect(named.length).toBeGreaterThan(1);

    const held: { route: Route; path: string }[] = [];
    let released = false;
    await page.route("**/*", (route) => {
      const url = route.request().url();
      if (released || named.includes(url) || NEEDED.test(url)) return route.continue();
      held.push({ route, path: url.slice(site.address.length) });
      return undefined;
    });
    const sizes: Promise<number>[] = [];
    page.on("requestfinished", (request: Request) => sizes.push(request.response().then(async (response) => (await response?.body())?.length ?? 0)));
    const loaded = async () => (await Promise.all(sizes)).reduce((sum, bytes) => sum + bytes, 0);

    await page.goto(site.address, { waitUntil: "commit" });
    await page.locator("h1", { hasText: "Maker cities" }).waitFor();
    expect(await page.locator(".counts a.figure .number").first().innerText()).toMatch(/^\d+$/);
    expect(await page.locator(".abstract").innerText()).not.toBe("");
    expect(await page.locator(".yearchart svg").first().isVisible()).toBe(true);

    // It answers: how a number was counted, and who says what is disputed.
    const how = page.locator(".counts details").first();
    await how.locator("summary").click();
    expect(await how.locator("p").first().innerText()).not.toBe("");
    await page.locator(".contradictions .value").first().click();
    const panel = page.locator(".panel");
    expect(await panel.locator(".written").first().innerText()).not.toBe("");
    expect(await panel.locator(".who").first().innerText()).not.toBe("");
    const before = await loaded();
    const waiting = held.map(({ path }) => path);
    expect(waiting).toContain("data/headings.json");
    expect(waiting.some((path) => path.includes("fonts")), waiting.join(" ")).toBe(true);
    expect(waiting.some((path) => /search|network|maplibre|land_10m/.test(path)), waiting.join(" ")).toBe(false);
    expect(before).toBeLessThan(MOST_BEFORE_USE);

    // The rest comes, and completes what is open.
    released = true;
    for (const { route } of held.splice(0)) await route.continue();
    await panel.locator(".cell code", { hasText: /^\w+\.csv:\d+:\d+$/ }).first().waitFor();
    await panel.locator(".reference", { hasText: /\w/ }).first().waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".wheremap path.land").waitFor();
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    expect(await page.evaluate(() => document.fonts.check('16px "Source Sans 3 Variable"'))).toBe(true);
    const whole = await loaded();
    expect(whole).toBeLessThan(MOST_IN_ALL);
    console.log(`${size}: first page: usable after ${Math.round(before / 1000)} kB, whole after ${Math.round(whole / 1000)} kB`);
  };
}
