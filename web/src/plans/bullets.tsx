import { useMemo } from "preact/hooks";

import { Sentence } from "../counted";
import { Value } from "../evidence";
import { ExportButtons } from "../export/buttons";
import { amount, say, t } from "../language";
import type { Plans, TargetShown } from "../page.gen";
import { Say } from "../parts";
import { entityRoute } from "../route";
import { Asked, at, Figure, indicatorName, Nature, NatureSign, Reading, ShareOfWay, signed, TargetCount, territoryName, unitOf } from "./figures";
import { hasBar, padded, statementsOf } from "./model";
import { type Line, picture } from "./picture";
import { LeftOut } from "./territories";

/** A plan with fewer targets than this shares a tab with the others. */
const OWN_TAB = 4;

/** Policies with enough targets to be read on their own, most first; the rest is `undefined`. */
export function tabs(plans: Plans): (number | undefined)[] {
  const count = new Map<number, number>();
  for (const { policy } of plans.targets) if (policy !== null) count.set(policy, (count.get(policy) ?? 0) + 1);
  const own = [...count].filter(([, n]) => n >= OWN_TAB).sort((a, b) => b[1] - a[1]);
  return [...own.map(([policy]) => policy), undefined];
}

/** What can be compared comes first, then what can be drawn, then numbers, then words. */
function weight(target: TargetShown): number {
  if (target.gap) return 3;
  if (hasBar(target)) return 2;
  return target.range ? 1 : 0;
}

/** Targets of a plan, from where it started to what it asks to what was seen. */
export function Bullets({ plans, plan, onPlan }: { plans: Plans; plan: number | undefined; onPlan: (plan: number | undefined) => void }) {
  const all = useMemo(() => tabs(plans), [plans]);
  const own = new Set(all);
  const list = plans.targets
    .filter((target) => (plan === undefined ? target.policy === null || !own.has(target.policy) : target.policy === plan))
    .sort((a, b) => weight(b) - weight(a));
  const natures = ["binding", "anticipatory", "unknown"].map((nature) => ({ nature, own: list.filter((target) => (target.nature?.text ?? "unknown") === nature) }));
  const attained = plans.targets.filter((target) => target.gap !== null);
  return (
    <>
      <p class="lede">
        <Sentence
          of="plans_bullets_text"
          parts={{
            attained: <TargetCount plans={plans} targets={attained} how={t("plans_attained_how")} />,
            all: <TargetCount plans={plans} targets={plans.targets} how={t("plans_targets_how")} />,
          }}
        />
      </p>
      <LeftOut left={plans.unattained} summary={t("plans_unattained", { n: plans.targets.length - attained.length })} />
      <div class="chips" role="group" aria-label={t("plans_column_plan")}>
        {all.map((one) => (
          <button key={one ?? "-"} type="button" class="chip" data-lists aria-pressed={one === plan} onClick={() => onPlan(one)}>
            {one === undefined ? t("plans_others") : say(plans.policies[one]?.title)}
          </button>
        ))}
      </div>
      <ul class="naturekey">
        {natures.map(({ nature, own }) => (
          <li key={nature} class={`nature ${nature}`}>
            <NatureSign nature={nature} /> {t(`plans_nature_${nature as "binding" | "anticipatory" | "unknown"}`)} <b>
              <TargetCount plans={plans} targets={own} how={t("plans_nature_how")} />
            </b>
          </li>
        ))}
      </ul>
      <ol class="bullets">
        {list.map((target) => (
          <Bullet key={target.id} plans={plans} target={target} />
        ))}
      </ol>
      <p class="figurenote">{t("plans_bullets_note")}</p>
      <p class="takealong">
        <ExportButtons title={`${t("plans_targets")}: ${plan === undefined ? t("plans_others") : say(plans.policies[plan]?.title)}`} figure={() => picture(list.map((target) => line(plans, target)), undefined)} cites={{ statements: () => list.flatMap(statementsOf) }} />
      </p>
    </>
  );
}

/** A target as the exported picture draws it, on its own scale. */
function line(plans: Plans, target: TargetShown): Line {
  const same = target.observed.filter((one) => one.calendar_year === target.calendar_year);
  const other = target.observed.filter((one) => one.calendar_year !== target.calendar_year);
  const from = target.baseline ? `${amount(target.baseline.value)} (${target.baseline.period ?? "?"}) → ` : "";
  const asked = target.range ? `${(target.value?.text ?? "").replace(/(?<=\d)-(?=\d)/, "–")}${unitOf(target.unit)}` : `“${target.value?.text ?? t("plans_unread")}”`;
  return {
    label: `${indicatorName(plans, target)}, ${territoryName(plans, target.territory)}`,
    depth: 0,
    text: `${from}${asked}${target.year ? ` (${target.year.text})` : ""}`,
    range: target.range,
    base: target.baseline?.value,
    seen: same.map(({ value }) => value),
    other: other.map(({ value }) => value),
    scale: hasBar(target) ? scaleOf(target) : undefined,
  };
}

/** The scale of a target’s own line. */
function scaleOf(target: TargetShown): [number, number] | undefined {
  return padded([...(target.range ?? []), ...(target.baseline ? [target.baseline.value] : []), ...target.observed.map(({ value }) => value)]);
}

function Bullet({ plans, target }: { plans: Plans; target: TargetShown }) {
  return (
    <li class={`bullet ${target.nature?.text ?? "unknown"}`}>
      <p class="what">
        <a href={entityRoute("targets", target.id)}>{indicatorName(plans, target)}</a>
        <span class="meta">
          <Nature target={target} />
          {" · "}
          {territoryName(plans, target.territory)}
        </span>
      </p>
      <p class="from">
        {target.baseline ? (
          <>
            <span class="lbl">{t("plans_baseline")} </span>
            <Reading measured={target.baseline} />
          </>
        ) : (
          <span class="unread">{t("plans_no_baseline")}</span>
        )}
      </p>
      <Bar target={target} />
      <p class="to">
        <span class="lbl">{t("plans_target")} </span>
        <Asked target={target} />
        {target.year && (
          <>
            {" "}
            <span class="nowrap">
              (<Value shown={target.year} />)
            </span>
          </>
        )}
        {target.form && target.form.code !== "level" && target.range && (
          <span class="meta">
            {" "}
            <Say label={target.form.label} />
          </span>
        )}
      </p>
      <p class="outcome">
        <Outcome target={target} />
      </p>
    </li>
  );
}

/** Whether it was reached, or why nobody can tell. */
function Outcome({ target }: { target: TargetShown }) {
  const same = target.observed.filter((one) => one.calendar_year === target.calendar_year);
  const other = target.observed.filter((one) => one.calendar_year !== target.calendar_year);
  return (
    <>
      {target.gap ? (
        <>
          {t("plans_observed")}{" "}
          {same.map((one, index) => (
            <span key={index}>
              {index > 0 && ", "}
              <Reading measured={one} />
            </span>
          ))}
          {": "}
          <b>
            <Figure estimate={target.gap}>{target.gap.value === 0 ? t("plans_met") : `${signed(target.gap.value)}${unitOf(target.unit, true)}`}</Figure>
          </b>
          {target.gap.value !== 0 && ` ${t(target.gap.value > 0 ? "plans_above" : "plans_below")}`}
          {target.share && (
            <>
              {" · "}
              <ShareOfWay target={target} /> {t("plans_share")}
            </>
          )}
        </>
      ) : (
        <span class="unread">
          <Say label={target.unattained} />
        </span>
      )}
      {!target.gap && other.length > 0 && (
        <>
          {": "}
          {other.map((one, index) => (
            <span key={index}>
              {index > 0 && ", "}
              <Reading measured={one} />
            </span>
          ))}
        </>
      )}
      {target.notes && (
        <span class="note">
          {" · "}
          <Value shown={target.notes} />
        </span>
      )}
    </>
  );
}

/** Baseline (ring), target (tick, or band for a range), observations (dots; hollow where the year differs). */
function Bar({ target }: { target: TargetShown }) {
  const scale = scaleOf(target);
  if (!scale || !hasBar(target)) return <span class="track none" aria-hidden="true" />;
  const { baseline, range } = target;
  const goal = range ? (range[0] + range[1]) / 2 : undefined;
  return (
    <span class="track" aria-hidden="true">
      {baseline && goal !== undefined && (
        <i class={baseline.value <= goal ? "way" : "way back"} style={{ left: at(scale, Math.min(baseline.value, goal)), right: `calc(100% - ${at(scale, Math.max(baseline.value, goal))})` }} />
      )}
      {baseline && <i class="base" style={{ left: at(scale, baseline.value) }} title={`${amount(baseline.value)} (${baseline.period ?? "?"})`} />}
      {range && <i class={range[0] < range[1] ? "mark wide" : "mark"} style={{ left: at(scale, range[0]), width: range[0] < range[1] ? `calc(${at(scale, range[1])} - ${at(scale, range[0])})` : undefined }} />}
      {target.observed.map((one, index) => (
        <i key={index} class={one.calendar_year === target.calendar_year ? "seen" : "seen otheryear"} style={{ left: at(scale, one.value) }} title={`${amount(one.value)} (${one.period ?? "?"})`} />
      ))}
    </span>
  );
}
