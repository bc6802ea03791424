import { useContext, useMemo, useRef } from "preact/hooks";

import { language, number, say, t } from "../language";
import { Zh } from "../parts";
import { useWindow } from "../windowed";
import { familyOf } from "./drawing";
import { Shown } from "./tie";

const ROW = 46;

/** Nodes with a tie in sight, those with most ties first; those that fit the search. */
export function NodeList({ degree, found, onSelect }: { degree: readonly number[]; found: ReadonlySet<number> | undefined; onSelect: (node: number) => void }) {
  const network = useContext(Shown);
  // Comparing names is dear: it is done once, not whenever time passes.
  const rank = useMemo(() => {
    const compare = new Intl.Collator(language.value, { numeric: true }).compare;
    const order = network.nodes.map((_, index) => index).sort((a, b) => compare(network.nodes[a]?.name ?? "", network.nodes[b]?.name ?? ""));
    const out = new Uint32Array(order.length);
    order.forEach((index, at) => (out[index] = at));
    return out;
  }, [network, language.value]);
  const rows = useMemo(() => {
    const order = network.nodes.map((_, index) => index).filter((index) => (found ? found.has(index) : (degree[index] ?? 0) > 0));
    return order.sort((a, b) => (degree[b] ?? 0) - (degree[a] ?? 0) || (rank[a] ?? 0) - (rank[b] ?? 0));
  }, [network, degree, found, rank]);
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLUListElement>(null);
  const [from, to] = useWindow(rows.length, ROW, body, scroller);
  return (
    <div class="list" ref={scroller} tabIndex={0} role="region" aria-label={t("net_nodes")}>
      <h2>
        {t("net_nodes")} <span class="tally" data-lists="below">{number(rows.length)}</span>
      </h2>
      <ul ref={body} style={{ paddingTop: `${from * ROW}px`, paddingBottom: `${(rows.length - to) * ROW}px` }}>
        {rows.slice(from, to).map((index) => {
          const node = network.nodes[index];
          return (
            node && (
              <li key={node.id}>
                <button type="button" class="plain" data-lists onClick={() => onSelect(index)}>
                  <i class="dot" style={{ background: `var(--node-${familyOf(network, node)})` }} />
                  <span class="name" data-not-a-claim="name of a thing">
                    {node.name} {node.zh !== null && node.zh !== node.name && <Zh>{node.zh}</Zh>}
                  </span>
                  <span class="state">{t("net_ties_n", { n: degree[index] ?? 0 })}</span>
                  <span class="state kind">{say(network.kinds[node.kind]?.label)}</span>
                </button>
              </li>
            )
          );
        })}
      </ul>
      {rows.length === 0 && <p class="quiet">{t("net_nodes_none")}</p>}
    </div>
  );
}
