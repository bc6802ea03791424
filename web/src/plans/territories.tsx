import type { ComponentChildren } from "preact";
import { useContext, useMemo } from "preact/hooks";

import type { Item } from "../account";
import { Counted, entityItem, Sentence } from "../counted";
import { Statements, Value } from "../evidence";
import { ExportButtons } from "../export/buttons";
import { amount, say, t } from "../language";
import type { Amplification, Estimated, PlanLeftOut, Plans, TargetShown } from "../page.gen";
import { EntityAnchor, Say } from "../parts";
import { entityRoute } from "../route";
import { Pick } from "./cascade";
import { Asked, at, Figure, indicatorName, Nature, Reading, signed, TargetCount, territoryName, unitOf } from "./figures";
import { type Line, picture } from "./picture";
import { amplificationsOf, descent, differenceOf, extent, flat, type Path, type Row, statementsOf } from "./model";

/** Nation, province, county: who set what for the same year, and what came of it. */
export function Territories({ plans, path, onPick }: { plans: Plans; path: Path; onPick: (territory: number) => void }) {
  const root = useMemo(() => (path.target === undefined ? undefined : descent(plans, path.target)), [plans, path.target]);
  const target = path.target === undefined ? undefined : plans.targets[path.target];
  if (!target) return <p class="honest">{t("plans_pick_target")}</p>;
  const rows = root ? flat(root) : [];
  const scale = extent(plans, rows);
  const range = target.range;
  return (
    <div class="territories">
      <TargetHead plans={plans} target={target} />
      {amplificationsOf(plans, path.target ?? -1).map((one) => (
        <Amplified key={one.level} plans={plans} one={one} target={target} />
      ))}
      {rows.length > 1 && scale && (
        <p class="axis" aria-hidden="true">
          <span>
            {amount(Math.ceil(scale[0] * 2) / 2)}
            {unitOf(target.unit)}
          </span>
          <span class="key">
            <i class="mark" /> {t("plans_key_target")} <i class="seen" /> {t("plans_key_observed")}
          </span>
          <span>
            {amount(Math.floor(scale[1] * 2) / 2)}
            {unitOf(target.unit)}
          </span>
        </p>
      )}
      <ol class="rows">
        {rows.map(({ row, depth }, index) => (
          <TerritoryRow key={`${row.territory}-${row.target ?? "-"}`} plans={plans} row={row} depth={depth} scale={scale} shade={range} chosen={path.territory === row.territory} first={index === 0} newLevel={rows[index - 1]?.row.level !== row.level} onPick={() => onPick(row.territory)} />
        ))}
      </ol>
      {rows.length > 1 && (
        <p class="takealong">
          <ExportButtons title={`${indicatorName(plans, target)} ${target.year?.text ?? ""}`.trim()} figure={() => picture(rows.map(({ row, depth }) => line(plans, row, depth)), scale, range)} cites={{ statements: () => rows.flatMap(({ row }) => [...targetOf(plans, row), ...row.observed.flatMap(({ measured }) => measured.shown.evidence)]) }} />
        </p>
      )}
      {rows.length === 1 && <p class="honest">{t("plans_no_children")}</p>}
    </div>
  );
}

/** The statements behind the target of a row. */
function targetOf(plans: Plans, row: Row): number[] {
  const target = row.target === undefined ? undefined : plans.targets[row.target];
  return target ? statementsOf(target) : [];
}

/** A row as the exported picture draws it. */
function line(plans: Plans, row: Row, depth: number): Line {
  const target = row.target === undefined ? undefined : plans.targets[row.target];
  const seen = seenIn(row, target);
  const unit = unitOf(target?.unit ?? row.observed[0]?.unit ?? null);
  const observed = seen.length > 0 ? `${t("plans_observed")} ${seen.map(({ value }) => amount(value)).join(", ")}${unit}` : "";
  const asked = target ? (target.range ? `${target.value?.text ?? ""}${unit}` : `“${target.value?.text ?? t("plans_unread")}”`) : "";
  return { label: territoryName(plans, row.territory), depth, text: [asked, observed].filter(Boolean).join(" · "), range: target?.range ?? null, seen: seen.map(({ value }) => value) };
}

/** What was observed for a row: with its target’s year, or without a target. */
function seenIn(row: Row, target: TargetShown | undefined) {
  return [...(target?.observed.filter((one) => one.calendar_year === target.calendar_year) ?? []), ...row.observed.map((one) => one.measured)];
}

/** The target itself: its words, nature and year, and whether it was reached. */
function TargetHead({ plans, target }: { plans: Plans; target: TargetShown }) {
  return (
    <div class="head">
      <p>
        <b>
          <a href={entityRoute("targets", target.id)}>{indicatorName(plans, target)}</a>
        </b>{" "}
        {target.year && <Value shown={target.year} />} · <Asked target={target} />
      </p>
      <p class="meta">
        <Nature target={target} />
        {target.form && (
          <>
            {" · "}
            <Say label={target.form.label} />
          </>
        )}
        {target.notes && (
          <>
            {" · "}
            <Value shown={target.notes} />
          </>
        )}
      </p>
    </div>
  );
}

/** What a level adds, on average and at most; who is not in the average, by name. */
function Amplified({ plans, one, target }: { plans: Plans; one: Amplification; target: TargetShown }) {
  const level = say(plans.levels[one.level]?.label);
  const left = one.left_out.reduce((sum, { entities }) => sum + entities.length, 0);
  const unit = unitOf(target.unit, true);
  return (
    <div class="amplified">
      {one.mean ? (
        <p>
          <Mean plans={plans} one={one} mean={one.mean}>
            <span class="big">{signed(one.mean.value)}</span>
            {unit}
          </Mean>{" "}
          <Sentence
            of="plans_amplified"
            values={{ level, n: one.children.length }}
            parts={{
              n: <TargetCount plans={plans} targets={one.children.flatMap(({ target: child }) => plans.targets[child] ?? [])} how={t("plans_pairs_how")} />,
            }}
          />
          {one.mean.interval && (
            <span class="quiet">
              {" "}
              <Mean plans={plans} one={one} mean={one.mean}>
                {t("plans_amplified_range", { low: signed(one.mean.interval[0]), high: signed(one.mean.interval[1]) })}
              </Mean>
            </span>
          )}
        </p>
      ) : (
        <p class="honest">{t("plans_amplified_none", { level })}</p>
      )}
      <LeftOut left={one.left_out} summary={t("plans_left_out", { n: left, all: left + one.children.length, level })} />
    </div>
  );
}

/** The mean of differences: which are added up, and by how many their sum is divided. */
function Mean({ plans, one, mean, children }: { plans: Plans; one: Amplification; mean: Estimated; children: ComponentChildren }) {
  const list = useContext(Statements);
  const parts = () => {
    const items = one.children.map(({ target, difference }): Item => ({
      text: `${territoryName(plans, plans.targets[target]?.territory)}: ${signed(difference.value)}`,
      said: { list, places: difference.evidence },
    }));
    const left = one.left_out.map(({ reason, entities }) => ({ title: `${t("account_left_out")}: ${say(reason)}`, items: entities.map(entityItem) }));
    return [{ title: t("plans_mean_above"), items }, { title: t("plans_mean_over"), items }, ...left];
  };
  return (
    <Counted computed n={mean.value} how={t("plans_mean_how")} parts={parts}>
      {children}
    </Counted>
  );
}

export function LeftOut({ left, summary }: { left: readonly PlanLeftOut[]; summary: string }) {
  if (left.length === 0) return null;
  return (
    <details class="leftout">
      <summary data-lists="below">{summary}</summary>
      <ul>
        {left.map((one, index) => (
          <li key={index}>
            <Say label={one.reason} /> <span data-lists="below">({one.entities.length})</span>:{" "}
            {one.entities.map((entity, position) => (
              <span key={entity.id}>
                {position > 0 && ", "}
                <EntityAnchor link={entity} />
              </span>
            ))}
          </li>
        ))}
      </ul>
    </details>
  );
}

interface RowProps {
  plans: Plans;
  row: Row;
  depth: number;
  scale: [number, number] | undefined;
  shade: [number, number] | null;
  chosen: boolean;
  first: boolean;
  /** Whether the row above is of another level: then this one names its own. */
  newLevel: boolean;
  onPick: () => void;
}

function TerritoryRow({ plans, row, depth, scale, shade, chosen, first, newLevel, onPick }: RowProps) {
  const target = row.target === undefined ? undefined : plans.targets[row.target];
  const difference = row.target === undefined ? undefined : differenceOf(plans, row.target);
  const level = plans.levels[row.level];
  const seen = seenIn(row, target);
  const unit = target?.unit ?? row.observed[0]?.unit ?? null;
  return (
    <li class={chosen ? "row chosen" : "row"} style={{ "--depth": depth }}>
      <Pick chosen={chosen} first={first} onPick={onPick}>
        <span class="name">{territoryName(plans, row.territory)}</span>
        {level && newLevel && <span class="level"> {say(level.label)}</span>}
      </Pick>
      {scale && (
        <span class="track" aria-hidden="true">
          {shade && <i class="shade" style={{ left: at(scale, shade[0]), width: `calc(${at(scale, shade[1])} - ${at(scale, shade[0])})` }} />}
          {target?.range && <i class={target.range[0] < target.range[1] ? "mark wide" : "mark"} style={{ left: at(scale, target.range[0]), width: target.range[0] < target.range[1] ? `calc(${at(scale, target.range[1])} - ${at(scale, target.range[0])})` : undefined }} />}
          {seen.map((one, index) => (
            <i key={index} class="seen" style={{ left: at(scale, one.value) }} />
          ))}
        </span>
      )}
      <span class="numbers">
        {target ? <Asked target={target} /> : <span class="unread">{t("plans_untargeted")}</span>}
        {difference && (
          <span class={`delta ${difference.value > 0 ? "up" : difference.value < 0 ? "down" : ""}`}>
            <Figure estimate={difference}>{signed(difference.value)}</Figure>
          </span>
        )}
        {seen.map((one, index) => (
          <span key={index} class="observed">
            {t("plans_observed")} <Reading measured={{ ...one, period: null }} />
            <span data-not-a-claim="unit of the number before">{unitOf(unit)}</span>
          </span>
        ))}
      </span>
      {chosen && target && (
        <span class="more">
          {target.gap ? (
            <>
              {t("plans_gap")} <Figure estimate={target.gap}>
                {signed(target.gap.value)}
                {unitOf(target.unit, true)}
              </Figure>
            </>
          ) : (
            <Say label={target.unattained} />
          )}
          {target.notes && (
            <>
              {" · "}
              <Value shown={target.notes} />
            </>
          )}
          {" · "}
          <a href={entityRoute("targets", target.id)}>{t("plans_open_target")}</a>
        </span>
      )}
      {chosen && !target && (
        <span class="more">
          {t("plans_untargeted_text")} <a href={entityRoute("territories", plans.territories[row.territory]?.id ?? "")}>{territoryName(plans, row.territory)}</a>
        </span>
      )}
    </li>
  );
}
