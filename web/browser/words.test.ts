import { expect, it } from "vitest";

import { besideTenThousandPlaces, closeEvidence, evidence, onEverySize, serve, STUDY, tooWide } from "./site";

onEverySize("words of the bundled study", () => serve(STUDY), (stage) => {
  it("every number opens its passages", async () => {
    const { page, go } = stage;
    await go("#/words");
    const count = page.locator(".termlist .count .value").first();
    await count.waitFor();
    const said = Number((await count.innerText()).replace(/\D/g, ""));
    expect(said).toBeGreaterThan(1);
    const statements = (await evidence(page, count)).locator(".statements > li");
    // A passage repeated word by word opens every place where it stands.
    expect(await statements.count()).toBeGreaterThanOrEqual(said);
    await closeEvidence(page);
  });

  it("a term is found in Chinese, opens by keyboard, and a link leads back to it", async () => {
    const { page, go } = stage;
    await go("#/words");
    await page.locator(".words .filters input[type=search]").fill("创客");
    const pick = page.locator(".termlist .pick", { hasText: "创客" }).first();
    await pick.focus();
    await page.keyboard.press("Enter");
    await page.locator(".detail .tallies li").first().waitFor();
    await page.waitForFunction(() => location.hash.includes("term="));
    const link = page.url();
    const years = await page.locator(".detail .columns > div").first().innerText();
    await go(link);
    await page.locator(".term.open .detail").waitFor();
    expect(await page.locator(".detail .columns > div").first().innerText()).toBe(years);
  });

  it("the figure chooses a term", async () => {
    const { page, go } = stage;
    await go("#/words");
    const nodes = page.locator(".wordnet .node");
    await nodes.first().waitFor();
    expect(await nodes.count()).toBeGreaterThan(10);
    await nodes.first().locator("circle").last().click({ force: true });
    await page.locator(".wordnet .node.chosen").waitFor();
    await page.locator(".term.open").waitFor();
  });

  it("the figure is walked by keyboard, and its labels do not lie on each other", async () => {
    const { page, go } = stage;
    await go("#/words");
    const nodes = page.locator(".wordnet .node");
    // One stop for the tab key; the arrows lead on.
    expect(await page.locator(".wordnet .node[tabindex='0']").count()).toBe(1);
    await page.locator(".wordnet .node[tabindex='0']").focus();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    const first = await focused();
    for (const key of ["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"]) {
      await page.keyboard.press(key);
      if ((await focused()) !== first) break;
    }
    const next = await focused();
    expect(next).not.toBe(first);
    await page.keyboard.press("Enter");
    await page.locator(".wordnet .node.chosen[aria-pressed=true]").waitFor();
    expect(await page.locator(".wordnet .node.chosen").getAttribute("aria-label")).toBe(next);
    await go("#/words");
    const boxes = await nodes.locator("text:visible").evaluateAll((texts) => texts.map((text) => text.getBoundingClientRect()).map(({ left, right, top, bottom }) => ({ left, right, top: top + 3, bottom: bottom - 3 })));
    expect(boxes.length).toBeGreaterThan(10);
    const touching = boxes.flatMap((a, at) => boxes.slice(at + 1).filter((b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom && b.top < a.bottom));
    expect(touching).toEqual([]);
  });

  it("a switch leaves only the terms of the glossary, and a link restores it", async () => {
    const { page, go } = stage;
    await go("#/words");
    const all = await page.locator(".termlist .term").count();
    await page.getByRole("checkbox", { name: "glossary only" }).check();
    await page.waitForFunction((n) => document.querySelectorAll(".termlist .term").length < n, all);
    await page.waitForFunction(() => location.hash.includes("only=glossary"));
    const some = await page.locator(".termlist .term").count();
    expect(await page.locator(".termlist .term:not(.concept)").count()).toBe(0);
    await go(page.url());
    expect(await page.locator(".termlist .term").count()).toBe(some);
  });

  it("the glossary shows the character of the week with its words", async () => {
    const { page, go } = stage;
    await go("#/glossary");
    const week = page.locator(".week");
    await week.waitFor();
    expect(await week.locator(".character").innerText()).toBe("创");
    expect(await week.locator(".with").innerText()).toContain("创客");
    expect(await (await evidence(page, week.locator(".character .value"))).innerText()).toContain("concepts.csv");
    await closeEvidence(page);
  });

  it("is not wider than the window in any language", async () => {
    const { page, go } = stage;
    for (const language of ["zh", "fr", "en"]) {
      await go(`?lang=${language}#/words`);
      await page.locator(".termlist .term").first().waitFor();
      expect(await tooWide(page), language).toBe(0);
    }
  });
});

it("words load beside ten thousand places", () => besideTenThousandPlaces("#/words", ".words h1"));
