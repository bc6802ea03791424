import { expect, it } from "vitest";

import { besideTenThousandPlaces, closeEvidence, evidence, onEverySize, serve, STUDY, tooWide } from "./site";

onEverySize("the comparison", () => serve(STUDY), (stage) => {

  it("opens with the two towns, differences first", async () => {
    const { page, go } = stage;
    await go("#/compare");
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
    const { page, go } = stage;
    await go("#/compare");
    expect(await page.locator(".flag").innerText()).toContain("Shunde");
    const check = page.locator(".check.differs");
    expect(await check.count()).toBe(1);
    const text = await check.innerText();
    for (const part of ["14,000", "254", "2,460,000", "103,252", "0.83"]) expect(text).toContain(part);
    const panel = await evidence(page, check.locator(".value", { hasText: "103,252" }));
    expect(await panel.locator(".cell code").count()).toBe(2);
    await closeEvidence(page);
  });

  it("draws both of two values that contradict each other", async () => {
    const { page, go } = stage;
    await go("#/compare?cases=shunde");
    const product = page.locator("figure.small").filter({ hasText: "billion yuan" });
    await product.waitFor();
    expect(await product.locator(".against").count()).toBe(2);
    // As many marks as values listed.
    expect(await product.locator("svg .mark").count()).toBe(await product.locator(".readings ul > li").count());
  });

  it("keeps the choice in the address; what is stated of one only says so of the other", async () => {
    const { page, go } = stage;
    await go("#/compare?cases=kunshan");
    await page.locator(".chooser .chip", { hasText: "Sunan" }).click();
    await page.waitForFunction(() => location.hash.includes("model-sunan"));
    const link = page.url();
    await go(link);
    await page.locator(".sides tbody.one .unstated").first().waitFor();
    expect(await page.locator(".chooser .chip[aria-pressed=true]").count()).toBe(2);
    expect(await page.locator(".sides tbody.one .unstated").first().innerText()).toBe("not stated");
  });

  it("works by keyboard, never scrolls sideways", async () => {
    const { page, go } = stage;
    await go("#/compare");
    await page.locator(".chooser .chip[aria-pressed=false]").first().press("Enter");
    await page.waitForFunction(() => document.querySelectorAll(".chooser .chip[aria-pressed=true]").length === 3);
    expect(await tooWide(page)).toBe(0);
  });
});

it("says what a study without cases lacks, and how long ten thousand places take", () =>
  besideTenThousandPlaces("#/compare", ".compare h1", async (page) => {
    expect(await page.locator(".compare .honest, .compare .sides").count()).toBeGreaterThan(0);
  }));
