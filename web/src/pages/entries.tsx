import { Headline } from "../analyses/headline";
import { dashes, hue } from "../analyses/figures/look";
import { band, stairs } from "../analyses/figures/stairs";
import { amount } from "../analyses/model";
import { linear } from "../axis";
import { Strip } from "../debates/board";
import { SIDES } from "../debates/model";
import { number, t, word } from "../language";
import type { CascadeEntry, CurveEntry, Overview, ThesisEntry } from "../page.gen";
import { Say } from "../parts";
import { formatRoute } from "../route";

/** The survival curve, the cascade of plans and the theses, each leading to its page. */
export function Entries({ data }: { data: Overview }) {
  const { curve, cascade, theses } = data;
  return (
    <section class="entries" aria-label={t("landing")}>
      {curve && <Curve entry={curve} />}
      {cascade && <Cascade entry={cascade} />}
      {theses.length > 0 && <Theses theses={theses} />}
    </section>
  );
}

const WIDTH = 360;
const LEFT = 40;
const BASE = 150;

/** The curve with its bounds; what is at risk and censored stands on its page. */
function Curve({ entry: { analysis, figure } }: { entry: CurveEntry }) {
  const link = formatRoute("analyses", analysis.id);
  const last = Math.max(0, ...figure.curves.flatMap(({ steps }) => steps.map(([time]) => time ?? 0)));
  const x = linear([0, last], LEFT, WIDTH - 8, 4);
  const y = linear([0, 1], BASE, 8, 2);
  return (
    <article class="entry curveentry">
      <h2>
        <a href={link} data-not-a-claim="title">
          <Say label={analysis.title} />
        </a>
      </h2>
      {/* The heading above is the same link, for keyboard and reader. */}
      <a class="picture" href={link} data-lists="the analysis" tabIndex={-1} aria-hidden="true">
        <svg viewBox={`0 0 ${WIDTH} ${BASE + 34}`}>
          {y.ticks.map((tick) => (
            <g key={tick} class="scale">
              <line x1={LEFT} x2={WIDTH - 8} y1={y.at(tick)} y2={y.at(tick)} />
              <text x={LEFT - 6} y={y.at(tick) + 4} text-anchor="end">
                {`${amount(tick * 100)} %`}
              </text>
            </g>
          ))}
          {x.ticks.map((tick) => (
            <text key={tick} class="tick" x={x.at(tick)} y={BASE + 15} text-anchor="middle">
              {amount(tick)}
            </text>
          ))}
          <text class="axis" x={WIDTH - 8} y={BASE + 31} text-anchor="end">
            {figure.unit ? word("unit", figure.unit) : t("analysis_time")}
          </text>
          {figure.curves.map((one, index) => (
            <g key={one.name} style={{ "--series": `var(${hue(index)})` }}>
              <path class="band" d={band(one.steps, x.at, y.at, last)} />
              <path class="curve" stroke-dasharray={dashes(index)} d={stairs(one.steps, x.at, y.at, last, figure.height === "survival")} />
            </g>
          ))}
        </svg>
      </a>
      {analysis.headline && (
        <p class="headline">
          <Headline of={analysis} headline={analysis.headline} />
        </p>
      )}
    </article>
  );
}

/** Doctrines, plans, targets, territories: four counts, and the targets by level. */
function Cascade({ entry }: { entry: CascadeEntry }) {
  const plans = formatRoute("plans");
  const steps = [
    { n: entry.ideas, name: t("landing_ideas"), href: plans },
    { n: entry.plans, name: t("landing_plans"), href: plans },
    { n: entry.targets, name: t("landing_targets"), href: formatRoute("table", "targets") },
    { n: entry.territories, name: t("landing_territories"), href: plans },
  ];
  const most = Math.max(1, ...entry.levels.map(({ targets }) => targets));
  return (
    <article class="entry">
      <h2>
        <a href={plans}>{t("landing_cascade")}</a>
      </h2>
      <ol class="funnel">
        {steps.map(({ n, name, href }) => (
          <li key={name}>
            <a href={href} data-lists>
              <span class="number">{number(n)}</span> {name}
            </a>
          </li>
        ))}
      </ol>
      {entry.levels.length > 0 && (
        <>
          <h3>{t("landing_levels")}</h3>
          <ul class="bars">
            {entry.levels.map(({ level, targets }) => (
              <li key={level.code}>
                <span class="name">
                  <Say label={level.label} />
                </span>
                <span class="bar" aria-hidden="true">
                  <i style={{ width: `${(targets / most) * 100}%` }} />
                </span>
                <span class="n">
                  <a href={plans} data-lists>
                    {number(targets)}
                  </a>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </article>
  );
}

/** The first theses with what speaks for and against them. */
function Theses({ theses }: { theses: readonly ThesisEntry[] }) {
  const widest = Math.max(1, ...theses.flatMap((thesis) => (["for", "against"] as const).map((side) => thesis.arguments.filter((one) => one.side === side).length)));
  return (
    <article class="entry">
      <h2>
        <a href={formatRoute("debates")}>{t("landing_theses")}</a>
      </h2>
      <ol class="thesislist" style={{ "--widest": widest }}>
        {theses.map((thesis) => {
          const marks = thesis.arguments.map((one) => ({ side: SIDES.find((side) => side === one.side) ?? "", supported: one.supported }) as const);
          const of = (...sides: string[]) => marks.filter(({ side }) => sides.includes(side)).length;
          const counts = { against: of("against"), for: of("for"), other: marks.length - of("against", "for") };
          return (
            <li key={thesis.id}>
              <a href={formatRoute("debates", thesis.id)}>
                <span>{thesis.thesis || t("debates_unnamed")}</span>
                <Strip marks={marks} />
                <span class="aside">{t("landing_marks", counts)}</span>
              </a>
            </li>
          );
        })}
      </ol>
      <p class="quiet key">{t("landing_theses_key")}</p>
    </article>
  );
}
