import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { launch, open, serve, type Site, STUDY } from "./site";

const SCRIPT = `<img src=x onerror="document.title='broken into'"><script>document.title='broken into'</script>`;

// A copy of the study that the test may change while it is served.
describe("a study that changes", () => {
  let browser: Browser;
  let folder: string;
  let site: Site;
  beforeAll(async () => {
    browser = await launch();
    folder = await mkdtemp(join(tmpdir(), "milieu-study-"));
    await cp(STUDY, folder, { recursive: true });
    site = await serve(folder);
  });
  afterAll(async () => {
    await site.close();
    await browser.close();
    await rm(folder, { recursive: true });
  });

  it("shows script in a cell as text, and reloads when a file changes without losing the view", async () => {
    const { page, context, wrong } = await open(browser, site, "desktop");
    await page.goto(`${site.address}#/places?q=xinchejian&sort=-opened`);
    const row = page.locator(".table .name a").first();
    await row.waitFor();
    const places = join(folder, "places.csv");
    const text = await readFile(places, "utf8");
    expect(text).toContain(",Xinchejian,");
    await writeFile(places, text.replace(",Xinchejian,", `,"Xinchejian ${SCRIPT.replaceAll('"', '""')}",`));
    await page.locator(".table .name a", { hasText: "onerror" }).waitFor();
    expect(page.url()).toContain("sort=-opened");
    expect(await page.locator(".filters input").inputValue()).toBe("xinchejian");
    await row.click();
    await page.locator(".entity h1", { hasText: "<script>" }).waitFor();
    await page.goto(`${site.address}#/atlas?sel=xinchejian`);
    await page.locator(".card h2", { hasText: "<script>" }).waitFor();
    expect(await page.title()).not.toContain("broken into");
    expect(await page.locator("main img, main script").count()).toBe(0);
    expect(wrong).toEqual([]);
    await context.close();
  });

  it("shows errors prominently while they last", async () => {
    const { page, context, wrong } = await open(browser, site, "desktop");
    await page.goto(`${site.address}#/`);
    await page.locator("main h1").waitFor();
    const places = join(folder, "places.csv");
    const text = await readFile(places, "utf8");
    const first = text.split("\n")[1] ?? "";
    await writeFile(places, `${text.trimEnd()}\n${first}\n`);
    const bar = page.locator(".problems-bar.errors a");
    await bar.waitFor();
    await bar.click();
    await page.locator(".diagnostics .error pre").first().waitFor();
    expect(await page.locator(".diagnostics .error pre").first().innerText()).toContain("places.csv:");
    await writeFile(places, text);
    await page.locator(".problems-bar.errors").waitFor({ state: "detached" });
    expect(wrong).toEqual([]);
    await context.close();
  });
});
