import { useContext } from "preact/hooks";
import { createContext } from "preact";

import { load } from "../data";
import { showEvidence } from "../evidence";
import { citedBy } from "../export/cited";
import { language, say, t, word } from "../language";
import type { Network, NetworkNode, NetworkTie, TieStatements } from "../page.gen";
import { layerColour, outlives } from "./drawing";
import { TieCount } from "./layers";
import { layerOf } from "./model";

/** How many ties share a file of statements; as `TIES_A_FILE` of the program. */
const TIES_A_FILE = 250;

/** The network that the open page shows. */
export const Shown = createContext<Network>({
  nodes: [], ties: [], kinds: [], relations: [], layers: [], territories: [], years: [2000, 2000], untied_places: 0,
  legacy: { certain: 0, possible: 0, undated: 0, moment: 0, ended: [], no_ended_place: 0, judged: 0 },
});

/** The name of a node in the interface language. */
export function nameOf(node: NetworkNode | undefined): string {
  if (!node) return "";
  return (language.value === "zh" ? node.zh : null) ?? node.name;
}

/** The label of a layer, also of lineage and of none. */
export function layerName(layer: string): string {
  return layer === "lineage" ? t("net_lineage") : word("layer", layer);
}

/** Opens the statement behind a tie. */
export async function openTie(network: Network, index: number, from: HTMLElement | SVGElement): Promise<void> {
  const page = await load<TieStatements>(`data/ties/${Math.floor(index / TIES_A_FILE)}.json`);
  const shown = page.ties[index % TIES_A_FILE];
  const tie = network.ties[index];
  if (shown && tie) showEvidence(tieText(network, tie), page.evidence, shown.evidence, from);
}

/** The sources of some ties. */
export async function citedByTies(ties: readonly number[]): Promise<string[]> {
  const files = [...new Set(ties.map((index) => Math.floor(index / TIES_A_FILE)))];
  const pages = new Map(await Promise.all(files.map(async (file) => [file, await load<TieStatements>(`data/ties/${file}.json`)] as const)));
  const keys = ties.flatMap((index) => {
    const page = pages.get(Math.floor(index / TIES_A_FILE));
    return page ? citedBy(page.evidence, page.ties[index % TIES_A_FILE]?.evidence ?? []) : [];
  });
  return [...new Set(keys)].sort();
}

/** A tie in words: from, relation, to. */
export function tieText(network: Network, tie: NetworkTie): string {
  const relation = say(network.relations[tie.relation]?.label);
  return `${nameOf(network.nodes[tie.from])} — ${relation} → ${nameOf(network.nodes[tie.to])}`;
}

/** Ties as a list; each opens its statement. `of` is the node whose card it stands on. */
export function TieList(props: { ties: readonly number[]; of?: number | undefined; most?: number; short?: boolean; onSelect: (node: number) => void }) {
  const network = useContext(Shown);
  const { ties, of, most = 200, onSelect } = props;
  return (
    <ul class="ties">
      {ties.slice(0, most).map((index) => {
        const tie = network.ties[index];
        if (!tie) return null;
        const ends = of === undefined ? [tie.from, tie.to] : [tie.from === of ? tie.to : tie.from];
        const reach = outlives(tie);
        return (
          <li key={index}>
            <i class="layer" style={{ background: `var(${layerColour(layerOf(network, tie))})` }} title={layerName(layerOf(network, tie))} />
            <span>
              {of === undefined ? (
                <End node={ends[0]} onSelect={onSelect} />
              ) : (
                <span class="aside">{tie.from === of ? t("tie_out") : t("tie_in")}</span>
              )}{" "}
              {of !== undefined && <span aria-hidden="true">{tie.from === of ? "→" : "←"}</span>}{" "}
              <button type="button" class="value" aria-haspopup="dialog" onClick={(event) => void openTie(network, index, event.currentTarget)}>
                {say(network.relations[tie.relation]?.label)}
                {tie.when !== null && <span class="when"> {tie.when}</span>}
              </button>{" "}
              <End node={ends.at(-1)} onSelect={onSelect} />
              {tie.when === null && <span class="quiet"> {t("net_no_date")}</span>}
              {reach && <span class={`badge legacy ${reach}`}>{t(props.short ? `net_reach_${reach}_short` : `net_badge_${reach}`)}</span>}
            </span>
          </li>
        );
      })}
      {ties.length > most && <li class="quiet">
          <TieCount ties={ties.slice(most)}>{t("more", { n: ties.length - most })}</TieCount>
        </li>}
    </ul>
  );
}

function End({ node, onSelect }: { node: number | undefined; onSelect: (node: number) => void }) {
  const network = useContext(Shown);
  const found = node === undefined ? undefined : network.nodes[node];
  if (node === undefined || !found) return null;
  return (
    <button type="button" class="link" data-lists onClick={() => onSelect(node)}>
      {nameOf(found)}
    </button>
  );
}
