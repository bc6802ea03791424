import { useContext } from "preact/hooks";

import { Sentence } from "../counted";
import { say, t } from "../language";
import { LifeBar, lifeText } from "../life";
import { Zh } from "../parts";
import { entityRoute } from "../route";
import { TieCount } from "./layers";
import { nameOf, Shown, TieList } from "./tie";

/** The selected node with its ties. */
export function NodeCard(props: { node: number; ties: readonly number[]; hidden: readonly number[]; onSelect: (node: number) => void; onClose: () => void }) {
  const network = useContext(Shown);
  const node = network.nodes[props.node];
  if (!node) return null;
  const kind = say(network.kinds[node.kind]?.label);
  const territory = node.territory === null ? "" : say(network.territories[node.territory]?.label);
  return (
    <section class="node-card" aria-label={nameOf(node)}>
      <button type="button" class="plain close" onClick={props.onClose} aria-label={t("close")}>
        ×
      </button>
      <h2>
        <a href={entityRoute(node.table, node.id)}>{node.name}</a>
        {node.zh !== null && node.zh !== node.name && (
          <>
            {" "}
            <Zh>{node.zh}</Zh>
          </>
        )}
      </h2>
      <p class="quiet">
        <a href={entityRoute(node.table, node.id)}>{[kind, territory, node.life ? lifeText(node.life) : ""].filter(Boolean).join(" · ")}</a>
      </p>
      {node.life && <LifeBar life={node.life} years={[network.years[0], network.years[1] + 1]} />}
      <h3>
        {t("ties")} <span class="tally" data-lists="below">{props.ties.length}</span>
      </h3>
      <TieList ties={props.ties} of={props.node} onSelect={props.onSelect} />
      {props.hidden.length > 0 && (
        <p class="quiet">
          <Sentence of="net_hidden_ties" values={{ n: props.hidden.length }} parts={{ n: <TieCount ties={props.hidden} /> }} />
        </p>
      )}
    </section>
  );
}
