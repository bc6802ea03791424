import type { BandLine, Lab, LabRun } from "../page.gen";
import { unitOf } from "./bands";
import { figure, Simulated } from "./simulated";
import { l, modelWord } from "./words";

/** The last month in which a line has a number. */
function lastOf(line: readonly (number | null)[] | undefined): number {
  return (line ?? []).findLastIndex((value) => value !== null);
}

/** Every indicator at the end: baseline, scenario, and what differs with its interval. */
export function DifferenceTable(props: { run: LabRun; against: readonly BandLine[] | undefined; lab: Lab | undefined; chosen: number; choose: (at: number) => void }) {
  const { run, against, lab } = props;
  const compared = run.differences.length > 0;
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={compared ? l("differences") : l("levels")}>
      <table class="sheet ends">
        <thead>
          <tr>
            <th scope="col">{l("indicator")}</th>
            {compared && <th scope="col">{l("difference")}</th>}
            {compared && against && <th scope="col">{l("baseline")}</th>}
            <th scope="col">{l("this")}</th>
          </tr>
        </thead>
        <tbody>
          {run.indicators.map((name, at) => {
            const known = lab?.indicators.find((one) => one.name === name);
            const what = modelWord("indicator", name, known?.what ?? name);
            const own = run.run.lines[at];
            const base = against?.[at];
            const gap = run.differences[at];
            const end = lastOf(own?.mid);
            const mean = gap?.mean[lastOf(gap.mean)] ?? null;
            const half = gap?.half[lastOf(gap.mean)] ?? null;
            const clear = mean !== null && half !== null && Math.abs(mean) > half;
            return (
              <tr key={name} class={clear ? "clear" : undefined}>
                <th scope="row">
                  <button type="button" class="plain choose" aria-pressed={props.chosen === at} title={l("choose")} onClick={() => props.choose(at)}>
                    <span lang={what.lang} data-not-a-claim="name of an indicator">
                      {what.text}
                    </span>
                  </button>{" "}
                  <span class="unit" data-not-a-claim="a unit">
                    {unitOf(known?.unit ?? "")}
                  </span>
                </th>
                {compared && (
                  <td class="num">
                    {mean === 0 && !half ? (
                      <span class="quiet">{l("nothing_differs")}</span>
                    ) : (
                      <Simulated label={`${what.text}: ${l("difference")} ${signed(mean)}`}>
                        <b>{signed(mean)}</b>
                        {half !== null && mean !== null && (
                          <span class="interval">
                            {" "}
                            [{figure(mean - half)}; {figure(mean + half)}]
                          </span>
                        )}
                      </Simulated>
                    )}
                  </td>
                )}
                {compared && against && (
                  <td class="num">
                    <Simulated label={`${what.text}: ${l("baseline")} ${figure(base?.mid[end])}`}>{figure(base?.mid[end])}</Simulated>
                  </td>
                )}
                <td class="num">
                  <Simulated label={`${what.text}: ${l("this")} ${figure(own?.mid[end])}`}>
                    {figure(own?.mid[end])}
                    {!compared && own && (
                      <span class="interval">
                        {" "}
                        [{figure(own.low[end])}; {figure(own.high[end])}]
                      </span>
                    )}
                  </Simulated>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** A difference with its sign. */
function signed(value: number | null): string {
  return value !== null && value > 0 ? `+${figure(value)}` : figure(value);
}
