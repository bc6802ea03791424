import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";

import type { Analyses, AnalysisPage } from "../src/page.gen";
import { inaccessible } from "./axe";
import { download, onEverySize, serve, type Site, STUDY, tooWide } from "./site";

async function read<T>(page: Page, site: Site, path: string): Promise<T> {
  return (await page.request.get(`${site.address}${path}`)).json() as Promise<T>;
}

onEverySize("the analyses of the bundled study", () => serve(STUDY), (stage) => {
  let all: Analyses["analyses"];
  const whole = (id: string) => read<AnalysisPage>(stage.page, stage.site, `data/analysis/${encodeURIComponent(id)}.json`);
  const visit = (id: string) => stage.go(`#/analyses/${encodeURIComponent(id)}`);
  beforeAll(async () => {
    ({ analyses: all } = await read<Analyses>(stage.page, stage.site, "data/analyses.json"));
  });

  it("lists every question with its number, or why there is none", async () => {
    await stage.go("#/analyses");
    expect(all.length).toBeGreaterThan(0);
    expect(await stage.page.locator(".asked > li").count()).toBe(all.length);
    for (const one of all) {
      const item = stage.page.locator(`.asked > li:has(a[href="#/analyses/${one.id}"])`);
      expect(await item.locator(one.headline ? ".headline .figure" : one.refusal ? ".refused" : ".meta").count(), one.id).toBe(1);
    }
  });

  it("shows each with its figures, its limits and what it left out, no wider than the window", async () => {
    for (const { id, refusal } of all) {
      await visit(id);
      const { page } = stage;
      const { result, limits } = await whole(id);
      expect(await page.locator(".refusal").count(), id).toBe(refusal ? 1 : 0);
      expect(await page.locator("figure.answer").count(), id).toBe(result?.figures.length ?? 0);
      for (const figure of await page.locator("figure.answer").all()) expect(await figure.locator("svg.plot, svg.locator, table").count(), id).toBeGreaterThan(0);
      expect(await page.locator("#left-out").count(), id).toBe(result && result.left_out.length > 0 ? 1 : 0);
      expect(await page.locator("section:has(> #limits) li").count(), id).toBe(limits.length);
      expect(await tooWide(page), id).toBe(0);
    }
  });

  it("opens what the first number rests on", async () => {
    const { page } = stage;
    for (const { id } of all.filter(({ headline }) => headline)) {
      await visit(id);
      await page.locator(".numbers .value").first().click();
      // Its statements, the cases it rests on, or how a kept result was made.
      const shown = page.locator("[role=dialog] .statements > li, section:has(> #cases) [role=status], #kept:focus");
      await shown.first().waitFor();
    }
  });

  it("hands out figures and tables", async () => {
    const { page } = stage;
    for (const { id } of all.filter(({ figure }) => figure)) {
      await visit(id);
      const { name, bytes } = await download(page, page.locator("figure.answer .export button").first());
      expect(name).toMatch(/\.svg$/);
      expect(bytes.toString(), id).toMatch(/CC-BY-4\.0/);
      const { downloads } = await whole(id);
      expect(downloads.length, id).toBeGreaterThan(0);
      for (const { path } of downloads) expect((await page.request.get(`${stage.site.address}${path}`)).ok(), path).toBe(true);
    }
  });

  it("is open to everyone, as far as axe can tell", async () => {
    const found: string[] = [];
    for (const { id } of all) {
      await visit(id);
      found.push(...(await inaccessible(stage.page)).map((line) => `${id} ${line}`));
    }
    expect(found).toEqual([]);
  });
});
