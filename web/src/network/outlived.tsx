import { useContext, useMemo } from "preact/hooks";

import { Sentence } from "../counted";
import { number, t } from "../language";
import { lifeText } from "../life";
import type { Network, NetworkNode, Reach, Through } from "../page.gen";
import { entityRoute } from "../route";
import { Number, TieCount } from "./layers";
import { nameOf, Shown, TieList } from "./tie";

const THROUGH: readonly Through[] = ["own", "shared", "heir"];
const REACHES: readonly Reach[] = ["certain", "possible", "undated", "moment"];

/** Ties of a place by how they have to do with it and how sure they outlived it. */
type Cells = Record<Through, Record<Reach, number[]>>;

/** Which ties outlived their place: honest totals, then place by place. */
export function OutlivedView(props: { selected: number | undefined; onSelect: (node: number) => void; onList: (title: string, ties: readonly number[]) => void }) {
  const network = useContext(Shown);
  const { selected, onSelect, onList } = props;
  const places = useMemo(() => {
    const found = new Map<number, Cells>();
    network.ties.forEach((tie, index) => {
      for (const { place, through, reach } of tie.outlived) {
        const cells = found.get(place) ?? empty();
        cells[through][reach].push(index);
        found.set(place, cells);
      }
    });
    return [...found].sort(([a, first], [b, second]) => weight(second) - weight(first) || a - b);
  }, [network]);
  const { legacy } = network;
  const strongest = useMemo(() => byStrongest(network), [network]);
  const chosen = places.find(([place]) => place === selected);
  const shown = chosen ?? places[0];
  return (
    <div class="net-page">
      <h2>{t("net_view_outlived")}</h2>
      <p class="quiet">{t("net_outlived_text")}</p>
      <ul class="sums">
        {REACHES.map((reach) => (
          <li key={reach}>
            <b>
              <Number n={legacy[reach]} onOpen={() => onList(t(`net_reach_${reach}`), strongest[reach])} />
            </b>{" "}
            {t(`net_reach_${reach}`)}
          </li>
        ))}
        <li>
          <b>
            <Number n={legacy.ended.length} onOpen={() => onList(t("net_reach_ended"), legacy.ended)} />
          </b>{" "}
          {t("net_reach_ended")}
        </li>
        <li>
          <b>
            <Number n={legacy.no_ended_place} onOpen={() => onList(t("net_reach_none"), unconcerned(network))} />
          </b>{" "}
          {t("net_reach_none")}
        </li>
      </ul>
      <details>
        <summary>{t("count_how")}</summary>
        <p>{t("net_outlived_how")}</p>
      </details>
      {shown && weight(shown[1]) > 0 && (
        <section class="survivors" aria-live="polite">
          <h3>
            <Sentence of="net_outlived_of" values={{ name: nameOf(network.nodes[shown[0]]) }} parts={{ life: <LifeLink node={network.nodes[shown[0]]} /> }} />
          </h3>
          {THROUGH.map((through) => {
            const ties = [...shown[1][through].certain, ...shown[1][through].possible];
            return (
              ties.length > 0 && (
                <div key={through}>
                  <h4>
                    {t(`net_through_${through}`)} <span class="tally" data-lists="below">{number(ties.length)}</span>
                  </h4>
                  <TieList ties={ties} short onSelect={onSelect} />
                </div>
              )
            );
          })}
          <p class="quiet">
            <Sentence of="net_unjudged" values={{ n: unjudged(shown[1]).length }} parts={{ n: <TieCount ties={unjudged(shown[1])} /> }} />
          </p>
        </section>
      )}
      <div class="wide">
        <table class="compare">
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>{t("net_ended_place")}</th>
              {THROUGH.map((through) => (
                <th scope="colgroup" colSpan={2} key={through}>{t(`net_through_${through}`)}</th>
              ))}
              <th scope="colgroup" colSpan={2}>{t("net_cannot_judge")}</th>
            </tr>
            <tr>
              {THROUGH.flatMap((through) => [
                <th scope="col" key={`${through}c`}>{t("net_reach_certain_short")}</th>,
                <th scope="col" key={`${through}p`}>{t("net_reach_possible_short")}</th>,
              ])}
              <th scope="col">{t("net_reach_undated_short")}</th>
              <th scope="col">{t("net_reach_moment_short")}</th>
            </tr>
          </thead>
          <tbody>
            {places.map(([place, cells]) => {
              const node = network.nodes[place];
              const both = (reach: Reach) => THROUGH.flatMap((through) => cells[through][reach]);
              const list = (reach: Reach, ties: readonly number[]) => <Number n={ties.length} onOpen={() => onList(`${nameOf(node)}: ${t(`net_reach_${reach}`)}`, ties)} />;
              return (
                <tr key={place} class={place === shown?.[0] ? "selected" : undefined}>
                  <th scope="row">
                    <button type="button" class="link" data-lists onClick={() => onSelect(place)}>{nameOf(node)}</button>{" "}
                    <a href={node ? entityRoute(node.table, node.id) : "#/network"} class="quiet">{node?.life ? lifeText(node.life) : ""}</a>
                  </th>
                  {THROUGH.flatMap((through) => [
                    <td key={`${through}c`}>{list("certain", cells[through].certain)}</td>,
                    <td key={`${through}p`}>{list("possible", cells[through].possible)}</td>,
                  ])}
                  <td>{list("undated", both("undated"))}</td>
                  <td>{list("moment", both("moment"))}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** Ties by the strongest thing that can be said of them, as the program counts them. */
function byStrongest(network: Network): Record<Reach, number[]> {
  const out: Record<Reach, number[]> = { certain: [], possible: [], undated: [], moment: [] };
  network.ties.forEach((tie, index) => {
    const reach = REACHES.find((one) => tie.outlived.some((other) => other.reach === one));
    if (reach) out[reach].push(index);
  });
  return out;
}

/** Ties of a place whose dates allow no verdict. */
function unjudged(cells: Cells): number[] {
  return THROUGH.flatMap((through) => [...cells[through].undated, ...cells[through].moment]);
}

/** When a place lived, leading to its page. */
function LifeLink({ node }: { node: NetworkNode | undefined }) {
  return node?.life ? <a href={entityRoute(node.table, node.id)}>{lifeText(node.life)}</a> : null;
}

/** Ties that were judged and have to do with no place that ended. */
function unconcerned(network: Network): number[] {
  const ended = new Set(network.legacy.ended);
  const judged = Array.from({ length: network.legacy.judged }, (_, index) => index);
  return judged.filter((index) => !ended.has(index) && network.ties[index]?.outlived.length === 0);
}

function empty(): Cells {
  const none = (): Record<Reach, number[]> => ({ certain: [], possible: [], undated: [], moment: [] });
  return { own: none(), shared: none(), heir: none() };
}

/** Certain ties count before possible ones, those before all that cannot be judged. */
function weight(cells: Cells): number {
  const sum = (reach: Reach) => THROUGH.reduce((total, through) => total + cells[through][reach].length, 0);
  const [certain = 0, possible = 0] = REACHES.map(sum);
  return certain * 1000 + possible;
}
