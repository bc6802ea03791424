import { ExportButtons } from "../export/buttons";
import type { Part } from "../account";
import { linear } from "../axis";
import { fileName, useData } from "../data";
import { say } from "../language";
import { useNarrow } from "../narrow";
import type { ExperimentPage, Lab } from "../page.gen";
import { Say, Section, Waiting } from "../parts";
import { verdictWord } from "./list";
import type { Estimand, Outcome } from "./outcome";
import { Grounding } from "./scenario";
import { sentences } from "./sentence";
import { Badge, Caution, Crumb, figure, Simulated, Stale } from "./simulated";
import { l, modelWord } from "./words";

/** Bars of a tornado that are drawn. */
const BARS = 12;

/** An experiment: its verdict, its limits, what was estimated, and which assumption drives it. */
export function ExperimentView({ id }: { id: string }) {
  const { data, error } = useData<ExperimentPage>(`data/lab/experiment/${encodeURIComponent(fileName(id))}.json`);
  const lab = useData<Lab>("data/lab.json").data;
  if (!data) return <Waiting error={error} />;
  const outcome = data.outcome as Outcome | null;
  const lead = (
    <header class="lead">
      <Crumb />
      <h1>
        <Say label={data.title} />
      </h1>
      <p class="abstract" data-not-a-claim="the question">
        <Say label={data.question} />
      </p>
      {lab && <Caution assumed={lab.assumed} />}
      <Stale why={data.stale} command={data.command} />
    </header>
  );
  if (!outcome) {
    return (
      <div class="lab experiment">
        {lead}
        <p class="honest">
          {l("none_kept")} <code>{data.command}</code>
        </p>
      </div>
    );
  }
  const parts = (): Part[] => [
    { title: l("how_runs"), items: [{ text: `${outcome.runs}` }, { text: l("pair_count", { n: outcome.pairs }) }] },
    { title: l("how_model"), items: [{ text: l("fingerprint", { model: outcome.model }) }] },
    { title: l("how_command"), items: [{ text: data.command }] },
  ];
  return (
    <div class="lab experiment">
      {lead}
      <section class="section" aria-labelledby="verdict">
        <h2 id="verdict">
          {l("verdict")}: <span class={`badge ${outcome.verdict}`}>{verdictWord(outcome.verdict)}</span> <Badge />
        </h2>
        <Said text={outcome.says} parts={parts} />
      </section>
      <Section id="limits" title={l("limits")}>
        <ul class="notes">
          {outcome.limits.map((limit, index) => (
            <li key={index} data-not-a-claim="a limit">
              <Say label={limit} />
            </li>
          ))}
        </ul>
      </Section>
      {outcome.stands && outcome.stands.length > 0 && <Grounding placed={outcome.stands} parts={parts} />}
      <Section id="estimands" title={l("estimands")} count={outcome.estimands.length}>
        {outcome.estimands.map((one) => (
          <EstimandView key={one.id} one={one} parts={parts} />
        ))}
      </Section>
      {outcome.shapley.length > 0 && (
        <section class="section" aria-labelledby="shapley">
          <h2 id="shapley">{l("shapley")}</h2>
          <p class="quiet">{l("shapley_text")}</p>
          {outcome.shapley.map((one) => (
            <Shares key={one.estimand} one={one} of={outcome.estimands.find(({ id }) => id === one.estimand)} parts={parts} />
          ))}
        </section>
      )}
      {outcome.transplant && <Transplant of={outcome.transplant} parts={parts} />}
    </div>
  );
}

/** Sentences of a verdict, which open how it was made. */
function Said({ text, parts, class: kind }: { text: string; parts: () => Part[]; class?: string }) {
  const said = sentences(text);
  return (
    <p class={kind} lang={said.lang}>
      <Simulated parts={parts} class="value long">
        {said.text}
      </Simulated>
    </p>
  );
}

function EstimandView({ one, parts }: { one: Estimand; parts: () => Part[] }) {
  const { interval } = one.difference;
  return (
    <article class="estimand">
      <h3 data-not-a-claim="what was estimated">
        <Say label={one.what} /> <span class={`badge ${one.verdict}`}>{verdictWord(one.verdict)}</span>
      </h3>
      <p>
        <Simulated parts={parts}>
          <b>
            {figure(one.difference.mean)}
            {one.unit && ` ${modelWord("unit", one.unit).text}`}
          </b>
          {interval && ` [${figure(interval[0])}; ${figure(interval[1])}]`}
        </Simulated>
        {one.agreement && (
          <>
            {" · "}
            <Simulated parts={parts}>{l("agreement", { n: one.agreement.agree, all: one.agreement.sets })}</Simulated>
          </>
        )}
      </p>
      {one.why && <Said text={one.why} parts={parts} class="quiet" />}
      {one.tornado.length > 0 && <Tornado one={one} />}
    </article>
  );
}

/** The difference with each parameter at the ends of its range. */
function Tornado({ one }: { one: Estimand }) {
  const narrow = useNarrow();
  const bars = one.tornado.slice(0, BARS);
  const width = narrow ? 380 : 620;
  // Room on both sides for half a number below the scale.
  const side = 34;
  const left = narrow ? side : 190;
  const high = narrow ? 34 : 22;
  const x = linear([one.difference.mean, ...bars.flatMap(({ at_low, at_high }) => [at_low, at_high])], left, width - side, narrow ? 3 : 5);
  const base = 24 + bars.length * high;
  const title = `${l("tornado")}: ${say(one.what)}`;
  return (
    <figure class="answer">
      <figcaption>
        <b data-not-a-claim="title of a figure">{l("tornado")}</b>
        <ExportButtons title={title} figure={(button) => button.closest("figure")?.querySelector("svg.plot")} cites={{ keys: () => [] }} />
      </figcaption>
      <svg class="plot" viewBox={`0 0 ${width} ${base + 24}`} role="img" aria-label={title}>
        <text class="axis" x={4} y={14} data-not-a-claim="what is drawn">
          {l("simulated")}
          {one.unit && ` · ${modelWord("unit", one.unit).text}`}
        </text>
        {x.ticks.map((tick) => (
          <g key={tick} class="scale">
            <line x1={x.at(tick)} x2={x.at(tick)} y1={22} y2={base} />
            <text x={x.at(tick)} y={base + 16} text-anchor="middle">
              {figure(tick)}
            </text>
          </g>
        ))}
        {bars.map((bar, index) => {
          const y = 24 + index * high;
          const ends = [x.at(bar.at_low), x.at(bar.at_high)];
          return (
            <g key={bar.parameter}>
              <rect class="bar" x={Math.min(...ends)} width={Math.max(1, Math.abs((ends[1] ?? 0) - (ends[0] ?? 0)))} y={y + high - 18} height={13} />
              <text class="of" x={narrow ? 12 : left - 8} y={narrow ? y + 12 : y + 15} text-anchor={narrow ? "start" : "end"} data-not-a-claim="name of a parameter">
                {bar.parameter}
              </text>
            </g>
          );
        })}
        <line class="reference" x1={x.at(one.difference.mean)} x2={x.at(one.difference.mean)} y1={22} y2={base} />
      </svg>
      <p class="figurenote">{l("tornado_text")}</p>
    </figure>
  );
}

function Shares({ one, of, parts }: { one: Outcome["shapley"][number]; of: Estimand | undefined; parts: () => Part[] }) {
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={l("shapley")}>
      <table class="sheet">
        <caption data-not-a-claim="what was estimated">
          <Say label={of?.what} />
        </caption>
        <thead>
          <tr>
            <th scope="col">{l("factor")}</th>
            <th scope="col">{l("difference")}</th>
            <th scope="col">{l("share")}</th>
          </tr>
        </thead>
        <tbody>
          {one.parts.map((part) => (
            <tr key={part.factor}>
              <th scope="row" data-not-a-claim="name of a factor">
                <Say label={part.label} />
              </th>
              <td class="num">
                <Simulated parts={parts}>
                  {figure(part.mean)}
                  {part.interval && ` [${figure(part.interval[0])}; ${figure(part.interval[1])}]`}
                </Simulated>
              </td>
              <td class="num">
                <Simulated parts={parts}>{part.share === null ? "–" : `${figure(100 * part.share)} %`}</Simulated>
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">{l("whole")}</th>
            <td class="num">
              <Simulated parts={parts}>{figure(one.whole.mean)}</Simulated>
            </td>
            <td />
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function Transplant({ of, parts }: { of: NonNullable<Outcome["transplant"]>; parts: () => Part[] }) {
  const row = (name: string, inclusion: number | null, coverage: number | null, kind: string) => (
    <tr key={kind + name}>
      <td data-not-a-claim="kind of a solution">{modelWord("solution", kind).text}</td>
      <th scope="row">
        <code>{name}</code>
      </th>
      <td class="num">
        <Simulated parts={parts}>{l("consistency", { n: figure(inclusion) })}</Simulated>
      </td>
      <td class="num">
        <Simulated parts={parts}>{l("coverage", { n: figure(coverage) })}</Simulated>
      </td>
    </tr>
  );
  return (
    <section class="section" aria-labelledby="transplant">
      <h2 id="transplant">{l("transplant")}</h2>
      <Said text={of.says} parts={parts} />
      <div class="scroll" tabIndex={0} role="group" aria-label={l("transplant")}>
        <table class="sheet">
          <tbody>
            {of.solutions.map((one) => row(one.model, one.inclusion, one.coverage, one.kind))}
            {of.necessary.map((one) => row(one.condition, one.inclusion, one.coverage, "necessary"))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
