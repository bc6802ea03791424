import type { Page } from "playwright-core";
import { expect, it } from "vitest";

import { BIG_STUDY, onEverySize, serve, shown } from "./site";

// Times are printed, not asserted: a slow machine is not a mistake. Goals, with software rendering:
// load under 3 s, a step of the slider and a filter under 100 ms.
onEverySize("ten thousand places", () => serve(BIG_STUDY()), (stage, size) => {
  it("load, filter and play", async () => {
    const { page, site } = stage;
    const times: [string, number][] = [];
    const time = async (what: string, work: () => Promise<unknown>) => {
      const start = performance.now();
      await work();
      times.push([what, performance.now() - start]);
    };
    await time("overview loads", async () => {
      await page.goto(`${site.address}#/`);
      await page.locator(".counts").waitFor();
    });
    await page.goto("about:blank");
    await time("atlas loads", async () => {
      await page.goto(`${site.address}#/atlas`);
      await shown(page);
    });
    const count = (await page.locator(".summary").innerText()).replace(/\D+/g, " ");
    expect(count).toMatch(/10 ?000/);
    const begin = await shown(page);
    expect(begin.places).toBeGreaterThan(1000);

    const steps = await sliderSteps(page);
    times.push(["slider step, median of 20", steps[10] ?? NaN], ["slider step, worst of 20", steps[19] ?? NaN]);
    times.push(["filter by kind", await untilPainted(page, ".sidebar .chip")]);
    expect((await shown(page)).places).toBeLessThan(begin.places);
    times.push(["filter away again", await untilPainted(page, ".sidebar .chip")]);

    await page.goto("about:blank");
    await time("places load", async () => {
      await page.goto(`${site.address}#/places`);
      await page.locator(".table tbody tr td").first().waitFor();
    });
    expect(await page.locator(".table tbody tr").count()).toBeLessThan(200);
    await time("places filter by name", async () => {
      await page.locator(".filters .text").fill("1234");
      await page.waitForFunction(() => /^\D*\d{1,3} /.test(document.querySelector(".places [role=status]")?.textContent ?? ""));
    });
    for (const [what, spent] of times) console.log(`${size}: ${what}: ${spent.toFixed(0)} ms`);
  });
});

/** Milliseconds from a click to the frame in which the map shows another number of places. */
function untilPainted(page: Page, selector: string): Promise<number> {
  return page.evaluate(
    (clicked) =>
      new Promise<number>((done) => {
        const canvas = document.querySelector<HTMLElement>("canvas.marks");
        const before = canvas?.dataset["places"];
        const start = performance.now();
        document.querySelector<HTMLElement>(clicked)?.click();
        const look = () => (canvas?.dataset["places"] === before ? requestAnimationFrame(look) : done(performance.now() - start));
        requestAnimationFrame(look);
      }),
    selector,
  );
}

/** Milliseconds of twenty steps of a year with the keyboard, each to its frame, sorted. */
function sliderSteps(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const canvas = document.querySelector<HTMLElement>("canvas.marks");
    const slider = document.querySelector<HTMLInputElement>(".timeline input[type=range]");
    const spent: number[] = [];
    for (let step = 0; step < 20; step += 1) {
      const before = canvas?.dataset["time"];
      const start = performance.now();
      const back = step % 4 > 1;
      slider?.dispatchEvent(new KeyboardEvent("keydown", { key: back ? "ArrowLeft" : "ArrowRight", bubbles: true }));
      await new Promise<void>((done) => {
        const look = () => (canvas?.dataset["time"] === before && performance.now() - start < 2000 ? requestAnimationFrame(look) : done());
        requestAnimationFrame(look);
      });
      spent.push(performance.now() - start);
    }
    return spent.sort((a, b) => a - b);
  });
}
