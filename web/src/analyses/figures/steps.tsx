import { useContext } from "preact/hooks";

import { linear } from "../../axis";
import { t, word } from "../../language";
import { useNarrow } from "../../narrow";
import type { StepsShown } from "../../page.gen";
import { amount } from "../model";
import { Mark, Open } from "../number";
import { dashes, hue } from "./look";
import { band, heightAt, stairs } from "./stairs";

const ROW = 17;
const TOP = 12;

/** Step curves with their bounds, censored cases as ticks, and how many are at risk below. */
export function StepsFigure({ figure, title }: { figure: StepsShown; title: string }) {
  const used = useContext(Open)?.page.result?.used ?? [];
  const narrow = useNarrow();
  const width = narrow ? 380 : 860;
  const left = narrow ? (figure.curves.length > 1 ? 68 : 52) : 150;
  const right = width - 14;
  const base = TOP + (narrow ? 220 : 300);
  const heights = figure.curves.flatMap(({ steps }) => steps.flatMap(([, height, , high]) => [height ?? 0, high ?? 0]));
  const share = figure.height !== "cumulative_hazard";
  const y = linear(share ? [0, 1] : [0, ...heights], base, TOP);
  const last = Math.max(...figure.curves.flatMap(({ steps, censored }) => [...steps.map(([time]) => time ?? 0), ...censored]), 0);
  const x = linear([0, last], left, right, narrow ? 4 : 8);
  const named = figure.curves.some(({ name }) => name);
  const tall = base + 36 + (figure.moments.length > 0 ? ROW * (figure.curves.length + 1) + 8 : 0);
  const unit = figure.unit ? word("unit", figure.unit) : t("analysis_time");
  const moments = narrow ? figure.moments.filter((_, index) => index % Math.ceil(figure.moments.length / 5) === 0) : figure.moments;
  return (
    <>
      {named && (
        <ul class="keys" data-not-a-claim="what colours stand for">
          {figure.curves.map(({ name }, index) => (
            <li key={name}>
              <svg width="30" height="10" aria-hidden="true">
                <line x1="0" x2="30" y1="5" y2="5" class="curve" stroke-dasharray={dashes(index)} style={{ stroke: `var(${hue(index)})` }} />
              </svg>
              {name}
            </li>
          ))}
        </ul>
      )}
      <svg class="plot" viewBox={`0 0 ${width} ${tall}`} role="group" aria-label={title}>
        {y.ticks.map((tick) => (
          <g key={tick} class="scale">
            <line x1={left} x2={right} y1={y.at(tick)} y2={y.at(tick)} />
            <text x={left - 7} y={y.at(tick) + 4} text-anchor="end">
              {share ? `${amount(tick * 100)} %` : amount(tick)}
            </text>
          </g>
        ))}
        {x.ticks.map((tick) => (
          <text key={tick} class="tick" x={x.at(tick)} y={base + 16} text-anchor="middle">
            {amount(tick)}
          </text>
        ))}
        <text class="axis" x={right} y={base + 31} text-anchor="end">
          {unit}
        </text>
        {figure.curves.map((curve, index) => (
          <g key={curve.name} style={{ "--series": `var(${hue(index)})` }}>
            <path class="band" d={band(curve.steps, x.at, y.at, last)} />
            <path class="curve" stroke-dasharray={dashes(index)} d={stairs(curve.steps, x.at, y.at, last, share && figure.height === "survival")} />
            {curve.censored.map((time, at) => (
              <line key={at} class="censored" x1={x.at(time)} x2={x.at(time)} y1={y.at(heightAt(curve.steps, time, figure.height === "survival")) - 4} y2={y.at(heightAt(curve.steps, time, figure.height === "survival")) + 4} />
            ))}
          </g>
        ))}
        {moments.length > 0 && (
          <g class="risk">
            <text x={narrow ? 2 : left - 24} y={base + 48} text-anchor={narrow ? "start" : "end"} class="axis">
              {t("analysis_at_risk")}
            </text>
            {figure.curves.map((curve, row) => (
              <g key={curve.name} style={{ "--series": `var(${hue(row)})` }}>
                {(named || !narrow) && (
                  <text x={narrow ? 2 : left - 24} y={base + 48 + ROW * (row + 1)} text-anchor={narrow ? "start" : "end"} class="of" data-not-a-claim="name of a group">
                    {short(curve.name || t("analysis_all"), narrow ? 7 : 20)}
                  </text>
                )}
                <Mark text={`${curve.name || t("analysis_all")}: ${t("analysis_at_risk")} ${moments.map((moment) => curve.at_risk[figure.moments.indexOf(moment)]).join(" ")}`} rows={used} written>
                  {moments.map((moment) => (
                    <text key={moment} x={x.at(moment)} y={base + 48 + ROW * (row + 1)} text-anchor="middle" class="of">
                      {`${curve.at_risk[figure.moments.indexOf(moment)] ?? ""} `}
                    </text>
                  ))}
                </Mark>
              </g>
            ))}
          </g>
        )}
      </svg>
      <p class="figurenote">{t("analysis_steps_note")}</p>
    </>
  );
}

function short(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
