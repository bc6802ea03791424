import { expect, it } from "vitest";

import { besideTenThousandPlaces, closeEvidence, evidence, onEverySize, serve, STUDY, tooWide } from "./site";

onEverySize("the debates", () => serve(STUDY), (stage) => {

  it("lists every thesis; its marks are its arguments, hollow without evidence", async () => {
    const { page, go } = stage;
    await go("#/debates");
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
    const { page, go } = stage;
    await go("#/debates?evidence=none");
    await page.locator(".board i").first().waitFor();
    expect(await page.locator(".board i.full").count()).toBe(0);
    const named = await page.locator(".tools-row .chip").innerText();
    expect(named).toContain(`(${await page.locator(".board i.hollow").count()})`);
  });

  it("leads from a lesson to the facts it rests on and to their source", async () => {
    const { page, go } = stage;
    await go("#/debates");
    await page.locator(".board a", { hasText: "Short lifespans, long legacies" }).click();
    const argument = page.locator("#argument-lesson-3");
    await argument.waitFor();
    // Three openings are in print; all stand.
    expect(await argument.innerText()).toContain("≠");
    expect(await argument.innerText()).toMatch(/Xin ?kafe/i);
    const panel = await evidence(page, argument.locator(".pieces .value").first());
    expect(await panel.locator(".cell code").count()).toBeGreaterThan(1);
    await closeEvidence(page);
  });

  it("shows the answer of an analysis an argument rests on, in one line that leads to it", async () => {
    const { page, go } = stage;
    await go("#/debates/lesson-3");
    const piece = page.locator('#argument-lesson-3-curve .pieces .analysis:has(a[href="#/analyses/lifespans"])');
    expect(await piece.locator(".figure").innerText()).toMatch(/\d|∞/);
    await piece.locator("a").last().click();
    await page.locator(".analyses.one h1").waitFor();
    expect(await page.locator('section:has(> #arguments) a[href="#/entity/lesson-3-curve"]').count()).toBe(1);
    await go("#/debates/opimpuc-h2");
    expect(await page.locator("#argument-opimpuc-h2-posts .pieces .analysis .figure").innerText()).toMatch(/^0[.,]\d+/);
  });

  it("says where there is no evidence, and that nothing speaks for the other side", async () => {
    const { page, go } = stage;
    await go("#/debates/smart-city-1");
    await page.locator(".facing .side.for .argument").first().waitFor();
    expect(await page.locator(".argument.bare .untied").first().innerText()).toContain("no evidence yet");
    await go("#/debates/mic2025-against");
    await page.locator(".side.for .honest").waitFor();
  });

  it("opens a thesis by any of its arguments, and by keyboard the next one", async () => {
    const { page, go } = stage;
    await go("#/debates/clusters-4");
    await page.locator("#argument-clusters-4").waitFor();
    expect(await page.locator("#argument-clusters-1").count()).toBe(1);
    const next = page.locator(".neighbours .next");
    await next.focus();
    const address = await next.getAttribute("href");
    await page.keyboard.press("Enter");
    await page.waitForFunction((hash) => location.hash === hash, address);
    await go("#/debates/no-such-thesis");
    await page.locator(".missing").waitFor();
  });

  it("never scrolls sideways", async () => {
    const { page, go } = stage;
    for (const route of ["#/debates", "#/debates/smart-city-1"]) {
      await go(route);
      expect(await tooWide(page), route).toBe(0);
    }
  });
});

it("tells how long ten thousand places take", () =>
  besideTenThousandPlaces("#/debates", ".debates h1", async (page) => {
    expect(await page.locator(".debates .honest, .debates .board").count()).toBeGreaterThan(0);
  }));
