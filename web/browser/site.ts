import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createReadStream, existsSync, statSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, resolve, sep } from "node:path";
import { promisify } from "node:util";

import { type Browser, type BrowserContext, chromium, type Locator, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** A variable the tests cannot do without; `cargo xtask test` sets them all. */
function needed(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run these tests by \`cargo xtask test browser\``);
  return value;
}

export const BIN = () => needed("MILIEU_BIN");
/** A study of ten thousand places. */
export const BIG_STUDY = () => needed("MILIEU_BIG_STUDY");
/** The bundled study. */
export const STUDY = resolve(import.meta.dirname, "../../studies/maker-cities");

/** A site that answers until it is closed. */
export interface Site {
  /** Address of its first page, ending in `/`. */
  address: string;
  close: () => Promise<void>;
}

/** `milieu serve` on a free port. */
export async function serve(study: string): Promise<Site> {
  const child: ChildProcess = spawn(BIN(), ["serve", study, "--port", "0", "--no-open"], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const address = await new Promise<string>((found, failed) => {
    const listen = (text: Buffer) => {
      said += text.toString();
      const match = /http:\/\/(?:127\.0\.0\.1|localhost):\d+\//.exec(said);
      if (match) found(match[0]);
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.on("exit", (code) => failed(new Error(`milieu serve ended with ${code}:\n${said}`)));
    setTimeout(() => failed(new Error(`milieu serve names no address after 60 s:\n${said}`)), 60_000).unref();
  });
  return {
    address,
    close: () =>
      new Promise((done) => {
        child.removeAllListeners("exit");
        child.once("exit", () => done());
        child.kill();
      }),
  };
}

/** `milieu build` into a folder, handed out under `/some/where/` by a server that knows only files. */
export async function built(study: string): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), "milieu-site-"));
  const out = join(folder, "site");
  await promisify(execFile)(BIN(), ["build", study, "--out", out], { maxBuffer: 1 << 26 });
  const server = await files(out, "/some/where/");
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/some/where/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await rm(folder, { recursive: true });
    },
  };
}

const KINDS: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".geojson": "application/geo+json",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** The plainest file server. */
function files(folder: string, prefix: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    let file = resolve(folder, path.slice(prefix.length));
    if (path === prefix) file = join(folder, "index.html");
    if (!path.startsWith(prefix) || !`${file}${sep}`.startsWith(`${folder}${sep}`) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": KINDS[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // WebGL without a graphics card.
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
];

// Each file of tests has its browser.
let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: needed("MILIEU_CHROME"), args: FLAGS });
});
afterAll(() => browser.close());

/** Sizes the pages are tried at: a desktop and a phone. */
export const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;
export type Size = keyof typeof SIZES;
const EVERY_SIZE = Object.keys(SIZES) as Size[];

/** What a test works with. */
export interface Stage {
  readonly page: Page;
  readonly site: Site;
  /** Opens a route as a reader of a link does, in a page loaded anew, and waits until it is there. */
  readonly go: (route: string) => Promise<void>;
}

interface Watched {
  page: Page;
  context: BrowserContext;
  /** Console errors, exceptions, failed requests, foreign hosts. */
  wrong: string[];
}

async function open(site: Site, size: Size): Promise<Watched> {
  const context = await browser.newContext({ viewport: SIZES[size], locale: "en-GB", hasTouch: size === "phone" });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") wrong.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => wrong.push(`exception: ${error.message}`));
  page.on("requestfailed", (request) => {
    // Leaving a page ends what it still waits for, the stream of changes first of all.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") wrong.push(`failed: ${request.url()} ${request.failure()?.errorText}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) wrong.push(`${response.status()}: ${response.url()}`);
  });
  const origin = new URL(site.address).origin;
  page.on("request", (request) => {
    if (!request.url().startsWith(origin) && !/^(data|blob):/.test(request.url())) wrong.push(`fetched from outside: ${request.url()}`);
  });
  return { page, context, wrong };
}

/** A route (`#/atlas`, `?lang=fr#/words`) or a whole address, loaded anew: nothing of the page before is left to press. */
async function go(page: Page, site: Site, route: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(route.startsWith("http") ? route : site.address + route);
  await page.locator("main h1, main .stage, main .missing").first().waitFor();
  await page.locator("main > .waiting").waitFor({ state: "detached" });
}

/** The tests of a site, on each size with one page of its own; at the end nothing may have gone wrong. */
export function onEverySize(what: string, start: () => Promise<Site>, tests: (stage: Stage, size: Size) => void): void {
  describe(what, () => {
    let site: Site;
    beforeAll(async () => {
      site = await start();
    });
    afterAll(() => site.close());
    describe.each(EVERY_SIZE)("on a %s", (size) => {
      let watched: Watched;
      beforeAll(async () => {
        watched = await open(site, size);
      });
      afterAll(() => watched.context.close());
      const stage: Stage = {
        get page() {
          return watched.page;
        },
        get site() {
          return site;
        },
        go: (route) => go(watched.page, site, route),
      };
      tests(stage, size);
      it("met no console error, no failed request and no foreign address on the whole way", () => {
        expect(watched.wrong).toEqual([]);
      });
    });
  });
}

/** One page of a site for one test; nothing may go wrong on it. */
export async function alone(site: Site, size: Size, work: (stage: Stage) => Promise<void>): Promise<void> {
  const { page, context, wrong } = await open(site, size);
  try {
    await work({ page, site, go: (route) => go(page, site, route) });
    expect(wrong).toEqual([]);
  } finally {
    await context.close();
  }
}

/** A site for one test. */
export async function during<T>(start: () => Promise<Site>, work: (site: Site) => Promise<T>): Promise<T> {
  const site = await start();
  try {
    return await work(site);
  } finally {
    await site.close();
  }
}

/** Opens a page of a study of ten thousand places and prints how long it takes; a slow machine is not a mistake. */
export async function besideTenThousandPlaces(route: string, there: string, look: (page: Page) => Promise<void> = async () => undefined): Promise<void> {
  await during(
    () => serve(BIG_STUDY()),
    (site) =>
      alone(site, "desktop", async ({ page }) => {
        const start = performance.now();
        await page.goto(site.address + route);
        await page.locator(there).waitFor();
        console.log(`${route} beside ten thousand places: ${(performance.now() - start).toFixed(0)} ms`);
        await look(page);
      }),
  );
}

/** How many pixels the page is wider than its window. */
export function tooWide(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth));
}

/** Opens the evidence of a value and waits for its statements. */
export async function evidence(page: Page, value: Locator): Promise<Locator> {
  await value.click();
  const panel = page.getByRole("dialog");
  await panel.locator(".statements > li").first().waitFor();
  return panel;
}

/** Closes the evidence by keyboard. */
export async function closeEvidence(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

/** Where the atlas stands, as its canvas says. */
export async function shown(page: Page): Promise<{ time: number; places: number; marks: number }> {
  const canvas = page.locator("canvas.marks[data-time]");
  await canvas.waitFor({ state: "attached" });
  const data = await canvas.evaluate((element) => ({ ...(element as HTMLElement).dataset }));
  return { time: Number(data["time"]), places: Number(data["places"]), marks: Number(data["marks"]) };
}

/** The file a button hands out, by keyboard; the button is waited for first, so that a missing one is called missing. */
export async function download(page: Page, button: Locator): Promise<{ name: string; bytes: Buffer }> {
  await button.waitFor();
  const [file] = await Promise.all([page.waitForEvent("download"), button.press("Enter")]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** Follows a link while the page is still about to remember its own state: the link must win. */
export async function followInHaste(page: Page, changed: string, hash: string): Promise<void> {
  await page.evaluate(
    async ([changed, hash]) => {
      document.querySelector<HTMLElement>(changed)?.click();
      // The change is on the page, and remembering is due …
      await new Promise((done) => setTimeout(done, 100));
      const start = performance.now();
      while (performance.now() - start < 400);
      // … at the very moment another address is asked for.
      location.hash = hash;
      await new Promise((done) => setTimeout(done, 600));
    },
    [changed, hash] as const,
  );
}
