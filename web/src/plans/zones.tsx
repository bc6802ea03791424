import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";

import type { Part } from "../account";
import { Counted, counting, Sentence } from "../counted";
import { useData } from "../data";
import { showAccount, Statements, Value } from "../evidence";
import { ExportButtons } from "../export/buttons";
import { number, say, t } from "../language";
import { useNarrow } from "../narrow";
import type { EvidenceList, Zones, ZoneShown } from "../page.gen";
import { EntityAnchor, Say, Waiting } from "../parts";
import { entityRoute } from "../route";

/** Zones dated within the same span of years. */
export interface Wave {
  from: number;
  to: number;
  zones: ZoneShown[];
}

/** Dated zones by the years their date may mean, the earliest first. */
export function waves(zones: readonly ZoneShown[]): Wave[] {
  const found = new Map<string, Wave>();
  for (const zone of zones) {
    if (!zone.bounds) continue;
    const [from, to] = zone.bounds;
    const key = `${from} ${to}`;
    const wave = found.get(key);
    if (wave) wave.zones.push(zone);
    else found.set(key, { from, to, zones: [zone] });
  }
  return [...found.values()].sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Zones by the year of their approval, and how many have none. */
export function ZonesSection() {
  const { data, error } = useData<Zones>("data/zones.json");
  if (!data) return <Waiting error={error} />;
  if (data.zones.length === 0) return <p class="honest">{t("plans_zones_none")}</p>;
  return (
    <Statements.Provider value={data.evidence}>
      <Chart data={data} />
    </Statements.Provider>
  );
}

function Chart({ data }: { data: Zones }) {
  const list = useMemo(() => waves(data.zones), [data]);
  const undated = data.zones.filter((zone) => !zone.bounds);
  const own = data.zones.filter((zone) => zone.position && !zone.position.from_territory);
  const regions = useMemo(() => byRegion(data.zones), [data]);
  const most = Math.max(1, ...regions.map(({ zones }) => zones.length));
  return (
    <>
      <p class="lede">
        <Sentence of="plans_zones_text" parts={{ dated: <ZoneCount zones={data.zones.filter((zone) => zone.bounds)} list={data.evidence} />, all: <ZoneCount zones={data.zones} list={data.evidence} /> }} />{" "}
        <b>
          <Sentence of="plans_zones_undated" values={{ n: undated.length }} parts={{ n: <ZoneCount zones={undated} list={data.evidence} /> }} />
        </b>{" "}
        <Sentence
          of="plans_zones_where"
          parts={{
            own: <ZoneCount zones={own} list={data.evidence} />,
            territory: <ZoneCount zones={data.zones.filter((zone) => zone.position && !own.includes(zone))} list={data.evidence} />,
            nowhere: <ZoneCount zones={data.zones.filter((zone) => !zone.position)} list={data.evidence} />,
          }}
        />{" "}
        <a href="#/atlas?zones=yes">{t("plans_zones_atlas")}</a>
      </p>
      <Waves zones={data.zones} list={list} undated={undated} evidence={data.evidence} />
      <ul class="wavelist">
        {list.map((wave) => (
          <li key={`${wave.from} ${wave.to}`}>
            <details>
              <summary data-lists="below">
                <b>{number(wave.zones.length)}</b> {span(wave)}
              </summary>
              <Names zones={wave.zones} />
            </details>
          </li>
        ))}
        {undated.length > 0 && (
          <li>
            <details>
              <summary data-lists="below">
                <b>{number(undated.length)}</b> {t("plans_zones_no_year")}
              </summary>
              <Names zones={undated} />
            </details>
          </li>
        )}
      </ul>
      <h3>{t("plans_zones_regions")}</h3>
      <p class="takealong">
        <ExportButtons title={`${t("plans_zones")}: ${t("plans_zones_regions")}`} figure={(button) => button.parentElement?.parentElement?.parentElement?.querySelector(".zonebars")} cites={cites(data.zones)} />
      </p>
      <ul class="bars zonebars">
        {regions.map(({ key, link, zones }) => (
          <li key={key}>
            <span class="name">{link ? <EntityAnchor link={link} /> : t("none_given")}</span>
            <span class="bar" aria-hidden="true">
              <i class="dated" style={{ width: `${(zones.filter((zone) => zone.bounds).length / most) * 100}%` }} />
              <i class="undated" style={{ width: `${(zones.filter((zone) => !zone.bounds).length / most) * 100}%` }} />
            </span>
            <span class="n">
              <ZoneCount zones={zones} list={data.evidence} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What the figures of zones rest on. */
function cites(zones: readonly ZoneShown[]) {
  return { statements: () => zones.flatMap(({ dated, stated }) => (dated ?? stated).evidence) };
}

/** Zones as what a number counts. */
export function zoneParts(zones: readonly ZoneShown[], list: EvidenceList): Part[] {
  return counting(zones.map((zone) => ({ text: say(zone.label) || zone.id, href: entityRoute("territories", zone.id), said: { list, places: (zone.dated ?? zone.stated).evidence } })));
}

/** A number of zones, and which. */
export function ZoneCount({ zones, list }: { zones: readonly ZoneShown[]; list: EvidenceList }) {
  return <Counted n={zones.length} how={t("plans_zones_how")} parts={() => zoneParts(zones, list)} />;
}

/** A part of the picture that opens the zones it stands for. */
function Opening(props: { zones: readonly ZoneShown[]; list: EvidenceList; label: string; children: ComponentChildren }) {
  const { zones, list, label, children } = props;
  const open = (from: SVGElement) => showAccount(`${label}: ${number(zones.length)}`, { how: t("plans_zones_how"), parts: zoneParts(zones, list) }, from);
  return (
    <g
      role="button"
      class="opening"
      tabindex={0}
      data-lists
      onClick={(event) => open(event.currentTarget)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        open(event.currentTarget);
      }}
    >
      {children}
    </g>
  );
}

/** The province of a zone, else what it lies in. */
function region(zone: ZoneShown | undefined) {
  return zone?.province ?? zone?.within ?? undefined;
}

function byRegion(zones: readonly ZoneShown[]) {
  const found = new Map<string, ZoneShown[]>();
  for (const zone of zones) {
    const key = region(zone)?.id ?? "";
    found.set(key, [...(found.get(key) ?? []), zone]);
  }
  return [...found].map(([key, list]) => ({ key, link: region(list[0]), zones: list })).sort((a, b) => b.zones.length - a.zones.length || (a.key < b.key ? -1 : 1));
}

/** Years a date may mean: `1984–1988`. */
export function span({ from, to }: { from: number; to: number }): string {
  const [first, last] = [Math.floor(from), Math.ceil(to) - 1];
  return first === last ? String(first) : `${first}–${last}`;
}

function Names({ zones }: { zones: readonly ZoneShown[] }) {
  return (
    <p class="names">
      {zones.map((zone) => (
        <span key={zone.id}>
          <a href={entityRoute("territories", zone.id)}>
            <Say label={zone.label} />
          </a>{" "}
          <Value shown={zone.dated ?? { ...zone.stated, text: t("evidence") }}>{zone.dated ? span({ from: zone.bounds?.[0] ?? 0, to: zone.bounds?.[1] ?? 0 }) : t("evidence")}</Value>
        </span>
      ))}
    </p>
  );
}

const HEIGHT = 200;
const BASE = 172;

/** Blocks as wide as the years a date may mean and as large as the number of zones; beside them those without a year. */
function Waves({ zones, list, undated, evidence }: { zones: readonly ZoneShown[]; list: readonly Wave[]; undated: readonly ZoneShown[]; evidence: EvidenceList }) {
  const width = useNarrow() ? 380 : 760;
  if (list.length === 0) return null;
  const first = Math.floor(list[0]?.from ?? 0) - 1;
  const last = Math.ceil(Math.max(...list.map(({ to }) => to))) + 1;
  const rest = Math.min(150, width * 0.24);
  const step = (width - rest - 40) / (last - first);
  const most = Math.max(...list.map((wave) => wave.zones.length / Math.max(1, wave.to - wave.from)));
  const unit = (BASE - 46) / most;
  const every = [1, 2, 5, 10].find((years) => years * step > 36) ?? 20;
  return (
    <figure class="waves">
      <svg viewBox={`0 0 ${width} ${HEIGHT}`} role="group" aria-label={t("plans_zones_chart", { n: undated.length })}>
        <defs>
          <pattern id="hatch-zone" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line class="hatch" x1="0" y1="0" x2="0" y2="5" />
          </pattern>
        </defs>
        <line class="base" x1="0" x2={width} y1={BASE} y2={BASE} />
        {Array.from({ length: last - first + 1 }, (_, index) => first + index)
          .filter((year) => year % every === 0)
          .map((year) => (
            <text key={year} x={(year - first) * step} y={BASE + 16} class="tick">
              {year}
            </text>
          ))}
        {list.map((wave) => {
          const years = Math.max(1, wave.to - wave.from);
          const height = (wave.zones.length / years) * unit;
          const x = (wave.from - first) * step;
          return (
            <Opening key={`${wave.from} ${wave.to}`} zones={wave.zones} list={evidence} label={span(wave)}>
              <rect class="wave" x={x} y={BASE - height} width={Math.max(2, years * step - 1)} height={height} />
              <text class="count" x={x + (years * step) / 2} y={BASE - height - 18}>
                {number(wave.zones.length)}
              </text>
              <text class="years" x={x + (years * step) / 2} y={BASE - height - 5}>
                {span(wave)}
              </text>
            </Opening>
          );
        })}
        {undated.length > 0 && (
          <Opening zones={undated} list={evidence} label={t("plans_zones_no_year")}>
            <rect class="nowhen" x={width - rest} y={24} width={rest - 6} height={BASE - 24} />
            <text class="count" x={width - rest / 2 - 3} y={BASE / 2 + 6}>
              {number(undated.length)}
            </text>
            <text class="years" x={width - rest / 2 - 3} y={BASE + 16}>
              {t("plans_zones_no_year")}
            </text>
          </Opening>
        )}
      </svg>
      <figcaption>
        {t("plans_zones_note")} <ExportButtons title={t("plans_zones")} figure={(button) => button.closest("figure")?.querySelector("svg")} cites={cites(zones)} />
      </figcaption>
    </figure>
  );
}
