import type { ComponentChildren } from "preact";

import { ExportButtons } from "./export/buttons";
import { t, word } from "./language";
import type { Life, LifeLine, SpellShown } from "./page.gen";
import { EntityAnchor } from "./parts";
import { Value } from "./evidence";

/** A stretch of a life on a scale of years: how sure it is decides how it is drawn. */
interface Stretch {
  from: number;
  to: number;
  sure: "certain" | "uncertain" | "silent";
}

/** The stretches of a life within `years` (both bounds decimal years). */
export function stretches(life: Life, years: readonly [number, number]): Stretch[] {
  const { start, end, confirmed } = life;
  const out: Stretch[] = [];
  if (start) {
    out.push({ from: start[0], to: start[1], sure: "uncertain" });
    const until = end ? Math.max(start[1], end[0]) : Math.max(start[1], confirmed ?? start[1]);
    out.push({ from: start[1], to: until, sure: "certain" });
    if (end) out.push({ from: until, to: end[1], sure: "uncertain" });
    else out.push({ from: until, to: years[1], sure: "silent" });
  } else if (end) {
    out.push({ from: end[0], to: end[1], sure: "uncertain" });
  } else if (confirmed !== null) {
    out.push({ from: confirmed, to: years[1], sure: "silent" });
  }
  return out
    .map((stretch) => ({ ...stretch, from: Math.max(stretch.from, years[0]), to: Math.min(stretch.to, years[1]) }))
    .filter((stretch) => stretch.to > stretch.from);
}

function percent(time: number, [from, to]: readonly [number, number]): string {
  return `${((time - from) / Math.max(to - from, 1e-9)) * 100}%`;
}

/** A life as a bar; decoration, its words stand beside it. */
export function LifeBar({ life, years }: { life: Life; years: readonly [number, number] }) {
  return (
    <span class="lifebar" aria-hidden="true">
      {stretches(life, years).map((stretch, index) => (
        <i
          key={index}
          class={stretch.sure}
          style={{ left: percent(stretch.from, years), width: percent(stretch.to - stretch.from + years[0], years) }}
        />
      ))}
      {life.end && life.end[1] <= years[1] && <i class="end" style={{ left: percent(life.end[1], years) }} />}
    </span>
  );
}

/** An interval of years as text: `2010`, `2009–2011`, `?`. */
export function yearsText(bounds: readonly [number, number] | null): string {
  if (!bounds) return "?";
  const from = Math.floor(bounds[0]);
  // A bound at the very start of a year is the end of the year before.
  const to = Math.max(from, Math.ceil(bounds[1]) - 1);
  return from === to ? `${from}` : `${from}–${to}`;
}

/** A life in words: `2010 – 2013`, `2010 – ?`. */
export function lifeText(life: Life): string {
  if (!life.start && !life.end) return "";
  return `${yearsText(life.start)} – ${life.end ? yearsText(life.end) : "?"}`;
}

/** Years of an axis for a life: a little more than all that is dated. */
function axis(line: LifeLine): [number, number] {
  const times = [line.life, ...line.spells].flatMap((part) => [...(part.start ?? []), ...(part.end ?? [])]);
  if (line.life.confirmed !== null) times.push(line.life.confirmed);
  if (times.length === 0) return [2000, 2020];
  const from = Math.floor(Math.min(...times)) - 1;
  return [from, Math.max(Math.ceil(Math.max(...times)) + 1, from + 5)];
}

/** How the end of a life is treated, in words. */
export function censoringText({ treatment, date }: LifeLine["censoring"]): string {
  return date === null ? word("treatment", treatment) : t("treatment_at", { what: word("treatment", treatment), date });
}

/** The life line of a place: its whole life, then its dated states, on one axis. */
export function LifeChart({ line, name }: { line: LifeLine; name: string }) {
  const years = axis(line);
  const span = years[1] - years[0];
  const step = span > 60 ? 20 : span > 24 ? 5 : span > 12 ? 2 : 1;
  const ticks: number[] = [];
  for (let year = Math.ceil(years[0] / step) * step; year <= years[1]; year += step) ticks.push(year);
  return (
    <div class="lifechart">
      <div class="rows">
        <div class="grid" aria-hidden="true">
          {ticks.map((year) => (
            <i key={year} style={{ left: percent(year, years) }} />
          ))}
        </div>
        <Row name={t("life")} text={<Value shown={{ text: lifeText(line.life), evidence: [...new Set([line.opened, line.closed].flatMap((shown) => shown?.evidence ?? []))] }} />}>
          <LifeBar life={line.life} years={years} />
        </Row>
        {line.spells.map((spell, index) => (
          <Row key={index} name={spell.status === null ? "" : word("status", spell.status)} text={<SpellText spell={spell} />}>
            <LifeBar life={spellLife(spell)} years={years} />
          </Row>
        ))}
      </div>
      <div class="axis" aria-hidden="true">
        {ticks.map((year) => (
          <span key={year} style={{ left: percent(year, years) }}>
            {year}
          </span>
        ))}
      </div>
      <p class="takealong">
        <ExportButtons
          title={`${t("life")}: ${name}`}
          figure={(button) => button.closest(".lifechart")}
          cites={{ statements: () => [line.opened, line.closed, line.confirmed, ...line.spells.flatMap(({ text, reason }) => [text, reason])].flatMap((shown) => shown?.evidence ?? []) }}
        />
      </p>
      <ul class="keys" aria-hidden="true">
        <li>
          <i class="certain" /> {t("life_certain")}
        </li>
        <li>
          <i class="uncertain" /> {t("life_uncertain")}
        </li>
        {!line.life.end && (
          <li>
            <i class="silent" /> {t("life_silent")}
          </li>
        )}
      </ul>
    </div>
  );
}

function Row({ name, text, children }: { name: string; text: ComponentChildren; children: ComponentChildren }) {
  return (
    <div class="row">
      <span class="name">{name}</span>
      {children}
      <span class="text">{text}</span>
    </div>
  );
}

/** A state without an end is not open: it is drawn to its last certain moment. */
function spellLife(spell: SpellShown): Life {
  return { start: spell.start, end: spell.end, confirmed: null, status: spell.status ?? "unknown" };
}

function SpellText({ spell }: { spell: SpellShown }) {
  return (
    <>
      <Value shown={spell.text} />
      {spell.reason && (
        <>
          {" · "}
          <Value shown={spell.reason} />
        </>
      )}
      {spell.successor && (
        <>
          {" → "}
          <EntityAnchor link={spell.successor} />
        </>
      )}
    </>
  );
}
