import type { ComponentChildren } from "preact";
import { useContext } from "preact/hooks";

import type { Item } from "../account";
import { Counted, counting } from "../counted";
import { Statements, Value } from "../evidence";
import { amount, language, say, t, word } from "../language";
import type { Estimated, Measured, Plans, TargetShown } from "../page.gen";
import { entityRoute } from "../route";

/** A difference with its sign. */
export function signed(value: number): string {
  return new Intl.NumberFormat(language.value, { maximumFractionDigits: 2, signDisplay: "exceptZero" }).format(value);
}

/** A unit after a number; a difference of percentages is in points. */
export function unitOf(unit: string | null, difference = false): string {
  if (unit === null) return "";
  if (unit === "%") return difference ? ` ${t("plans_points")}` : " %";
  return ` ${unit}`;
}

/**
 * Binding or anticipatory: a filled square, an open circle, and the word with its Chinese term. Where
 * no source says, that is said.
 */
export function Nature({ target, short = false }: { target: TargetShown; short?: boolean }) {
  const nature = target.nature?.text ?? "unknown";
  const sign = <NatureSign nature={nature} />;
  const name = nature === "unknown" ? t("plans_nature_unknown") : word("nature", nature);
  if (short) {
    return (
      <span class={`nature ${nature}`} title={name}>
        {sign}
        <span class="aside">{name}</span>
      </span>
    );
  }
  return (
    <span class={`nature ${nature}`}>
      {sign} {target.nature ? <Value shown={target.nature}>{name}</Value> : name}
    </span>
  );
}

export function NatureSign({ nature }: { nature: string }) {
  return (
    <svg class="natsign" viewBox="-6 -6 12 12" aria-hidden="true">
      {nature === "binding" ? <rect x="-4.5" y="-4.5" width="9" height="9" /> : nature === "anticipatory" ? <circle r="4.2" /> : <path d="M-4,0H4" />}
    </svg>
  );
}

/** The value a target asks for, with its unit: a number, or the plan's own words. */
export function Asked({ target }: { target: TargetShown }) {
  if (!target.value) return <span class="unread">{t("plans_unread")}</span>;
  if (!target.range) {
    return (
      <span class="inwords">
        <Value shown={target.value}>“{target.value.text}”</Value>
      </span>
    );
  }
  return (
    <span class="asked">
      <Value shown={target.value}>
        {target.value.text.replace(/(?<=\d)-(?=\d)/, "–")}
        {unitOf(target.unit)}
      </Value>
    </span>
  );
}

/** An estimate that opens its statements. */
export function Figure({ estimate, children }: { estimate: Estimated; children: ComponentChildren }) {
  const text = signed(estimate.value);
  return <Value shown={{ text, evidence: estimate.evidence }}>{children}</Value>;
}

/** A share of the way from the baseline to the target: how far it came, and how far it was. */
export function ShareOfWay({ target }: { target: TargetShown }) {
  const list = useContext(Statements);
  const { share, baseline, gap } = target;
  if (!share) return null;
  const same = target.observed.filter((one) => one.calendar_year === target.calendar_year);
  const measured = (one: Measured): Item => ({ text: `${amount(one.value)} (${one.period ?? "?"})`, said: { list, places: one.shown.evidence } });
  const goal: Item[] = target.value ? [{ text: target.value.text, said: { list, places: target.value.evidence } }] : [];
  const start = baseline ? [measured(baseline)] : [];
  const parts = () => [
    { title: t("plans_share_above"), items: [...same.map(measured), ...start] },
    { title: t("plans_share_over"), items: [...goal, ...start] },
  ];
  return (
    <Counted computed n={share.value} how={t("plans_share_how")} parts={gap ? parts : () => [{ title: t("account_counted"), items: [] }]}>
      {`${amount(Math.round(share.value * 100))} %`}
    </Counted>
  );
}

/** A number of targets, and which. */
export function TargetCount({ plans, targets, how, children }: { plans: Plans; targets: readonly TargetShown[]; how: string; children?: ComponentChildren }) {
  const parts = () =>
    counting(
      targets.map((one) => ({
        text: [indicatorName(plans, one), territoryName(plans, one.territory), one.year?.text ?? ""].filter(Boolean).join(" · "),
        href: entityRoute("targets", one.id),
      })),
    );
  return (
    <Counted n={targets.length} how={how} parts={parts}>
      {children}
    </Counted>
  );
}

/** A measured number with its year. */
export function Reading({ measured }: { measured: Measured }) {
  return (
    <span class="reading">
      <Value shown={measured.shown}>
        {amount(measured.value)}
        {measured.period !== null && <span class="when"> ({measured.period})</span>}
      </Value>
    </span>
  );
}

export function indicatorName(plans: Plans, target: TargetShown): string {
  const indicator = target.indicator === null ? undefined : plans.indicators[target.indicator];
  return indicator ? say(indicator.label) : target.id;
}

export function territoryName(plans: Plans, territory: number | null | undefined): string {
  return territory === null || territory === undefined ? "" : say(plans.territories[territory]?.label);
}

/** Percentage of a scale at which a number stands. */
export function at([low, high]: readonly [number, number], value: number): string {
  return `${(((value - low) / (high - low)) * 100).toFixed(2)}%`;
}
