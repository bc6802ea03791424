import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { alone, serve, type Stage, STUDY } from "./site";

const SCRIPT = `<img src=x onerror="document.title='broken into'"><script>document.title='broken into'</script>`;

/** One page of a copy of the study that the test may change while it is served. */
async function changing(work: (stage: Stage, folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "milieu-study-"));
  await cp(STUDY, folder, { recursive: true });
  const site = await serve(folder);
  try {
    await alone(site, "desktop", (stage) => work(stage, folder));
  } finally {
    await site.close();
    await rm(folder, { recursive: true });
  }
}

describe("a study that changes", () => {
  it("shows script in a cell as text, and reloads when a file changes without losing the view", () =>
    changing(async ({ page, go }, folder) => {
      await go("#/places?q=xinchejian&sort=-opened");
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
      await go("#/atlas?sel=xinchejian");
      await page.locator(".card h2", { hasText: "<script>" }).waitFor();
      expect(await page.title()).not.toContain("broken into");
      expect(await page.locator("main img, main script").count()).toBe(0);
    }));

  it("shows errors prominently while they last", () =>
    changing(async ({ page, go }, folder) => {
      await go("#/");
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
    }));
});
