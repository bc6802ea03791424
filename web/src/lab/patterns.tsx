import { useState } from "preact/hooks";

import { useData } from "../data";
import type { Lab, PatternBoard, PatternPart, PatternShown, PatternsPage } from "../page.gen";
import { Waiting } from "../parts";
import { Badge, Caution, Crumb, figure, Simulated } from "./simulated";
import { l, modelWord } from "./words";

type Met = "met" | "missed" | "unread";
const STATES: readonly Met[] = ["met", "missed", "unread"];

function state(met: boolean | null): Met {
  return met === null ? "unread" : met ? "met" : "missed";
}

/** The board: what is known of the system, and whether the model shows it. */
export function PatternsView() {
  const { data, error } = useData<PatternsPage>("data/lab/patterns.json");
  const lab = useData<Lab>("data/lab.json").data;
  if (!data) return <Waiting error={error} />;
  return (
    <div class="lab patterns">
      <header class="lead">
        <Crumb />
        <h1>{l("patterns")}</h1>
        <p class="abstract">{l("patterns_text")}</p>
        {lab && <Caution assumed={lab.assumed} />}
      </header>
      {data.board ? (
        <Board page={data} board={data.board} />
      ) : (
        <p class="honest">
          {l("patterns_none")} <code>milieu lab keep --patterns 3</code>
        </p>
      )}
    </div>
  );
}

function Board({ page, board }: { page: PatternsPage; board: PatternBoard }) {
  const [wanted, setWanted] = useState<Met | "all">("all");
  const of = (one: Met) => board.patterns.filter(({ met }) => state(met) === one);
  const shown = wanted === "all" ? board.patterns : of(wanted);
  return (
    <>
      {page.stale && <p class="stale" role="status">{l("patterns_stale")}</p>}
      <div class="chips" role="group" aria-label={l("patterns")}>
        {(["all", ...STATES] as const).map((one) => (
          <button type="button" key={one} class="chip" aria-pressed={wanted === one} data-lists="filters this list" onClick={() => setWanted(one)}>
            {l(one)} <span class="tally">{one === "all" ? board.patterns.length : of(one).length}</span>
          </button>
        ))}
        <Badge />
      </div>
      <p role="status" data-lists="below">
        {l("patterns_count", { n: shown.length })}
      </p>
      <ol class="board">
        {shown.map((pattern) => (
          <li key={pattern.id} class={state(pattern.met)}>
            <Pattern pattern={pattern} board={board} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Pattern({ pattern, board }: { pattern: PatternShown; board: PatternBoard }) {
  const name = modelWord("pattern", pattern.id, pattern.name);
  return (
    <article>
      <h2 data-not-a-claim="name of a pattern">
        <span class="code">{pattern.id}</span> <span lang={name.lang}>{name.text}</span>{" "}
        <span class={`badge ${state(pattern.met)}`}>{l(state(pattern.met))}</span> <span class="use">{pattern.used === "fit" ? l("fit") : l("validate")}</span>
      </h2>
      <p class="reference">
        {l("known")}: <span lang="en">{pattern.anchor}</span>
      </p>
      <ul class="parts">
        {pattern.parts.map((part, index) => (
          <li key={index} class={state(part.met)}>
            <PartName of={pattern.id} index={index} what={part.what} />: <Reading part={part} board={board} of={`${pattern.id} ${name.text}`} />
          </li>
        ))}
      </ul>
    </article>
  );
}

function PartName({ of, index, what }: { of: string; index: number; what: string }) {
  const { text, lang } = modelWord("part", `${of} ${index}`, what);
  return (
    <span lang={lang} data-not-a-claim="what is read">
      {text}
    </span>
  );
}

function Reading({ part, board, of }: { part: PatternPart; board: PatternBoard; of: string }) {
  const [low, high] = part.accept;
  const accepted =
    low === null ? l("accepted_most", { high: figure(high) }) : high === null ? l("accepted_least", { low: figure(low) }) : l("accepted", { low: figure(low), high: figure(high) });
  const parts = () => [
    { title: l("patterns"), items: [{ text: of }] },
    { title: l("how_runs"), items: board.seeds.map((seed) => ({ text: l("seed", { n: String(seed) }) })) },
    { title: l("how_model"), items: [{ text: l("fingerprint", { model: board.model }) }, { text: l("world", { size: board.size }) }] },
    { title: l("how_command"), items: [{ text: `milieu lab patterns --seeds ${board.seeds.length}` }] },
  ];
  return (
    <Simulated how={l("pattern_how")} parts={parts} class="value reading">
      {part.median === null ? (
        l("no_number")
      ) : (
        <>
          <b>
            {figure(part.median)}
            {part.unit && ` ${modelWord("unit", part.unit).text}`}
          </b>
          {part.band && ` [${figure(part.band[0])}; ${figure(part.band[1])}]`}
        </>
      )}
      , {accepted} · {l(state(part.met))}
    </Simulated>
  );
}
