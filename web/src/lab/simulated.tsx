import { type ComponentChildren, createContext } from "preact";
import { useContext } from "preact/hooks";

import type { Item, Part } from "../account";
import { showAccount } from "../evidence";
import { language, t } from "../language";
import type { LabRun, ScenarioPage } from "../page.gen";
import { l } from "./words";

/** What the simulated numbers around here were computed from. */
export interface Made {
  run: LabRun;
  /** The scenario, and what it is compared with. */
  scenario: Item;
  base: Item | undefined;
  command: string;
}

export const Making = createContext<Made | undefined>(undefined);

/** How a simulated number came about. */
export function madeOf({ run, scenario, base, command }: Made): Part[] {
  return [
    { title: l("how_scenario"), items: [scenario] },
    ...(base ? [{ title: l("how_base"), items: [base] }] : []),
    { title: l("how_runs"), items: run.seeds.map((seed) => ({ text: l("seed", { n: String(seed) }) })) },
    { title: l("how_model"), items: [{ text: l("fingerprint", { model: run.model }) }, { text: l("world", { size: run.size }) }] },
    { title: l("how_command"), items: [{ text: command }] },
  ];
}

/** A number that opens how it was made: by `parts`, else as the simulated numbers around it; `label` heads what is opened. */
export function Simulated(props: { children: ComponentChildren; how?: string; parts?: () => readonly Part[]; class?: string; label?: string }) {
  const made = useContext(Making);
  const parts = props.parts ?? (made ? () => madeOf(made) : undefined);
  if (!parts) return <>{props.children}</>;
  return (
    <button
      type="button"
      class={props.class ?? "value"}
      aria-haspopup="dialog"
      title={t("account_open")}
      onClick={(event) => showAccount(props.label ?? event.currentTarget.textContent ?? "", { how: props.how ?? l("how"), parts: parts() }, event.currentTarget)}
    >
      {props.children}
    </button>
  );
}

/** A number of three significant digits, large ones in words of the language (1.2 million). */
export function figure(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  // Sums that are nothing but for rounding.
  if (Math.abs(value) < 1e-9) return "0";
  const large = Math.abs(value) >= 1e6;
  const format = new Intl.NumberFormat(language.value, { maximumSignificantDigits: 3, ...(large ? { notation: "compact" as const } : {}) });
  return format.format(value).replace("-", "−");
}

/** The name of a month of a run: `2013-05`. */
export function monthName(start: number, at: number): string {
  const month = start + at;
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
}

/** What every page of the lab says first. */
export function Caution({ assumed }: { assumed: readonly number[] }) {
  return (
    <p class="caution">
      <b>{l("caution")}</b>{" "}
      <a href="#/lab/parameters" data-lists="the parameters">
        {l("assumed", { n: assumed[0] ?? 0, all: assumed[1] ?? 0 })}
      </a>
      .
    </p>
  );
}

/** Says why a kept result no longer holds, and what makes it again. */
export function Stale({ why, command }: { why: ScenarioPage["stale"]; command: string }) {
  return why && <p class="stale" role="status">{l(`stale_${why}`, { command })}</p>;
}

/** The way back to the lab's first page. */
export function Crumb() {
  return (
    <p class="eyebrow">
      <a href="#/lab">{l("title")}</a>
    </p>
  );
}

/** The word that stands on everything simulated. */
export function Badge() {
  return <span class="badge simulated">{l("simulated")}</span>;
}
