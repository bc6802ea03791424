import { readFile } from "node:fs/promises";

import type { Topology } from "topojson-specification";
import type { Plugin } from "vite";

import { encode } from "./src/polyline.ts";

/** The base map as the pages load it: its lines as texts, a third of the bytes, no point lost. */
export type PackedTopology = Omit<Topology, "arcs"> & { arcs: string[] };

/** Makes the module `land:10m` (or `50m`) from the package world-atlas; its default export is a {@link PackedTopology}. */
export function land(): Plugin {
  return {
    name: "land",
    resolveId: (id) => (id.startsWith("land:") ? `\0${id}` : undefined),
    async load(id) {
      if (!id.startsWith("\0land:")) return undefined;
      const file = await this.resolve(`world-atlas/land-${id.slice("\0land:".length)}.json`);
      if (!file) throw new Error(`world-atlas has no map for ${id.slice(1)}`);
      const topology = JSON.parse(await readFile(file.id, "utf8")) as Topology;
      const packed: PackedTopology = { ...topology, arcs: topology.arcs.map(encode) };
      // A text that is parsed when it comes: browsers read that faster than nested literals.
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(packed))});`;
    },
  };
}
