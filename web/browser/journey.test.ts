import { expect, it } from "vitest";

import { built, closeEvidence, evidence, onEverySize, serve, shown, STUDY, tooWide } from "./site";

// The same journey through the served study and through the static site, on a desktop and a phone.
for (const [how, start] of [["served", serve], ["built and put under a path", built]] as const) {
  onEverySize(`the bundled study, ${how}`, () => start(STUDY), (stage) => {
    it("opens with the study's title and honest counts that lead to what they count", async () => {
      const { page, go } = stage;
      await go("");
      await page.locator("h1", { hasText: "Maker cities" }).waitFor();
      const counts = await page.locator(".counts a.figure").evaluateAll((links) =>
        links.map((link) => ({ route: link.getAttribute("href") ?? "", number: link.querySelector(".number")?.textContent ?? "" })),
      );
      const lists = counts.filter(({ route }) => /^#\/(places|sources)/.test(route));
      expect(lists.length).toBeGreaterThan(5);
      for (const { route, number } of lists) {
        await go(route);
        const text = page.locator("main .byline[role=status]");
        await expect.poll(async () => (await text.innerText()).split(" ")[0], { message: route, timeout: 10_000 }).toBe(number);
      }
      await go("#/?show=contradictions");
      const disputes = counts.find(({ route }) => route.includes("show=contradictions"));
      await page.locator(".contradictions > li").last().waitFor();
      expect(String(await page.locator(".contradictions > li").count())).toBe(disputes?.number);
    });

    it("leads from the first page to the survival curve, the cascade of plans and the theses", async () => {
      const { page, go } = stage;
      const entry = (link: string) => page.locator(`.entry a[href="${link}"]`).first();
      await go("");
      await page.locator(".curveentry path.curve").first().waitFor();
      expect(await page.locator(".funnel .number").allInnerTexts()).toHaveLength(4);
      expect(await page.locator(".thesislist > li").count()).toBe(5);
      expect(await page.locator(".thesislist i.for.full").count()).toBeGreaterThan(0);
      for (const [link, there] of [
        ["#/analyses/lifespans", ".analyses.one h1"],
        ["#/plans", ".plans .cascade"],
        ["#/debates/lesson-1", "#argument-lesson-1"],
      ] as const) {
        await go("");
        await entry(link).click();
        await page.locator(there).waitFor();
      }
    });

    it("plays the slider: time moves, and places with it", async () => {
      const { page, go } = stage;
      await go("#/atlas?t=2009.00");
      const before = await shown(page);
      expect(before.time).toBeCloseTo(2009, 2);
      await page.getByRole("button", { name: "Play" }).click();
      await page.waitForFunction(() => Number(document.querySelector<HTMLElement>("canvas.marks")?.dataset["time"]) > 2011);
      await page.getByRole("button", { name: "Pause" }).click();
      const after = await shown(page);
      expect(after.places).toBeGreaterThan(before.places);
      const slider = page.getByRole("slider", { name: "Time" });
      await slider.focus();
      await page.keyboard.press("ArrowRight");
      await page.waitForFunction((time) => Number(document.querySelector<HTMLElement>("canvas.marks")?.dataset["time"]) > time + 0.9, after.time);
    });

    it("filters the map, and a link restores what was seen", async () => {
      const { page, go } = stage;
      await go("#/atlas?t=2013.00");
      const all = await shown(page);
      await page.locator(".sidebar .chip").first().click();
      await page.waitForFunction((n) => Number(document.querySelector<HTMLElement>("canvas.marks")?.dataset["places"]) < n, all.places);
      const some = await shown(page);
      await page.waitForFunction(() => location.hash.includes("kind="));
      const link = page.url();
      await go(link);
      expect(await shown(page)).toEqual(some);
      expect(await page.locator(".sidebar .chip[aria-pressed=true]").count()).toBe(1);
    });

    it.each(["新车间", "新車間", "xinchejian", "Xīnchējiān", "xin che jian"])("finds Xinchejian as %s", async (query) => {
      const { page, go } = stage;
      await go("#/places");
      await page.locator(".places h1").waitFor();
      await page.keyboard.press("/");
      await page.keyboard.insertText(query);
      const first = page.locator("#search-list [role=option]").first();
      await first.filter({ hasText: "新车间" }).waitFor();
      await page.keyboard.press("Enter");
      await page.locator(".entity h1", { hasText: "新车间" }).waitFor();
      expect(page.url()).toContain("#/place/");
    });

    it("follows a value to its source, and back with Escape", async () => {
      const { page, go } = stage;
      await go("#/places?contradictions=yes&q=xindanwei");
      await page.locator(".table .name a").first().click();
      await page.locator(".contradictions").waitFor();
      const values = page.locator(".contradictions .side .value");
      expect(await values.count()).toBeGreaterThan(1);
      const panel = await evidence(page, values.first());
      expect(await panel.locator(".cell code").first().innerText()).toMatch(/^[\w/.-]+:\d+:\d+$/);
      await closeEvidence(page);
      expect(await values.first().evaluate((element) => element === document.activeElement)).toBe(true);
      await evidence(page, values.first());
      const source = panel.locator(".citations .who a").first();
      const name = await source.innerText();
      await source.click();
      await page.locator(".source-page").waitFor();
      expect(page.url()).toContain("#/source/");
      expect(name).not.toBe("");
      await page.locator(".source-page .said .value").first().waitFor();
      await page.locator(".source-page .group a", { hasText: /xindanwei/i }).first().waitFor();
    });

    it("speaks Chinese and French, and remembers", async () => {
      const { page, go } = stage;
      await go("#/");
      await page.locator(".tools select").selectOption("zh");
      await page.locator("nav a", { hasText: "词汇表" }).waitFor();
      expect(await page.locator("html").getAttribute("lang")).toBe("zh-Hans");
      await page.reload();
      await page.locator("nav a", { hasText: "词汇表" }).waitFor();
      await go("?lang=fr#/glossary");
      await page.locator("h1", { hasText: "Glossaire" }).waitFor();
      await page.locator(".tools select").selectOption("en");
    });

    it.each(["sources", "codebook", "glossary", "problems"])("shows the page of %s, and nothing wider than the screen", async (name) => {
      const { page, go } = stage;
      await go(`#/${name}`);
      expect(await tooWide(page)).toBe(0);
    });
  });
}
