import type { Page } from "playwright-core";

/**
 * What holds digits without claiming a number, by selector. The list is short on purpose: whatever is
 * not here and is a number opens its evidence.
 */
export const NOT_A_CLAIM: Readonly<Record<string, string>> = {
  h1: "the name of what the page is about",
  "input, select, textarea, label.select": "input controls",
  ".ticks, .axis, .tick, .scale, .scalebar": "axis ticks and scale bars",
  "code, pre": "ids, cells and files",
  ".reference, .citations, .who": "the text of a citation",
  "[data-not-a-claim]": "marked on the page, with the reason as its value",
};

/** What opens the evidence of the number in it. */
export const OPENS: Readonly<Record<string, string>> = {
  "button[aria-haspopup=dialog]": "opens the panel of evidence",
  'a[href^="#/place/"], a[href^="#/entity/"], a[href^="#/source/"], a[href^="#/debates/"]': "leads to what it is of",
  "[data-lists]": "leads to a list of what it counts, or filters this one",
};

/** A number that opens nothing. */
export interface Bare {
  text: string;
  /** Where: the nearest elements, outermost first. */
  where: string;
}

/** A number that opens another number of things than it says. */
export interface Miscounted {
  says: string;
  opens: string;
}

/**
 * Opens every count of the view and compares it with the length of the list it opens; a mean or share
 * must open at least what is above and what is below the line.
 */
export async function miscounted(page: Page, most = 25): Promise<{ asked: number; wrong: Miscounted[] }> {
  const wrong: Miscounted[] = [];
  const counts = page.locator("main button[aria-haspopup=dialog]:is([data-n], [data-computed])");
  const all = Math.min(most, await counts.count());
  for (let at = 0; at < all; at += 1) {
    const button = counts.nth(at);
    const says = (await button.getAttribute("data-n")) ?? "computed";
    const text = (await button.innerText()).replace(/\s+/g, " ");
    await button.evaluate((element) => (element as HTMLElement).click());
    const panel = page.getByRole("dialog");
    await panel.locator(".account").waitFor();
    const parts = (await panel.locator("[data-counted]").all()).map((part) => part.getAttribute("data-counted"));
    const lengths = await Promise.all(parts);
    const fits = says === "computed" ? lengths.length >= 2 && lengths.slice(0, 2).every((one) => one !== "0") : lengths[0] === says;
    if (!fits || (await panel.locator(".how").innerText()).trim() === "") wrong.push({ says: `${text} (${says})`, opens: lengths.join(", ") });
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
  }
  return { asked: all, wrong };
}

/** Visible text with digits inside `main` that neither opens its evidence nor is declared to be no claim. */
export function bareNumbers(page: Page): Promise<Bare[]> {
  return page.evaluate(
    ([opens, excused]) => {
      const main = document.querySelector("main");
      if (!main) throw new Error("the page has no main");
      const found: { text: string; where: string }[] = [];
      const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = (node.textContent ?? "").trim();
        const parent = node.parentElement;
        if (!/\p{Nd}/u.test(text) || !parent || parent.closest(opens) || parent.closest(excused)) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        // What a reader cannot see claims nothing to them; what is only for listeners stands beside what is seen.
        if (range.getClientRects().length === 0 || parent.closest(".aside") || !parent.checkVisibility()) continue;
        const path: string[] = [];
        for (let at: Element | null = parent; at && at !== main && path.length < 4; at = at.parentElement) {
          path.unshift([at.tagName.toLowerCase(), ...at.classList].join("."));
        }
        found.push({ text: text.slice(0, 100), where: path.join(" > ") });
      }
      return found;
    },
    [Object.keys(OPENS).join(", "), Object.keys(NOT_A_CLAIM).join(", ")] as const,
  );
}
