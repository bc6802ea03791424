import { expect, it } from "vitest";

import { alone, besideTenThousandPlaces, closeEvidence, during, onEverySize, serve, shown, STUDY, tooWide } from "./site";

onEverySize("plans of the bundled study", () => serve(STUDY), (stage) => {
  it("leads from a national target to a province’s and to a county", async () => {
    const { page, go } = stage;
    await go("#/plans?plan=-");
    await page.locator(".targetrow .pick", { hasText: "2019" }).first().click();
    const rows = page.locator(".territories .row");
    await rows.first().waitFor();
    const names = await rows.locator(".pick .name").allInnerTexts();
    expect(names[0]).toBe("China");
    // The county stands below its province, though only an observation tells of it.
    expect(names.indexOf("Kunshan")).toBe(names.indexOf("Jiangsu") + 1);
    // One scale for all: every row's track begins and ends where the others do.
    const tracks = await page.locator(".territories .row .track").evaluateAll((all) => new Set(all.map((one) => Math.round(one.getBoundingClientRect().width))).size);
    expect(tracks).toBe(1);
    await rows.filter({ hasText: "Kunshan" }).locator(".pick").click();
    await page.waitForFunction(() => location.hash.includes("at=kunshan"));
    expect(await page.locator(".trail").innerText()).toContain("Kunshan");
    const link = page.url();
    await go(link);
    await page.locator(".territories .row.chosen", { hasText: "Kunshan" }).waitFor();
  });

  it("says what provinces add and whom the mean leaves out; the number opens what it is computed from", async () => {
    const { page, go } = stage;
    await go("#/plans?plan=-&target=growth-china-2019");
    const summary = page.locator(".amplified summary").first();
    await summary.click();
    const left = Number((await summary.innerText()).replace(/\D.*$/s, ""));
    expect(await page.locator(".amplified .leftout a").count()).toBe(left);
    await page.locator(".amplified .value .big").first().click();
    // What is added up, each with its statements, and by how many it is divided.
    const parts = page.locator(".panel [data-counted]");
    const counted = await page.locator(".territories .delta").count();
    expect(await parts.first().locator("li").count()).toBe(counted);
    expect(await parts.nth(1).getAttribute("data-counted")).toBe(String(counted));
    await parts.first().locator("summary").first().click();
    // What is folded comes when it is unfolded.
    await parts.first().locator(".statement").nth(1).waitFor();
    await closeEvidence(page);
  });

  it("compares only what was observed for the same year, and says why not elsewhere", async () => {
    const { page, go } = stage;
    await go("#/plans?of=-");
    const jiangsu = page.locator(".bullet", { hasText: "Jiangsu" }).filter({ hasText: "2018" });
    await jiangsu.first().waitFor();
    expect(await jiangsu.locator(".outcome").first().innerText()).toMatch(/6\.7.*[-−]0\.3/s);
    const words = page.locator(".bullet", { hasText: "Liaoning" });
    expect(await words.locator(".outcome").innerText()).toContain("in words");
    expect(await words.locator(".to").innerText()).toContain("in line with national growth");
  });

  it("tells binding from anticipatory by shape and by word", async () => {
    const { page, go } = stage;
    await go("#/plans?of=fyp-15");
    await page.locator(".bullet.binding .natsign rect").first().waitFor();
    await page.locator(".bullet.anticipatory .natsign circle").first().waitFor();
    expect(await page.locator(".bullet.binding .nature").first().innerText()).toContain("约束性");
    expect(await page.locator(".bullet.anticipatory .nature").first().innerText()).toContain("预期性");
  });

  it("counts the zones without a year, and puts them on the atlas", async () => {
    const { page, go } = stage;
    await go("#/plans");
    await page.locator(".waves .count").first().waitFor();
    const counts = (await page.locator(".waves .count").allTextContents()).map(Number);
    const text = await page.locator("#zones ~ .lede").innerText();
    const all = Number(/of (\d+) zones/.exec(text)?.[1]);
    expect(counts.reduce((a, b) => a + b, 0)).toBe(all);
    await page.locator("#zones ~ .lede a").click();
    await shown(page);
    await page.waitForFunction(() => Number(document.querySelector<HTMLElement>("canvas.marks")?.dataset["zones"]) > 100);
    await page.waitForFunction(() => location.hash.includes("zones=yes"));
  });

  it("names the rule of the timeline and its institutions", async () => {
    const { page, go } = stage;
    await go("#/plans");
    const items = page.locator(".reform li");
    await items.first().waitFor();
    const all = await items.count();
    await page.locator(".plans .switch input").check();
    const named = await items.count();
    expect(named).toBeLessThan(all);
    expect(await page.locator(".reform li:not(:has(.who))").count()).toBe(0);
  });

  it("does not scroll sideways, in any language", async () => {
    const { page, go } = stage;
    for (const language of ["zh", "fr", "en"]) {
      await go(`?lang=${language}#/plans`);
      await page.locator(".reform li").first().waitFor();
      await page.locator(".waves, .wavelist").first().waitFor();
      expect(await tooWide(page), language).toBe(0);
    }
  });
});

it("plans are walked with the arrow keys", () =>
  during(
    () => serve(STUDY),
    (site) =>
      alone(site, "desktop", async ({ page, go }) => {
        await go("#/plans");
        await page.locator(".column.idea .pick").first().focus();
        const focused = () => page.evaluate(() => document.activeElement?.closest<HTMLElement>(".column")?.dataset["column"]);
        await page.keyboard.press("ArrowDown");
        expect(await focused()).toBe("idea");
        await page.keyboard.press("ArrowRight");
        expect(await focused()).toBe("plan");
        await page.keyboard.press("ArrowRight");
        expect(await focused()).toBe("target");
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        expect(await focused()).toBe("target");
        expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-pressed"))).toBe("true");
        await page.keyboard.press("ArrowLeft");
        expect(await focused()).toBe("plan");
      }),
  ));

// A study of ten thousand places has no plans of its own: the page says so, and soon.
it("plans load beside ten thousand places", () => besideTenThousandPlaces("#/plans", ".plans h1"));
