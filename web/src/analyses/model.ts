import { language, say } from "../language";
import type { AnalysisInput, AnalysisPage, CaseShown, DatumShown, Label, NumberShown } from "../page.gen";

/** Digits that tell results apart; the files to take along hold all of them. */
const DIGITS = 4;

/** A result as a page shows it: four significant digits, whole numbers whole. */
export function amount(value: number): string {
  const whole = Number.isInteger(value);
  const size = Math.abs(value);
  if (!whole && size > 0 && size < 1e-4) return value.toExponential(DIGITS - 2).replace("e-", " × 10⁻").replace(/\d+$/, (power) => raised(power));
  return new Intl.NumberFormat(language.value, whole ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: Math.max(DIGITS, digitsBefore(size)) }).format(value);
}

function digitsBefore(size: number): number {
  return size < 1 ? 0 : Math.floor(Math.log10(size)) + 1;
}

function raised(power: string): string {
  return [...power].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)] ?? digit).join("");
}

/** A bound; one that is not finite as ∞ with its sign. */
export function bound(value: number | null, low: boolean): string {
  return value === null ? (low ? "−∞" : "∞") : amount(value);
}

/** A probability as the field prints it. */
export function probability(p: number): string {
  return p < 0.001 ? "p < 0.001" : `p = ${new Intl.NumberFormat(language.value, { maximumFractionDigits: 3, minimumFractionDigits: 3 }).format(p)}`;
}

/** The headline of a number: the number, or its word where it has none. */
export function numberText(one: Pick<NumberShown, "value" | "word">): string {
  if (one.value !== null) return amount(one.value);
  return one.word === "Inf" ? "∞" : one.word === "-Inf" ? "−∞" : "—";
}

/** A cell of results as text. */
export function cellText(cell: DatumShown, yes: string, no: string): string {
  if (cell === null) return "";
  if (typeof cell === "boolean") return cell ? yes : no;
  return typeof cell === "number" ? amount(cell) : cell === "Inf" ? "∞" : cell === "-Inf" ? "−∞" : cell;
}

/** A name in the field's terms as words: `n_risk` is “n risk”. */
export function term(name: string): string {
  return name.replaceAll("_", " ");
}

/** The statements behind some cases, each once, in the page's order. */
export function evidenceOf(input: AnalysisInput | null, rows: readonly number[]): number[] {
  const found = new Set<number>();
  for (const row of rows) for (const statement of input?.rows[row]?.evidence ?? []) found.add(statement);
  return [...found].sort((a, b) => a - b);
}

/** What a case is called. */
export function caseName(one: CaseShown | undefined): string {
  if (!one) return "";
  return (one.entity && say(one.entity.title)) || one.label;
}

/** The rows a number rests on: its own, else all that were used. */
export function rowsOf(page: AnalysisPage, one: Pick<NumberShown, "rows">): readonly number[] {
  return one.rows ?? page.result?.used ?? [];
}

/** Whether a label says anything. */
export function says(label: Label | null | undefined): boolean {
  return Object.values(label ?? {}).some(Boolean);
}
