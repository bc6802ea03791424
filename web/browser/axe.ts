import axe from "axe-core";
import type { Page } from "playwright-core";

/** Rules of the Web Content Accessibility Guidelines up to 2.2, levels A and AA, and axe's best practices. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** The rules a theme can break. */
const COLOURS = ["color-contrast", "link-in-text-block"];
/** Beyond these, the rows of a list are like those before. */
const REST = ["tbody tr:nth-child(n+41)", "li:nth-child(n+41)"];

/**
 * What axe finds wrong on the page as it stands: one line for each rule, with the first elements.
 * Empty when nothing is wrong. `whole` looks at every row of long lists, else at the first forty.
 */
export async function inaccessible(page: Page, rules: "all" | "colours" = "all", whole = false): Promise<string[]> {
  // Evaluated by the browser's own tools, which the page's content policy does not bind.
  await page.evaluate(axe.source);
  // Scrolled down, a row half under the page's head would count as a small target.
  await page.evaluate(() => window.scrollTo(0, 0));
  const violations = await page.evaluate(
    async ([runOnly, exclude]) => {
      const { axe } = window as unknown as { axe: typeof import("axe-core") };
      const found = await axe.run({ exclude: exclude.map((one) => [one]) }, { runOnly, resultTypes: ["violations"] });
      return found.violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map((node) => String(node.target)), why: nodes[0]?.failureSummary ?? "" }));
    },
    [rules === "all" ? TAGS : COLOURS, whole ? [] : REST] as const,
  );
  return violations.map(({ id, help, at, why }) => `${id}: ${help} (${at.length}: ${at.slice(0, 3).join(" | ")}) ${why.split("\n").slice(1, 2).join("").trim()}`);
}
