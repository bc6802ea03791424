import { useContext } from "preact/hooks";

import type { GraphShown } from "../../page.gen";
import { amount, caseName } from "../model";
import { Mark, Open } from "../number";
import { classes, hue } from "./look";
import { Keys } from "./plane";

const [WIDTH, HEIGHT, EDGE] = [860, 560, 40];
/** How many nodes are named, the largest first. */
const NAMED = 36;
/** Ties beyond this many are drawn as one path, which opens nothing by itself. */
const SINGLE = 600;

/** A network, nodes coloured by class and sized by what was measured. */
export function GraphFigure({ figure, title }: { figure: GraphShown; title: string }) {
  const open = useContext(Open);
  const { nodes, ties } = figure;
  const [xs, ys] = [nodes.map(({ at }) => at[0]), nodes.map(({ at }) => at[1])];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const scale = Math.min((WIDTH - 2 * EDGE) / (Math.max(...xs) - left || 1), (HEIGHT - 2 * EDGE) / (Math.max(...ys) - top || 1));
  const across = EDGE + (WIDTH - 2 * EDGE - (Math.max(...xs) - left) * scale) / 2;
  const at = (index: number): [number, number] => {
    const [x, y] = nodes[index]?.at ?? [0, 0];
    return [across + (x - left) * scale, EDGE + (y - top) * scale];
  };
  const kinds = classes(nodes);
  const most = Math.max(...nodes.map(({ value }) => value), 0) || 1;
  const heavy = Math.max(...ties.map(({ weight }) => weight), 0) || 1;
  const size = (value: number) => 3 + 9 * Math.sqrt(Math.max(0, value) / most);
  const order = nodes.map((_, index) => index).sort((a, b) => (nodes[b]?.value ?? 0) - (nodes[a]?.value ?? 0) || a - b);
  const line = (from: number, to: number) => `M${at(from).join(",")}L${at(to).join(",")}`;
  return (
    <>
      <Keys names={kinds} />
      <svg class="plot graphplot" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={title}>
        {ties.length > SINGLE ? (
          <path class="ties" d={ties.map(({ from, to }) => line(from, to)).join("")} />
        ) : (
          ties.map((tie, index) => {
            const row = tie.row === null ? undefined : open?.page.input?.rows[tie.row];
            const name = row ? caseName(row) : `${nodes[tie.from]?.name ?? ""} – ${nodes[tie.to]?.name ?? ""}`;
            return (
              <Mark key={index} text={`${name}: ${amount(tie.weight)}`} rows={tie.row === null ? [] : [tie.row]}>
                <path class="tie" d={line(tie.from, tie.to)} stroke-width={0.8 + (2.4 * tie.weight) / heavy} />
              </Mark>
            );
          })
        )}
        {order.toReversed().map((index) => {
          const node = nodes[index];
          if (!node) return null;
          const [x, y] = at(index);
          const rows = ties.flatMap((tie) => (tie.row !== null && (tie.from === index || tie.to === index) ? [tie.row] : []));
          return (
            <Mark key={index} text={`${node.name}: ${amount(node.value)}${node.class ? `, ${node.class}` : ""}`} rows={rows}>
              <circle class="dot" cx={x} cy={y} r={size(node.value)} style={{ fill: `var(${node.class ? hue(kinds.indexOf(node.class)) : "--kind-0"})` }} />
            </Mark>
          );
        })}
        {order.slice(0, NAMED).map((index) => {
          const [x, y] = at(index);
          return (
            <text key={index} class="label" data-not-a-claim="name of a node" x={x + size(nodes[index]?.value ?? 0) + 3} y={y + 4}>
              {nodes[index]?.name}
            </text>
          );
        })}
      </svg>
    </>
  );
}
