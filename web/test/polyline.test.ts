import { readFileSync } from "node:fs";

import type { Topology } from "topojson-specification";
import { describe, expect, it } from "vitest";

import { decode, encode } from "../src/polyline";

describe("lines as texts", () => {
  it("are written as the format's own example", () => {
    // The worked example of the format, in hundred thousandths of a degree: (38.5, -120.2), (40.7, -120.95), (43.252, -126.453).
    expect(encode([[3850000, -12020000], [220000, -75000], [255200, -550300]])).toBe("_p~iF~ps|U_ulLnnqC_mqNvxq`@");
  });

  it("come back as they were, whatever their size and sign", () => {
    const steps: [number, number][] = [[0, -1], [15, -16], [16, -17], [99999, -99999], [2 ** 29 - 1, 1 - 2 ** 29]];
    expect(decode(encode(steps))).toEqual(steps);
    expect(decode("")).toEqual([]);
  });

  it("keep every point of the base map", () => {
    const file = new URL("../node_modules/world-atlas/land-50m.json", import.meta.url);
    const { arcs } = JSON.parse(readFileSync(file, "utf8")) as Topology;
    expect(arcs.length).toBeGreaterThan(1000);
    // As one text: comparing a hundred thousand numbers one by one takes seconds.
    expect(JSON.stringify(arcs.map(encode).map(decode)) === JSON.stringify(arcs)).toBe(true);
  });
});
