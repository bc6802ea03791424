import type { ComponentChildren } from "preact";
import { useContext, useMemo } from "preact/hooks";

import { ExportButtons } from "../export/buttons";
import type { Item, Part } from "../account";
import { Counted } from "../counted";
import { number, t } from "../language";
import type { Network } from "../page.gen";
import { entityRoute } from "../route";
import { layerColour } from "./drawing";
import { compareLayers, layerOf, layersUsed } from "./model";
import { citedByTies, layerName, nameOf, Shown, tieText } from "./tie";

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
                <span class="quiet">
                  <TieCount ties={own}>{t("net_ties_n", { n: own.length })}</TieCount>
                </span>
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
                <td>
                  <NodeCount nodes={[...nodes]} how={t("net_members_how")} />
                </td>
                <td>
                  {nodes.size === 0 ? (
                    "–"
                  ) : (
                    <Counted computed n={(2 * own.length) / nodes.size} how={t("net_ties_a_node_how")} parts={() => [tiesPart(network, own, t("net_ties_twice")), nodesPart(network, [...nodes], t("account_over"))]} />
                  )}
                </td>
                <td>{nodes.size === 0 ? "–" : <ShareCount above={only} over={[...nodes]} how={t("net_only_here_how")} counted />}</td>
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
            {overlaps.map(({ a, b, nodes, all, ties: shared, pairs }) => (
              <tr key={`${a} ${b}`}>
                <th scope="row">
                  {layerName(a)} · {layerName(b)}
                </th>
                <td>
                  <NodeCount nodes={nodes} how={t("net_shared_how")} />
                </td>
                <td>
                  <ShareCount above={nodes} over={all} how={t("net_jaccard_how")} />
                </td>
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

/** Nodes as a part of an account. */
export function nodesPart(network: Network, nodes: readonly number[], title = t("account_counted")): Part {
  return {
    title,
    items: nodes.flatMap((index): Item[] => {
      const node = network.nodes[index];
      return node ? [{ text: nameOf(node), href: entityRoute(node.table, node.id) }] : [];
    }),
  };
}

/** Ties as a part of an account; each opens its statement. */
export function tiesPart(network: Network, ties: readonly number[], title = t("account_counted")): Part {
  return {
    title,
    items: ties.flatMap((index): Item[] => {
      const tie = network.ties[index];
      return tie ? [{ text: tieText(network, tie), tie: index }] : [];
    }),
  };
}

/** How many ties, and which. */
export function TieCount({ ties, children }: { ties: readonly number[]; children?: ComponentChildren }) {
  const network = useContext(Shown);
  return (
    <Counted n={ties.length} how={t("net_ties_how")} parts={() => [tiesPart(network, ties)]}>
      {children}
    </Counted>
  );
}

/** How many nodes, and which. */
export function NodeCount({ nodes, how }: { nodes: readonly number[]; how: string }) {
  const network = useContext(Shown);
  return <Counted n={nodes.length} how={how} parts={() => [nodesPart(network, nodes)]} />;
}

/** A share of nodes in nodes: what is above the line and what below. */
function ShareCount(props: { above: readonly number[]; over: readonly number[]; how: string; counted?: boolean }) {
  const network = useContext(Shown);
  const { above, over, how, counted } = props;
  const percent = over.length === 0 ? 0 : Math.round((100 * above.length) / over.length);
  return (
    <Counted computed n={percent} how={how} parts={() => [nodesPart(network, above, t("account_above")), nodesPart(network, over, t("account_over"))]}>
      {counted ? t("net_share", { n: above.length, percent }) : `${percent} %`}
    </Counted>
  );
}

/** A number that opens the list of what it counts; nothing is behind a zero. */
export function Number({ n, onOpen }: { n: number; onOpen: () => void }) {
  return (
    <button type="button" class="value" data-lists onClick={onOpen}>
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
