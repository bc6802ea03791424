import { useContext, useMemo } from "preact/hooks";

import { ExportButtons } from "../export/buttons";
import { t } from "../language";
import { lifeText, stretches } from "../life";
import { useNarrow } from "../narrow";
import type { Network } from "../page.gen";
import { entityRoute } from "../route";
import { begins, type Descent, families, type Family } from "./lineage";
import { citedByTies, nameOf, openTie, Shown } from "./tie";

const ROW = 42;
const BAR = 9;
const GUTTER = 26;
const TOP = 30;

/** What came from what, from left to right in time. */
export function Lineage({ selected, onSelect }: { selected: number | undefined; onSelect: (node: number) => void }) {
  const network = useContext(Shown);
  const found = useMemo(() => families(network), [network]);
  const narrow = useNarrow();
  const width = narrow ? 370 : 860;
  return (
    <div class="net-page">
      <h2>{t("net_view_lineage")}</h2>
      <p class="quiet">{t("net_lineage_text")}</p>
      <ul class="keys">
        {(["offspring", "became", "absorbed", "moved"] as const).map((kind) => (
          <li key={kind}>
            <svg width="34" height="12" aria-hidden="true">
              {kind === "moved" ? <path d="M17,1v10" class="move" /> : <path d="M2,6H26" class={`descent ${kind}`} />}
              {kind !== "moved" && <path d="M26,2l7,4l-7,4z" class="head" />}
            </svg>
            {t(`net_descent_${kind}`)}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p>{t("net_lineage_none")}</p>}
      {found.map((family, index) => (
        <figure class="family-tree" key={index}>
          <Tree family={family} width={width} selected={selected} onSelect={onSelect} />
          <ExportButtons
            title={t("net_lineage_of", { name: nameOf(network.nodes[family.rows[0]?.node ?? -1]) })}
            figure={(button) => button.closest("figure")?.querySelector("svg")}
            cites={{ keys: () => citedByTies(family.descents.flatMap(({ ties }) => ties)) }}
          />
        </figure>
      ))}
    </div>
  );
}

function Tree(props: {
  family: Family;
  width: number;
  selected: number | undefined;
  onSelect: (node: number) => void;
}) {
  const network = useContext(Shown);
  const { family, width, selected, onSelect } = props;
  const years = useMemo(() => yearsOf(network, family), [network, family]);
  const x = (time: number) => GUTTER + ((Math.min(Math.max(time, years[0]), years[1]) - years[0]) / (years[1] - years[0])) * (width - GUTTER - 20);
  const height = TOP + family.rows.length * ROW;
  const rowOf = new Map(family.rows.map(({ node }, index) => [node, index]));
  const y = (node: number) => TOP + (rowOf.get(node) ?? 0) * ROW + ROW - 14;
  const brought = (node: number) => family.descents.find((descent) => descent.child === node && descent.when !== null);
  const start = (node: number) => begins(network.nodes[node], brought(node));
  const left = (node: number) => {
    const at = start(node);
    return at === undefined ? GUTTER - 14 : x(at);
  };
  const span = years[1] - years[0];
  const step = [1, 2, 5, 10, 20].find((years) => (span / years) * 44 < width) ?? 50;
  const ticks = Array.from({ length: Math.floor(span / step) + 1 }, (_, index) => Math.ceil(years[0] / step) * step + index * step).filter((year) => year <= years[1]);
  return (
    <svg class="tree" viewBox={`0 0 ${width} ${height}`} role="group" aria-label={t("net_lineage_of", { name: nameOf(network.nodes[family.rows[0]?.node ?? -1]) })}>
      {ticks.map((year) => (
        <g key={year} class="scale" aria-hidden="true">
          <line x1={x(year)} x2={x(year)} y1={TOP - 10} y2={height} />
          <text x={x(year)} y={TOP - 15}>
            {year}
          </text>
        </g>
      ))}
      {family.rows.map(({ node }) => {
        const one = network.nodes[node];
        const at = left(node);
        const long = nameOf(one).length * 7.4 + (one?.life ? lifeText(one.life).length * 6.5 : 0);
        const end = at + long > width;
        const life = one?.life;
        return (
          <g key={node} class={node === selected ? "row selected" : "row"}>
            {life && stretches(life, years).map((stretch, index) => (
              <rect key={index} class={stretch.sure} x={x(stretch.from)} width={Math.max(1, x(stretch.to) - x(stretch.from))} y={y(node) - BAR / 2} height={BAR} />
            ))}
            {start(node) === undefined ? (
              <circle cx={at} cy={y(node)} r="4.5" class="nodate">
                <title>{t("net_no_date")}</title>
              </circle>
            ) : (
              !life?.start && <circle cx={at} cy={y(node)} r="4" class="firstword" />
            )}
            {life?.end && <line x1={x(life.end[1])} x2={x(life.end[1])} y1={y(node) - 9} y2={y(node) + 9} class="end" />}
            {one?.moves.map((move, index) => (
              <line key={index} x1={x(move[0])} x2={x(move[0])} y1={y(node) - 8} y2={y(node) + 8} class="move">
                <title>{t("net_moved")}</title>
              </line>
            ))}
            <a href={one ? entityRoute(one.table, one.id) : "#/network"} onFocus={() => onSelect(node)}>
              <text x={end ? Math.max(at, Math.min(long, width - 4)) : at + 6} y={y(node) - 11} text-anchor={end ? "end" : "start"} class="name">
                {nameOf(one)}
                <tspan class="years"> {life ? lifeText(life) : ""}</tspan>
              </text>
            </a>
          </g>
        );
      })}
      {family.descents.map((descent) => (
        <Arrow key={`${descent.parent} ${descent.child}`} descent={descent} from={[arrowStart(descent), y(descent.parent)]} to={[arrowEnd(descent), y(descent.child)]} />
      ))}
    </svg>
  );

  /** Arrows leave the parent's bar when the child came, never before the parent was there. */
  function arrowStart(descent: Descent): number {
    const when = descent.when?.[0] ?? start(descent.child);
    const own = left(descent.parent);
    return when === undefined ? own + 4 : Math.max(own, x(when) - 10);
  }

  /** An absorbed place ends at the time of the tie; anything else begins. */
  function arrowEnd(descent: Descent): number {
    if (descent.kind === "absorbed" && descent.when) return Math.max(x(descent.when[0]), left(descent.child));
    return left(descent.child) - 2;
  }
}

/** The years of a family: all that dates it, and at least ten. */
function yearsOf(network: Network, { rows, descents }: Family): [number, number] {
  const dates = [
    ...rows.flatMap(({ node }) => {
      const life = network.nodes[node]?.life;
      return [...(life?.start ?? []), ...(life?.end ?? []), ...(life?.confirmed != null ? [life.confirmed] : [])];
    }),
    ...descents.flatMap(({ when }) => when ?? []),
  ];
  if (dates.length === 0) return [network.years[0], network.years[1] + 1];
  const from = Math.floor(Math.min(...dates));
  return [from, Math.max(Math.ceil(Math.max(...dates)), from + 10)];
}

function Arrow({ descent, from, to }: { descent: Descent; from: [number, number]; to: [number, number] }) {
  const network = useContext(Shown);
  const [x0, y0] = from;
  const [x1, y1] = to;
  const down = y1 > y0 ? 1 : -1;
  // A bar's height away, so that the head points into the row.
  const tip: [number, number] = [x1, y1 - down * (BAR / 2 + 1)];
  const path = `M${x0},${y0 + (down * BAR) / 2}C${x0},${(y0 + tip[1]) / 2} ${tip[0]},${(y0 + tip[1]) / 2} ${tip[0]},${tip[1] - down * 5}`;
  const text = t("net_descent_text", {
    child: nameOf(network.nodes[descent.child]),
    parent: nameOf(network.nodes[descent.parent]),
    kind: t(`net_descent_${descent.kind as "offspring"}`),
  });
  const open = (target: SVGElement) => {
    const tie = descent.ties[0];
    if (tie !== undefined) void openTie(network, tie, target);
  };
  return (
    <g
      class="arrow"
      role="button"
      tabindex={0}
      aria-label={text}
      onClick={(event) => open(event.currentTarget)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        open(event.currentTarget);
      }}
    >
      <title>{text}</title>
      <path d={path} class="reach" />
      <path d={path} class={`descent ${descent.kind}`} />
      <path d={`M${tip[0] - 4},${tip[1] - down * 7}L${tip[0] + 4},${tip[1] - down * 7}L${tip[0]},${tip[1]}Z`} class="head" />
    </g>
  );
}
