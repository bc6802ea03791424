import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Page } from "playwright-core";
import { expect, it } from "vitest";

import { BIG_STUDY, closeEvidence, download, evidence, followInHaste, onEverySize, serve, shown, type Site, STUDY } from "./site";

/** What the graph shows, as its element says. */
async function graph(page: Page): Promise<{ nodes: number; lines: number }> {
  const element = page.locator(".graph[data-lines]");
  // Twenty thousand ties are laid out on first use.
  await element.waitFor({ timeout: 80_000 });
  const data = await element.evaluate((found) => ({ ...(found as HTMLElement).dataset }));
  return { nodes: Number(data["nodes"]), lines: Number(data["lines"]) };
}

onEverySize("the network of the bundled study", () => serve(STUDY), (stage) => {
  it("shows layers one by one, and a link restores the view", async () => {
    const { page, go } = stage;
    await go("#/network");
    const all = await graph(page);
    expect(all.nodes).toBeGreaterThan(150);
    await page.locator(".net-controls .chip", { hasText: "Physical" }).click();
    await page.waitForFunction((n) => Number(document.querySelector<HTMLElement>(".graph")?.dataset["lines"]) < n, all.lines);
    const physical = await graph(page);
    await page.waitForFunction(() => location.hash.includes("layer=physical"));
    const link = page.url();
    await go(link);
    expect(await graph(page)).toEqual(physical);
  });

  it("moves in time with the slider of the atlas", async () => {
    const { page, go } = stage;
    await go("#/atlas?t=2010.00");
    await shown(page);
    const slider = page.getByRole("slider", { name: "Time" });
    await slider.press("ArrowRight");
    await page.waitForFunction(() => location.hash.includes("t=2011.00"));
    await page.locator("nav a[href='#/network']").click();
    const early = await graph(page);
    await page.waitForFunction(() => location.hash.startsWith("#/network?t=2011.00"));
    await slider.focus();
    for (let year = 0; year < 4; year += 1) await page.keyboard.press("ArrowRight");
    await page.waitForFunction((n) => Number(document.querySelector<HTMLElement>(".graph")?.dataset["lines"]) > n, early.lines);
    await page.waitForFunction(() => location.hash.includes("t=2015.00"));
  });

  it("tells from which place Xinchejian came, and who says so", async () => {
    const { page, go } = stage;
    await go("#/network?view=lineage");
    const arrow = page.getByRole("button", { name: /^Xindanwei gave rise to Xinchejian/ });
    await arrow.focus();
    await page.keyboard.press("Enter");
    const panel = page.getByRole("dialog");
    await panel.waitFor();
    expect(await panel.locator(".cell code").innerText()).toMatch(/^ties\.csv:\d+:\d+$/);
    expect(await panel.locator(".citations .who").count()).toBeGreaterThan(0);
    await closeEvidence(page);
  });

  it("tells which ties outlived Xindanwei, and counts what it cannot judge", async () => {
    const { page, go } = stage;
    await go("#/network?view=outlived&sel=xindanwei");
    const survivors = page.locator(".survivors");
    await survivors.locator("li", { hasText: "Xinchejian" }).first().waitFor();
    expect(await survivors.innerText()).toMatch(/What outlived Xindanwei/);
    expect(await survivors.innerText()).toMatch(/\d+ more ties of these kinds cannot be judged/);
    const sums = (await page.locator(".sums b").allInnerTexts()).map(Number);
    expect(sums).toHaveLength(6);
    expect(sums.every((n) => Number.isFinite(n))).toBe(true);
    const panel = await evidence(page, survivors.locator(".ties .value").first());
    await panel.locator(".citations .who").first().waitFor();
    await closeEvidence(page);
  });

  it("compares layers in numbers that open what they count", async () => {
    const { page, go } = stage;
    await go("#/network?view=layers");
    const number = page.locator(".compare tbody tr", { hasText: "Physical" }).first().locator(".value").first();
    const n = Number(await number.innerText());
    await number.click();
    await page.locator(".node-card h2 .tally", { hasText: new RegExp(`^${n}$`) }).waitFor();
    expect(await page.locator(".node-card .ties li").count()).toBe(n);
  });

  it("gathers nodes into groups, and draws them over the map", async () => {
    const { page, go } = stage;
    await go("#/network?by=kind");
    const gathered = await graph(page);
    expect(gathered.nodes).toBeLessThan(80);
    await go("#/network?view=map");
    await page.waitForFunction(() => Number(document.querySelector<HTMLElement>("canvas.marks")?.dataset["lines"]) > 20);
    expect(await page.locator(".mapnote").innerText()).toMatch(/^\d+ ties have an end without position/);
  });

  it("goes where a link leads, even while it is about to remember something else", async () => {
    const { page, go } = stage;
    await go("#/network?view=map");
    await page.locator(".net-controls .chip").first().waitFor();
    await followInHaste(page, ".net-controls .chip", "#/network?view=lineage");
    expect(page.url()).toContain("view=lineage");
    await page.locator(".views [aria-pressed=true]", { hasText: "Lineage" }).waitFor({ timeout: 2000 });
    await go("#/places");
    await page.locator(".places .chip").first().waitFor();
    await followInHaste(page, ".places .chip", "#/places?q=xinchejian");
    expect(await page.locator(".filters .text").inputValue()).toBe("xinchejian");
    await go("#/atlas?t=2009.00");
    await page.locator("canvas.marks[data-time]").waitFor({ state: "attached" });
    await followInHaste(page, ".sidebar .chip", "#/atlas?t=2013.00");
    expect(page.url()).toContain("t=2013.00");
    expect(page.url()).not.toContain("kind=");
  });

  it("shows on the map where all were, whenever that was", async () => {
    const { page, go } = stage;
    await go("#/network?view=map&t=all");
    await page.waitForFunction(() => Number(document.querySelector<HTMLElement>("canvas.marks")?.dataset["lines"]) > 50);
  });

  it("hands out a figure with its citation under it", async () => {
    const { page, go } = stage;
    await go("#/network?view=lineage");
    const drawn = await download(page, page.getByRole("button", { name: /^Save as SVG: Lineage/ }).first());
    const text = drawn.bytes.toString("utf8");
    expect(drawn.name).toMatch(/\.svg$/);
    expect(text).toMatch(/Maker cities in China/);
    expect(text).toMatch(/Sources \(\d+\): [^<]*;/);
    expect(text).toMatch(/CC-BY-4\.0 · study [0-9a-f]{12} · milieu /);
    const { bytes } = await download(page, page.getByRole("button", { name: /^Save as PNG: Lineage/ }).first());
    expect(bytes.subarray(1, 4).toString()).toBe("PNG");
    expect(bytes.length).toBeGreaterThan(5000);
  });
});

const TIES = 20_000;
const ACTORS = 4_000;

/** A copy of the study of ten thousand places, with ties. */
async function tied(): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), "milieu-ties-"));
  await cp(BIG_STUDY(), folder, { recursive: true });
  await writeFile(join(folder, "actors.csv"), `id,name\n${Array.from({ length: ACTORS }, (_, i) => `actor${i},Actor ${i}`).join("\n")}\n`);
  await writeFile(join(folder, "ties.csv"), `from,to,relation,layer,valid\n${ties().join("\n")}\n`);
  const site = await serve(folder);
  return { ...site, close: () => site.close().then(() => rm(folder, { recursive: true })) };
}

// Times are printed, not asserted: a slow machine is not a mistake.
onEverySize("ten thousand places and twenty thousand ties", tied, (stage, size) => {
  it("stay fluid", async () => {
    const { page, site } = stage;
    await page.addInitScript(noteFirstDrawing);
    const times: [string, number][] = [];
    const start = performance.now();
    await page.goto(`${site.address}#/network`);
    const all = await graph(page);
    times.push(["network loads, laid out on first use", performance.now() - start]);
    times.push(["of it after the data arrived", await page.evaluate(afterData)]);
    expect(all.lines).toBeGreaterThan(TIES * 0.95);
    const steps = (await page.evaluate(sliderSteps, ["ArrowLeft", 20] as const)).sort((a, b) => a - b);
    times.push(["slider step, median of 20", middle(steps)], ["slider step, worst of 20", steps.at(-1) ?? 0]);
    const frames = (await page.evaluate(playedFrames, 3000)).sort((a, b) => a - b);
    times.push(["frame while time plays, median", middle(frames)], ["frame while time plays, 19 of 20 below", frames[Math.floor(frames.length * 0.95)] ?? 0]);
    const before = await graph(page);
    const filter = performance.now();
    await page.locator(".net-controls .chip", { hasText: "Virtual" }).click();
    await page.waitForFunction((n) => Number(document.querySelector<HTMLElement>(".graph")?.dataset["lines"]) < n, before.lines);
    times.push(["filter by layer", performance.now() - filter]);
    for (const [what, spent] of times) console.log(`${size}: ${what}: ${spent.toFixed(0)} ms`);
    expect(frames.length).toBeGreaterThan(5);
  });
});

function middle(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Notes when the graph is first drawn. */
function noteFirstDrawing(): void {
  const look = () => {
    if (!document.querySelector(".graph[data-lines]")) return void requestAnimationFrame(look);
    performance.mark("drawn");
  };
  requestAnimationFrame(look);
}

/** Milliseconds from the arrival of the network to the frame after its first drawing. */
function afterData(): number {
  const arrived = performance.getEntriesByType("resource").find(({ name }) => name.endsWith("data/network.json")) as PerformanceResourceTiming | undefined;
  return (performance.getEntriesByName("drawn")[0]?.startTime ?? NaN) - (arrived?.responseEnd ?? NaN);
}

/** Milliseconds that steps of the slider take, each until the frame after the graph has been drawn anew. */
async function sliderSteps([key, steps]: readonly [string, number]): Promise<number[]> {
  const element = document.querySelector<HTMLElement>(".graph");
  const slider = document.querySelector<HTMLInputElement>(".timeline input[type=range]");
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const times: number[] = [];
  for (let step = 0; step < steps; step += 1) {
    const before = element?.dataset["shown"];
    const start = performance.now();
    slider?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    while (element?.dataset["shown"] === before && performance.now() - start < 5000) await frame();
    await frame();
    times.push(performance.now() - start);
  }
  return times;
}

/** Milliseconds between frames while time plays, for so long. */
async function playedFrames(long: number): Promise<number[]> {
  const play = document.querySelector<HTMLElement>(".timeline .play");
  play?.click();
  const times: number[] = [];
  const start = performance.now();
  let last = start;
  while (performance.now() - start < long) {
    await new Promise((done) => requestAnimationFrame(done));
    times.push(performance.now() - last);
    last = performance.now();
  }
  play?.click();
  return times;
}

/** Ties between actors and places, some far more popular than others; the same each time. */
function ties(): string[] {
  const layers = ["physical", "virtual", "organisational", "economic"];
  let state = 1;
  const next = (below: number) => {
    // The "minimal standard" generator of Park and Miller (1988).
    state = (state * 48_271) % 0x7fff_ffff;
    return state % below;
  };
  return Array.from({ length: TIES }, () => {
    const place = 1 + next(1 + next(10_000));
    const from = 2005 + next(15);
    const valid = next(3) === 0 ? "" : `${from}/${from + next(6)}`;
    return `actor${next(ACTORS)},p${String(place).padStart(6, "0")},${next(2) ? "supports" : "meets-at"},${layers[next(4)] ?? ""},${valid}`;
  });
}
