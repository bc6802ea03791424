import { useContext } from "preact/hooks";

import { Counted, Sentence } from "../counted";
import { Statements, Value } from "../evidence";
import { amount, say, t } from "../language";
import type { Compare, Estimated, Part, RatioShown } from "../page.gen";
import { Say, SourceAnchor } from "../parts";
import { caseName, CaseSign } from "./chooser";

/** Stated ratios beside those the same source's numbers give: what does not follow comes first. */
export function Ratios({ compare, chosen }: { compare: Compare; chosen: readonly number[] }) {
  const order = ["differs", "needs", "follows"];
  const checks = compare.ratios.filter((one) => chosen.includes(one.case)).sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  const unchecked = compare.unchecked.filter((one) => chosen.includes(one.case));
  if (checks.length + unchecked.length === 0) return <p class="honest">{t("compare_ratios_none")}</p>;
  return (
    <>
      <p class="figurenote">{t("compare_ratios_text")}</p>
      <ul class="ratios">
        {checks.map((one, index) => (
          <Check key={index} compare={compare} place={chosen.indexOf(one.case)} one={one} />
        ))}
      </ul>
      {unchecked.length > 0 && (
        <details>
          <summary data-lists="below">{t("compare_unchecked", { n: unchecked.length })}</summary>
          <ul class="unchecked">
            {unchecked.map((one, index) => (
              <li key={index}>
                <CaseSign place={chosen.indexOf(one.case)} /> {caseName(compare, one.case)}: {say(one.stated.label)} <Period part={one.stated} />{" "}
                <PartValue part={one.stated} />: <Say label={one.reason} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** A number with its unit, in the interface's digits. */
function PartValue({ part }: { part: Part }) {
  const value = Number(part.shown.text);
  return (
    <span class="amount">
      <Value shown={part.shown}>
        {Number.isFinite(value) ? amount(value) : part.shown.text}
        {part.unit !== null && ` ${part.unit}`}
      </Value>
    </span>
  );
}

/** The period of a number, which opens the same statement. */
function Period({ part }: { part: Part }) {
  return part.period === null ? null : <Value shown={{ text: part.period, evidence: part.shown.evidence }} />;
}

/** Thousands are shown whole, small numbers with two decimals: as many digits as the sources bear. */
function rounded(value: number): string {
  return amount(Math.abs(value) >= 1000 ? Math.round(value) : Math.round(value * 100) / 100);
}

function Worked({ estimate, unit }: { estimate: Estimated; unit: string }) {
  return (
    <span class="amount">
      <Value shown={{ text: `${rounded(estimate.value)} ${unit}`, evidence: estimate.evidence }}>
        {rounded(estimate.value)} {unit}
        {estimate.interval && <span class="quiet"> ({t("compare_between", { low: rounded(estimate.interval[0]), high: rounded(estimate.interval[1]) })})</span>}
      </Value>
    </span>
  );
}

function Check({ compare, place, one }: { compare: Compare; place: number; one: RatioShown }) {
  const result = one.converted ?? one.computed;
  return (
    <li class={`check ${one.verdict}`}>
      <p class="head">
        <CaseSign place={place} /> <b>{caseName(compare, one.case)}</b> · {say(one.stated.label)} <Period part={one.stated} />
        <span class="verdict">
          {one.verdict === "differs" ? <Sentence of="compare_differs" parts={{ factor: <Factor one={one} /> }} /> : one.verdict === "follows" ? t("compare_follows") : t("compare_needs")}
        </span>
      </p>
      <dl>
        <dt>{t("compare_stated")}</dt>
        <dd>
          <PartValue part={one.stated} /> <span class="quiet">· </span>
          <SourceAnchor id={one.source}>{one.source_short}</SourceAnchor>
        </dd>
        <dt>{t("compare_computed")}</dt>
        <dd>
          <PartValue part={one.over} /> ÷ <PartValue part={one.under} /> = <Worked estimate={one.computed} unit={one.unit} />
        </dd>
        {one.converted && (
          <>
            <dt>{t("compare_rate")}</dt>
            <dd>
              {one.rates.map((rate, index) => (
                <span key={index}>
                  {index > 0 && ", "}
                  <PartValue part={rate} />{" "}
                  {rate.period !== null && (
                    <span class="quiet">
                      (<Period part={rate} />)
                    </span>
                  )}
                </span>
              ))}{" "}
              → <Worked estimate={one.converted} unit={one.stated_of} />
            </dd>
          </>
        )}
        {one.verdict === "needs" && one.implied_unit !== null && (
          <>
            <dt>{t("compare_lacking")}</dt>
            <dd>
              <Sentence of="compare_lacking_rate" values={{ unit: one.implied_unit }} parts={{ period: <Period part={one.stated} /> }} />
            </dd>
          </>
        )}
        {one.verdict !== "follows" && one.implied !== null && (
          <>
            <dt>{t("compare_implied")}</dt>
            <dd>
              <Value shown={{ text: `${rounded(one.implied)} ${one.implied_unit ?? ""}`, evidence: [...one.computed.evidence, ...one.stated.shown.evidence] }} />
            </dd>
          </>
        )}
      </dl>
      {one.verdict !== "needs" && <Scale stated={one.stated_value} computed={result} />}
    </li>
  );
}

/** Stated over computed: how many times too large the stated value is. */
function Factor({ one }: { one: RatioShown }) {
  const list = useContext(Statements);
  const part = (title: string, parts: readonly Part[]) => ({
    title,
    items: parts.map((each) => ({ text: `${say(each.label)} ${each.period ?? ""}: ${each.shown.text} ${each.unit ?? ""}`, said: { list, places: each.shown.evidence } })),
  });
  const parts = () => [part(t("account_above"), [one.stated]), part(t("account_over"), [one.over, one.under, ...one.rates])];
  return (
    <Counted n={one.factor ?? 0} computed how={t("compare_factor_how")} parts={parts}>
      {rounded(one.factor ?? 0)}
    </Counted>
  );
}

/** Stated and computed on one line from zero. */
function Scale({ stated, computed }: { stated: number; computed: Estimated }) {
  const high = Math.max(stated, computed.interval?.[1] ?? computed.value) * 1.08;
  const at = (value: number) => `${((value / high) * 100).toFixed(2)}%`;
  const [low, top] = computed.interval ?? [computed.value, computed.value];
  return (
    <p class="line" aria-hidden="true">
      <i class="computed" style={{ left: at(low), width: `max(3px, ${at(top - low)})` }} />
      <i class="stated" style={{ left: at(stated) }} />
    </p>
  );
}
