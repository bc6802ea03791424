import { say, t, word } from "../language";
import type { Compare } from "../page.gen";
import { corners } from "../palette";
import { lookOf, MOST } from "./model";

/** The sign of a case by its place among the chosen ones, as in the charts. */
export function CaseSign({ place }: { place: number }) {
  const { colour, shape } = lookOf(place);
  const points = corners(shape);
  const style = { fill: `var(${colour})` };
  return (
    <svg class="sign" viewBox="-1.5 -1.5 3 3" aria-hidden="true">
      {points.length > 0 ? <polygon points={points.map((point) => point.join(",")).join(" ")} style={style} /> : <circle r="1" style={style} />}
    </svg>
  );
}

export function caseName(compare: Compare, of: number | undefined): string {
  const link = of === undefined ? undefined : compare.cases[of];
  return link ? say(link.title) || link.id : "";
}

/** Which cases stand side by side: every case a switch, grouped by what it is. */
export function Chooser({ compare, chosen, onChoose }: { compare: Compare; chosen: readonly number[]; onChoose: (chosen: number[]) => void }) {
  const groups = new Map<string, number[]>();
  compare.cases.forEach(({ table }, of) => groups.set(table, [...(groups.get(table) ?? []), of]));
  const full = chosen.length >= MOST;
  return (
    <div class="chooser" role="group" aria-label={t("compare_choose")}>
      {[...groups].map(([table, cases]) => (
        <div key={table} class="group">
          <h2>{word("compare_of", table)}</h2>
          <div class="chips">
            {cases.map((of) => {
              const place = chosen.indexOf(of);
              const on = place >= 0;
              return (
                <button
                  key={of}
                  type="button"
                  class="chip"
                  aria-pressed={on}
                  disabled={!on && full}
                  onClick={() => onChoose(on ? chosen.filter((one) => one !== of) : [...chosen, of])}
                >
                  {on && <CaseSign place={place} />}
                  {caseName(compare, of)}
                </button>
              );
            })}
          </div>
        </div>
      ))}
      {full && <p class="quiet">{t("compare_full", { n: MOST })}</p>}
    </div>
  );
}
