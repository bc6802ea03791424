import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import type { Lab, ScenarioPage } from "../src/page.gen";
import { built, onEverySize, serve, type Stage, STUDY, tooWide } from "./site";

const LEVER = "#lever-rent";

async function read<T>(stage: Stage, path: string): Promise<T> {
  return (await stage.page.request.get(`${stage.site.address}${path}`)).json() as Promise<T>;
}

/** Opens the folded levers, so that every lever can be set. */
async function unfold(page: Page): Promise<void> {
  await page.locator(".levers details").evaluateAll((all) => all.forEach((one) => ((one as HTMLDetailsElement).open = true)));
}

/** The row of an indicator. */
function row(page: Page, name: string): Locator {
  return page.locator(".ends tbody tr", { has: page.getByRole("button", { name, exact: true }) });
}

function go(stage: Stage, id: string): Promise<void> {
  return stage.go(`#/lab/scenario/${id}`);
}

// Runs of a small world: some seconds each, more where others run beside it.
onEverySize("the lab, served", () => serve(STUDY), (stage) => {
  it("changes a lever, runs, and shows what differs on the same events", { timeout: 600_000 }, async () => {
    const { page } = stage;
    await go(stage, "dearer-rents");
    await page.locator(LEVER).fill("2.5");
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.getByRole("button", { name: "Stop", exact: true }).waitFor();
    await page.locator(".start [role=status]", { hasText: "2 pairs on the same events" }).waitFor({ timeout: 500_000 });
    const difference = row(page, "open places").locator("td").first();
    expect(await difference.innerText()).toMatch(/^[+−]?\d.*\[.+; .+\]$/s);
    // The number says what it was computed from.
    await difference.locator("button").click();
    const panel = page.getByRole("dialog");
    expect(await panel.innerText()).toMatch(/Simulated by the lab.*seed 1.*fingerprint [0-9a-f]{16}.*world: small/s);
    await page.keyboard.press("Escape");
    // The other future is there to be compared with, event by event.
    await page.getByRole("button", { name: "event by event" }).click();
    expect(await page.locator(".replay .moment").innerText()).toMatch(/\d+ open in both, \d+ in this scenario only, \d+ in the baseline only/);
    expect(await tooWide(page)).toBe(0);
  });

  it("stops a run, and is free for the next", { timeout: 600_000 }, async () => {
    const { page } = stage;
    await go(stage, "baseline");
    const stopped = async () => {
      await page.getByRole("button", { name: "Run", exact: true }).press("Enter");
      await page.getByRole("button", { name: "Stop", exact: true }).waitFor();
      await page.locator(".start [role=status]", { hasText: /[1-9]\d* %/ }).waitFor({ timeout: 300_000 });
      await page.getByRole("button", { name: "Stop", exact: true }).press("Enter");
      await page.locator(".start [role=status]", { hasText: "Stopped" }).waitFor();
    };
    await stopped();
    // The program has noticed at the end of a month.
    await page.waitForTimeout(500);
    await stopped();
  });

  it("tells a bad value at its lever, with what would be right", async () => {
    const { page } = stage;
    await go(stage, "dearer-rents");
    await unfold(page);
    await page.locator(LEVER).fill("150");
    await page.locator("#lever-lease").fill("-3");
    await page.getByRole("button", { name: "Run", exact: true }).click();
    const problem = (lever: string) => page.locator(`.lever:has(#lever-${lever}) .problem`);
    await problem("rent").waitFor();
    expect(await problem("rent").innerText()).toMatch(/LAB002.*percent.*1\.5/s);
    expect(await problem("lease").innerText()).toMatch(/LAB003.*0 to 600/s);
    expect(await page.locator(LEVER).getAttribute("aria-invalid")).toBe("true");
    await page.locator(LEVER).fill("1.5");
    expect(await problem("rent").count()).toBe(0);
  });
});

for (const [how, start] of [["served", serve], ["built", built]] as const) {
  onEverySize(`what is kept of the lab, ${how}`, () => start(STUDY), (stage) => {
    it("says what it is, and lists what it was asked", async () => {
      const { page } = stage;
      await stage.go("#/lab");
      const lab = await read<Lab>(stage, "data/lab.json");
      expect(await page.locator(".caution").innerText()).toBe(`Explains, does not forecast. ${lab.assumed[0]} of ${lab.assumed[1]} parameters are assumed.`);
      expect(await page.locator('.futures a[href^="#/lab/scenario/"]').count()).toBe(lab.scenarios.length);
      expect(await page.locator('.futures a[href^="#/lab/experiment/"]').count()).toBe(lab.experiments.length);
      expect(lab.scenarios.length).toBeGreaterThan(5);
      expect(lab.scenarios.filter(({ kept }) => !kept)).toEqual([]);
      // What was kept by other rules or of another text is told.
      const told = await page.locator(".futures .meta").allInnerTexts();
      expect(told.filter((text) => text.includes("other rules")).length).toBe([...lab.scenarios, ...lab.experiments].filter(({ stale }) => stale).length);
      for (const one of ["", "/scenario/dearer-rents", "/patterns", "/parameters", "/model"]) {
        await stage.go(`#/lab${one}`);
        expect(await tooWide(page), one).toBe(0);
      }
    });

    it("shows a kept result with its differences over time", async () => {
      const { page } = stage;
      await go(stage, "dearer-rents");
      const kept = (await read<ScenarioPage>(stage, "data/lab/scenario/dearer-rents.json")).kept;
      expect(await page.locator(".ends tbody tr").count()).toBe(kept?.indicators.length);
      expect(await page.locator(".overtime svg.plot").count()).toBe(2);
      await page.locator(".ends .choose").nth(3).click();
      expect(await page.locator(".overtime figcaption b").first().innerText()).toContain(await page.locator(".ends .choose").nth(3).innerText());
    });

    it("says what of its world the study states, and what is made up", async () => {
      const { page } = stage;
      await go(stage, "baseline");
      await page.locator(".grounding summary").press("Enter");
      const places = page.locator(".grounding tbody tr", { hasText: /^places/ }).first();
      const [grounded, made] = (await places.locator("td").allInnerTexts()).map(Number);
      expect(grounded).toBeGreaterThan(0);
      expect(made).toBeGreaterThan(0);
    });

    it("replays places living and dying, and says why one closed", async () => {
      const { page } = stage;
      await go(stage, "dearer-rents");
      const now = page.locator(".replay .now");
      const counts = page.locator(".replay .moment");
      const slider = page.getByRole("slider", { name: "Month" });
      await slider.fill("0");
      expect(await now.innerText()).toBe("2008-01");
      const before = await counts.innerText();
      await page.getByRole("button", { name: "One month on" }).click();
      expect(await now.innerText()).toBe("2008-02");
      await page.getByRole("button", { name: "Play" }).click();
      await page.waitForFunction(() => (document.querySelector<HTMLElement>(".replay .now")?.dataset["month"] ?? "") > "2009-06");
      await page.getByRole("button", { name: "Pause" }).click();
      expect(await counts.innerText()).not.toBe(before);
      await page.locator(".closings li button").first().press("Enter");
      const card = page.locator(".placecard");
      await card.waitFor();
      expect(await card.locator(".cause").innerText()).not.toBe("");
      expect(await card.locator(".terms dt").count()).toBeGreaterThan(0);
      expect(await card.locator(".elsewhere").innerText()).toMatch(/In the baseline:/);
    });

    it("scores all twenty-three patterns, met or missed, and filters them", async () => {
      const { page } = stage;
      await stage.go("#/lab/patterns");
      await page.locator(".board > li").first().waitFor();
      expect(await page.locator(".board > li").count()).toBe(23);
      expect(await page.locator(".board .code").allInnerTexts()).toEqual(Array.from({ length: 23 }, (_, n) => `P${n + 1}`));
      for (const state of ["met", "missed"]) {
        await page.getByRole("button", { name: new RegExp(`^${state} \\d+$`) }).click();
        const shown = await page.locator(".board > li").count();
        expect(await page.locator(`.board > li.${state}`).count()).toBe(shown);
        expect(await page.locator(".patterns [role=status]").last().innerText()).toMatch(new RegExp(`^${shown} pattern`));
      }
    });

    it("lists every parameter with its range and where it comes from", async () => {
      const { page } = stage;
      await stage.go("#/lab/parameters");
      await page.locator(".register tbody tr").first().waitFor();
      const numbers = await page.locator(".register td.num").allInnerTexts();
      expect(numbers.filter((one) => one !== "").map(Number)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));

      // What a parameter moves opens how it was screened.
      await page.locator(".register .moves button").first().click();
      const account = await page.getByRole("dialog").innerText();
      expect(account).toContain("milieu lab screen sweeps/screening.toml");
      expect(account).toContain("μ*");
      await page.keyboard.press("Escape");
    });

    if (how === "built") {
      it("says that running needs the program", async () => {
        const { page } = stage;
        await go(stage, "dearer-rents");
        expect(await page.locator(".levers").innerText()).toContain("milieu serve");
        expect(await page.getByRole("button", { name: "Run", exact: true }).count()).toBe(0);
        expect(await page.locator("#lever-rent").innerText()).toBe("1.25");
      });
    }

    it("speaks Chinese and French", async () => {
      const { page } = stage;
      await stage.go("?lang=zh#/lab/scenario/dearer-rents");
      await page.locator("h2", { hasText: "空间的生与死" }).waitFor();
      await stage.go("?lang=fr#/lab/patterns");
      await page.locator("h1", { hasText: "Motifs" }).waitFor();
      // What the model calls things, and what it says of its experiments, is no longer English then.
      const english = async (route: string, ready: string, part: string) => {
        await stage.go(`?lang=fr#/lab${route}`);
        await page.locator(ready).first().waitFor({ state: "attached" });
        expect(await page.locator(ready).count()).toBeGreaterThan(0);
        expect(await page.locator(part).allTextContents(), route).toEqual([]);
      };
      await english("/patterns", ".board li", ".board h2 [lang=en], .board .parts [lang=en]");
      await english("/parameters", ".register th", ".register th [lang=en]");
      await english("/experiment/transplant", ".value.long", "[lang=en] > .value.long");
      await english("/scenario/dearer-rents", ".lab th", ".lab th[lang=en]");
      await stage.go("?lang=en#/lab");
    });
  });
}

describe("the lab and other pages", () => {
  it("share no code: the first page does not load the lab", async () => {
    const site = await built(STUDY);
    try {
      const html = await (await fetch(site.address)).text();
      const named = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path ?? "");
      expect(named.length).toBeGreaterThan(0);
      for (const path of named) expect(await (await fetch(site.address + path)).text(), path).not.toContain("Explains, does not forecast");
    } finally {
      await site.close();
    }
  });
});
