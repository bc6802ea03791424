import { useState } from "preact/hooks";

import { useData } from "../data";
import type { LabParameter, Moves, ParametersPage, ScreenedShown } from "../page.gen";
import { Waiting } from "../parts";
import { Caution, Crumb, figure, Simulated } from "./simulated";
import { l, modelWord } from "./words";

const STATUS = ["measured", "anchored", "fitted", "textbook", "assumed"] as const;

/** The register of parameters: what each is, its range, how well it is known and by whom. */
export function ParametersView() {
  const { data, error } = useData<ParametersPage>("data/lab/parameters.json");
  const [wanted, setWanted] = useState<string>("all");
  if (!data) return <Waiting error={error} />;
  const rows = (status: string) => new Set(data.parameters.filter((one) => status === "all" || one.status === status).map(({ row }) => row)).size;
  const shown = data.parameters.filter((one) => wanted === "all" || one.status === wanted);
  return (
    <div class="lab">
      <header class="lead">
        <Crumb />
        <h1>{l("parameters")}</h1>
        <p class="abstract">{l("parameters_text")}</p>
        <Caution assumed={data.assumed} />
        {data.screened && <p>{l("screened_text")}</p>}
      </header>
      {data.screened?.stale && (
        <p class="stale" role="status">
          {l("screened_stale")} <code>{data.screened.command}</code>
        </p>
      )}
      <div class="chips" role="group" aria-label={l("known_how")}>
        {["all", ...STATUS].map((one) => (
          <button type="button" key={one} class="chip" aria-pressed={wanted === one} data-lists="filters this list" onClick={() => setWanted(one)}>
            {one === "all" ? l("all") : modelWord("status", one).text} <span class="tally">{rows(one)}</span>
          </button>
        ))}
      </div>
      <div class="scroll" tabIndex={0} role="group" aria-label={l("parameters")}>
        <table class="sheet register">
          <thead>
            <tr>
              {(["row", "parameter", "default", "known_how", ...(data.screened ? (["moves"] as const) : []), "source", "rule"] as const).map((one) => (
                <th key={one} scope="col">
                  {l(one)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((one, index) => (
              <tr key={one.name}>
                <td class="num" data-label={l("row")} data-not-a-claim="number of a row">
                  {shown[index - 1]?.row === one.row ? "" : one.row}
                </td>
                <th scope="row">
                  <What of={one} />{" "}
                  <code>{one.name}</code>
                </th>
                <td class="value">
                  <Range one={one} />
                </td>
                <td data-label={l("known_how")}>{modelWord("status", one.status).text}</td>
                {data.screened && (
                  <td data-label={l("moves")}>
                    <Moved of={one} made={data.screened} />
                  </td>
                )}
                <Source of={one} />
                <td data-label={l("rule")}>
                  <code>{one.rule}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function What({ of }: { of: LabParameter }) {
  const { text, lang } = modelWord("parameter", of.name, of.what);
  return (
    <span lang={lang} data-not-a-claim="what the parameter says">
      {text}
    </span>
  );
}

function Source({ of }: { of: LabParameter }) {
  // Where there is no source but that it is assumed, the word is the status's.
  const { text, lang } = of.source === of.status ? modelWord("status", of.status) : { text: of.source, lang: "en" };
  return (
    <td lang={lang} class="reference" data-label={l("source")}>
      {text}
    </td>
  );
}

function Range({ one }: { one: LabParameter }) {
  const unit = one.unit ? ` ${modelWord("unit", one.unit).text}` : "";
  const prior = one.prior ? l("range", { low: figure(one.prior[0]), high: figure(one.prior[1]) }) : l("fixed");
  const parts = () => [
    { title: l("source"), items: [{ text: one.source }] },
    { title: l("prior"), items: [{ text: `${prior}${unit}` }] },
    { title: l("rule"), items: [{ text: `crates/milieu-lab/src/rule/${one.rule}.rs` }] },
  ];
  return (
    <Simulated how={`${l("parameter_how")} ${modelWord("parameter", one.name, one.what).text}`} parts={parts}>
      <b>{figure(one.default)}</b>
      {unit} <span class="prior">[{prior}]</span>
    </Simulated>
  );
}

/** The numbers of patterns a parameter moves most, each opening how it was screened. */
function Moved({ of, made }: { of: LabParameter; made: ScreenedShown }) {
  if (of.moves.length === 0) return <>–</>;
  return (
    <ul class="moves">
      {of.moves.map((one) => (
        <li key={one.what}>
          <Effect one={one} of={of} made={made} />
        </li>
      ))}
    </ul>
  );
}

function Effect({ one, of, made }: { one: Moves; of: LabParameter; made: ScreenedShown }) {
  const unit = one.unit ? ` ${modelWord("unit", one.unit).text}` : "";
  const [persons, firms, places] = made.size;
  const parts = () => [
    { title: l("patterns"), items: [{ text: `${one.pattern}: ${modelWord("part", `${one.pattern} ${one.part}`, one.what).text}` }] },
    {
      title: l("effect"),
      items: [
        { text: `μ* = ${figure(one.size)} ± ${figure(one.error)}${unit}` },
        { text: `μ = ${figure(one.mean)}, σ = ${figure(one.sd)}` },
        { text: l("effect_rank", { rank: one.rank, varied: made.varied }) },
      ],
    },
    { title: l("how_runs"), items: [{ text: l("screened_runs", { runs: made.runs, points: made.points, trajectories: made.trajectories }) }, ...made.seeds.map((seed) => ({ text: l("seed", { n: String(seed) }) }))] },
    {
      title: l("how_model"),
      items: [{ text: l("fingerprint", { model: made.model }) }, { text: `${l("world", { size: made.settings.join(", ") })}, ${l("screened_world", { persons: figure(persons), firms: figure(firms), places: figure(places) })}` }],
    },
    { title: l("how_command"), items: [{ text: made.command }] },
  ];
  return (
    <Simulated how={l("effect_how")} parts={parts} label={`${of.name} · ${one.pattern}`}>
      {one.pattern}: μ* <b>{figure(one.size)}</b>
      {unit}, σ {figure(one.sd)}
    </Simulated>
  );
}
