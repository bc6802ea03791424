import { useContext } from "preact/hooks";

import { toggled } from "../filter";
import { number, say, t } from "../language";
import { Select } from "../select";
import { layerColour } from "./drawing";
import { GROUPINGS, type Grouping, kindCode, layersUsed, type Wanted } from "./model";
import { layerName, Shown } from "./tie";

/** What is to be seen: layers, relations, kinds, groups. */
export function Controls(props: {
  wanted: Wanted;
  by: Grouping | undefined;
  legacy: boolean;
  count: ReadonlyMap<string, number>;
  onWanted: (wanted: Wanted) => void;
  onGroup: (by: Grouping | undefined) => void;
  onLegacy: (legacy: boolean) => void;
}) {
  const network = useContext(Shown);
  const { wanted, by, legacy, count, onWanted, onGroup, onLegacy } = props;
  const kinds = [...new Map(network.nodes.map((node) => [kindCode(network, node), network.kinds[node.kind]])).entries()];
  return (
    <div class="net-controls">
      <fieldset>
        <legend>{t("net_layers")}</legend>
        <div class="chips">
          {layersUsed(network).map((layer) => (
            <button
              type="button"
              key={layer}
              class="chip"
              data-lists
              aria-pressed={wanted.layers.has(layer)}
              onClick={() => onWanted({ ...wanted, layers: toggled(wanted.layers, layer) })}
            >
              <i class="layer" style={{ background: `var(${layerColour(layer)})` }} /> {layerName(layer)} <span class="n">{number(count.get(layer) ?? 0)}</span>
            </button>
          ))}
        </div>
      </fieldset>
      <label class="switch" data-lists>
        <input type="checkbox" checked={legacy} onChange={(event) => onLegacy(event.currentTarget.checked)} />
        <i class="layer legacy" /> {t("net_show_outlived", { n: network.legacy.certain + network.legacy.possible })}
      </label>
      <div class="selects">
        <Select
          label={t("net_relation")}
          value={[...wanted.relations][0] ?? ""}
          options={network.relations.map(({ code, label }) => [code, say(label) || code])}
          onChange={(code) => onWanted({ ...wanted, relations: new Set(code ? [code] : []) })}
        />
        <Select
          label={t("kind")}
          value={[...wanted.kinds][0] ?? ""}
          options={kinds.map(([code, kind]) => [code, say(kind?.label) || code])}
          onChange={(code) => onWanted({ ...wanted, kinds: new Set(code ? [code] : []) })}
        />
        <Select
          label={t("net_gather")}
          value={by ?? ""}
          none={t("net_gather_none")}
          options={GROUPINGS.map((name) => [name, t(`net_gather_${name}`)])}
          onChange={(value) => onGroup(GROUPINGS.find((name) => name === value))}
        />
      </div>
    </div>
  );
}
