import { useContext, useMemo } from "preact/hooks";

import { ExportButtons } from "../export/buttons";
import { number, t } from "../language";
import { layerColour } from "./drawing";
import { compareLayers, layerOf, layersUsed } from "./model";
import { citedByTies, layerName, Shown } from "./tie";

const SIZE = { width: 320, height: 220, margin: 10 };

/** Layers side by side in the same drawing, and in numbers. */
export function Layers(props: { ties: readonly number[]; onList: (title: string, ties: readonly number[]) => void; onLayer: (layer: string) => void }) {
  const network = useContext(Shown);
  const { ties, onList, onLayer } = props;
  const place = useMemo(() => fitted(network.nodes), [network]);
  const { rows, overlaps } = useMemo(() => compareLayers(network, ties), [network, ties]);
  const all = useMemo(() => new Set(ties.flatMap((index) => [network.ties[index]?.from ?? 0, network.ties[index]?.to ?? 0])), [network, ties]);
  const paths = useMemo(() => {
    const out = new Map<string, string[]>(layersUsed(network).map((layer) => [layer, []]));
    for (const index of ties) {
      const tie = network.ties[index];
      const [a, b] = [place[tie?.from ?? -1], place[tie?.to ?? -1]];
      if (tie && a && b) out.get(layerOf(network, tie))?.push(`M${a[0]},${a[1]}L${b[0]},${b[1]}`);
    }
    return out;
  }, [network, ties, place]);
  const dots = (nodes: Iterable<number>) => [...nodes].map((node) => `M${place[node]?.[0] ?? 0},${place[node]?.[1] ?? 0}h0`).join("");
  return (
    <div class="net-page">
      <h2>{t("net_view_layers")}</h2>
      <p class="quiet">{t("net_layers_text")}</p>
      <ul class="multiples">
        {rows.map(({ layer, ties: own, nodes }) => (
          <li key={layer}>
            <figure>
              <figcaption>
                <button type="button" class="link" onClick={() => onLayer(layer)}>
                  {layerName(layer)}
                </button>{" "}
                <span class="quiet">{t("net_ties_n", { n: own.length })}</span>
              </figcaption>
              <svg viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} role="img" aria-label={`${layerName(layer)}: ${t("net_ties_n", { n: own.length })}`}>
                <path d={dots(all)} class="dots rest" />
                <path d={(paths.get(layer) ?? []).join("")} class="lines" style={{ stroke: `var(${layerColour(layer)})` }} />
                <path d={dots(nodes)} class="dots" style={{ stroke: `var(${layerColour(layer)})` }} />
              </svg>
              <ExportButtons title={`${t("nav_network")}: ${layerName(layer)}`} figure={(button) => button.closest("figure")?.querySelector("svg")} cites={{ keys: () => citedByTies(own) }} />
            </figure>
          </li>
        ))}
      </ul>
      <h3>{t("net_compare")}</h3>
      <div class="wide">
        <table class="compare">
          <thead>
            <tr>
              <th scope="col">{t("net_layer")}</th>
              <th scope="col">{t("ties")}</th>
              <th scope="col">{t("net_nodes")}</th>
              <th scope="col">{t("net_ties_a_node")}</th>
              <th scope="col">{t("net_only_here")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ layer, ties: own, nodes, only }) => (
              <tr key={layer}>
                <th scope="row">
                  <i class="layer" style={{ background: `var(${layerColour(layer)})` }} /> {layerName(layer)}
                </th>
                <td>
                  <Number n={own.length} onOpen={() => onList(layerName(layer), own)} />
                </td>
                <td>{number(nodes.size)}</td>
                <td>{nodes.size === 0 ? "–" : number((2 * own.length) / nodes.size)}</td>
                <td>{nodes.size === 0 ? "–" : t("net_share", { n: only, percent: Math.round((100 * only) / nodes.size) })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h3>{t("net_overlap")}</h3>
      <p class="quiet">{t("net_overlap_text")}</p>
      <div class="wide">
        <table class="compare">
          <thead>
            <tr>
              <th scope="col">{t("net_two_layers")}</th>
              <th scope="col">{t("net_shared_nodes")}</th>
              <th scope="col">{t("net_jaccard")}</th>
              <th scope="col">{t("net_shared_pairs")}</th>
            </tr>
          </thead>
          <tbody>
            {overlaps.map(({ a, b, nodes, share, ties: shared, pairs }) => (
              <tr key={`${a} ${b}`}>
                <th scope="row">
                  {layerName(a)} · {layerName(b)}
                </th>
                <td>{number(nodes)}</td>
                <td>{`${Math.round(share * 100)} %`}</td>
                <td>
                  <Number n={pairs} onOpen={() => onList(`${layerName(a)} · ${layerName(b)}`, shared)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** A number that opens the list of what it counts; nothing is behind a zero. */
export function Number({ n, onOpen }: { n: number; onOpen: () => void }) {
  if (n === 0) return <>0</>;
  return (
    <button type="button" class="value" onClick={onOpen}>
      {number(n)}
    </button>
  );
}

/** Places of the drawing within a small picture. */
export function fitted(nodes: readonly { x: number; y: number }[], size = SIZE): [number, number][] {
  const xs = nodes.map(({ x }) => x);
  const ys = nodes.map(({ y }) => y);
  const [left, right] = [xs.reduce((a, b) => Math.min(a, b), 0), xs.reduce((a, b) => Math.max(a, b), 0)];
  const [low, high] = [ys.reduce((a, b) => Math.min(a, b), 0), ys.reduce((a, b) => Math.max(a, b), 0)];
  const scale = Math.min((size.width - 2 * size.margin) / Math.max(right - left, 1e-6), (size.height - 2 * size.margin) / Math.max(high - low, 1e-6));
  const round = (value: number) => Math.round(value * 10) / 10;
  return nodes.map(({ x, y }) => [
    round(size.width / 2 + (x - (left + right) / 2) * scale),
    round(size.height / 2 - (y - (low + high) / 2) * scale),
  ]);
}
