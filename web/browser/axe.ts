import axe from "axe-core";
import type { Page } from "playwright-core";

/** Rules of the Web Content Accessibility Guidelines up to 2.2, levels A and AA, and axe's best practices. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * What axe finds wrong on the page as it stands: one line for each rule, with the first elements.
 * Empty when nothing is wrong.
 */
export async function inaccessible(page: Page): Promise<string[]> {
  // Evaluated by the browser's own tools, which the page's content policy does not bind.
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async (tags) => {
    const { axe } = window as unknown as { axe: typeof import("axe-core") };
    const found = await axe.run(document, { runOnly: tags });
    return found.violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map((node) => String(node.target)), why: nodes[0]?.failureSummary ?? "" }));
  }, TAGS);
  return violations.map(({ id, help, at, why }) => `${id}: ${help} (${at.length}: ${at.slice(0, 3).join(" | ")}) ${why.split("\n").slice(1, 2).join("").trim()}`);
}
