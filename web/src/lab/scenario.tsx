import { useMemo, useState } from "preact/hooks";

import type { Part } from "../account";
import { fileName, useData } from "../data";
import { number } from "../language";
import type { BandLine, Head, Lab, LabRun, PlacedShown, ReplayShown, ScenarioPage } from "../page.gen";
import { Waiting } from "../parts";
import { OverTime, unitOf } from "./bands";
import { DifferenceTable } from "./differences";
import { LeverPanel } from "./levers";
import { labRoute } from "./list";
import { Replay } from "./replay";
import { Badge, Caution, Crumb, type Made, Making, Simulated, Stale } from "./simulated";
import { l, modelWord } from "./words";

/** A scenario: its levers, what differs from the baseline, and its places living and dying. */
export function ScenarioView({ id }: { id: string }) {
  const { data, error } = useData<ScenarioPage>(`data/lab/scenario/${encodeURIComponent(fileName(id))}.json`);
  const head = useData<Head>("data/head.json").data;
  const lab = useData<Lab>("data/lab.json").data;
  if (!data || !head) return <Waiting error={error} />;
  return <Whole page={data} live={head.live} lab={lab} />;
}

/** What a run is compared with: with it when it was just made, else what is kept of the baseline. */
interface Against {
  lines: readonly BandLine[];
  replay: ReplayShown;
}

function Whole({ page, live, lab }: { page: ScenarioPage; live: boolean; lab: Lab | undefined }) {
  const [fresh, setFresh] = useState<LabRun>();
  const run = fresh ?? page.kept ?? undefined;
  return (
    <div class="lab scenario">
      <header class="lead">
        <Crumb />
        <h1>{page.title}</h1>
        <p class="abstract" data-not-a-claim="the question">
          {page.question}
        </p>
        {lab && <Caution assumed={lab.assumed} />}
      </header>
      {page.wrong.length > 0 && (
        <section class="section" aria-labelledby="wrong">
          <h2 id="wrong">{l("wrong")}</h2>
          {page.wrong.map((one, index) => (
            <pre key={index} tabIndex={0}>
              {one}
            </pre>
          ))}
        </section>
      )}
      <section class="section" aria-labelledby="levers">
        <h2 id="levers">{l("levers")}</h2>
        <LeverPanel page={page} live={live} made={setFresh} />
        <details class="more">
          <summary>{l("text")}</summary>
          <pre tabIndex={0}>{page.text}</pre>
        </details>
      </section>
      {page.placed.length > 0 && (
        <Grounding
          placed={page.placed}
          parts={() => [
            { title: l("how_scenario"), items: [{ text: page.title, href: labRoute("scenario", page.id) }] },
            { title: l("how_command"), items: [{ text: `${page.command} --grounding FILE.csv` }] },
          ]}
        />
      )}
      {!fresh && page.kept && <Stale why={page.stale} command="milieu lab keep" />}
      {fresh && <p class="honest">{l("result_new")}</p>}
      {run ? (
        <Result page={page} run={run} fresh={fresh !== undefined} lab={lab} />
      ) : (
        <p class="honest">
          {l("none_kept")} <code>milieu lab keep</code>
        </p>
      )}
    </div>
  );
}

/** What of the world is the study's, and what is made up. */
export function Grounding({ placed, parts }: { placed: readonly PlacedShown[]; parts: () => Part[] }) {
  const cell = (n: number) => (
    <td class="num">
      <Simulated how={l("placed_how")} parts={parts}>
        {number(n)}
      </Simulated>
    </td>
  );
  return (
    <details class="more grounding">
      <summary>{l("placed")}</summary>
      <p class="quiet">{l("placed_text")}</p>
      <div class="scroll" tabIndex={0} role="group" aria-label={l("placed")}>
        <table class="sheet">
          <thead>
            <tr>
              {(["placed_what", "placed_grounded", "placed_synthetic", "placed_facts"] as const).map((one) => (
                <th key={one} scope="col">
                  {l(one)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {placed.map((one) => {
              const what = modelWord("ground", one.what);
              return (
                <tr key={one.what}>
                  <th scope="row" lang={what.lang}>
                    {what.text}
                  </th>
                  {cell(one.grounded)}
                  {cell(one.synthetic)}
                  {cell(one.facts)}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Result({ page, run, fresh, lab }: { page: ScenarioPage; run: LabRun; fresh: boolean; lab: Lab | undefined }) {
  const kept = useData<ScenarioPage>(`data/lab/scenario/${encodeURIComponent(fileName(page.base ?? page.id))}.json`).data;
  const [chosen, setChosen] = useState(0);
  const against = useMemo<Against | undefined>(() => {
    if (run.against) return run.against;
    // What is kept is compared with the baseline kept beside it, of the same seeds and size.
    const base = page.base && !fresh ? kept?.kept : undefined;
    return base && base.size === run.size && base.months === run.months ? base.run : undefined;
  }, [run, kept, page.base, fresh]);
  const made: Made = {
    run,
    scenario: { text: page.title, href: labRoute("scenario", page.id) },
    base: run.differences.length > 0 ? { text: kept?.title ?? l("baseline"), href: labRoute("scenario", page.base ?? page.id) } : undefined,
    command: page.base ? `milieu lab compare scenarios/${page.base}.toml scenarios/${page.id}.toml --pairs ${run.seeds.length}` : page.command,
  };
  const compared = run.differences.length > 0;
  const name = run.indicators[chosen] ?? "";
  const known = lab?.indicators.find((one) => one.name === name);
  return (
    <Making.Provider value={made}>
      <section class="section" aria-labelledby="ends">
        <h2 id="ends">
          {compared ? l("differences") : l("levels")} <Badge />
        </h2>
        <p class="quiet" data-not-a-claim="how to read the table">
          {compared ? l("differences_text") : l("levels_text")}
        </p>
        <DifferenceTable run={run} against={against?.lines} lab={lab} chosen={chosen} choose={setChosen} />
      </section>
      <section class="section" aria-labelledby="overtime">
        <h2 id="overtime">{l("over_time")}</h2>
        <label class="select">
          {l("indicator")}
          <select value={String(chosen)} onChange={(event) => setChosen(Number(event.currentTarget.value))}>
            {run.indicators.map((one, index) => (
              <option key={one} value={String(index)}>
                {modelWord("indicator", one, lab?.indicators.find((known) => known.name === one)?.what ?? one).text}
              </option>
            ))}
          </select>
        </label>
        <OverTime run={run} against={against?.lines} at={chosen} unit={unitOf(known?.unit ?? "")} what={modelWord("indicator", name, known?.what ?? name).text} />
      </section>
      <section class="section" aria-labelledby="replay">
        <h2 id="replay">
          {l("replay")} <Badge />
        </h2>
        <Replay run={run} against={against?.replay} />
      </section>
    </Making.Provider>
  );
}
