import { useEffect, useMemo, useState } from "preact/hooks";

import { mercator } from "./cluster";
import { type Box, frame, type Land, landPath, loadLand } from "./land";
import { number } from "./language";

/** A dot of a small map. */
export interface Dot {
  lon: number;
  lat: number;
  label?: string | undefined;
  /** Radius of the position's uncertainty, metres. */
  radius?: number | null | undefined;
  /** A colour of the style sheet. */
  colour?: string | undefined;
  faint?: boolean | undefined;
}

/** Metres around the equator, as Web Mercator counts. */
const EQUATOR = 40_075_016.686;

/**
 * A small still map in SVG: land, dots, a scale bar. `span` is the least width, degrees of longitude.
 */
export function Locator(props: { dots: readonly Dot[]; title: string; width: number; height: number; span: number; size?: number }) {
  const [land, setLand] = useState<Land | undefined>();
  useEffect(() => {
    let wanted = true;
    loadLand(props.span < 2 ? "fine" : "coarse").then(
      (read) => wanted && setLand(read),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, []);
  const { dots, width, height } = props;
  const box = useMemo<Box>(() => frame(dots, width / height, props.span / 360), [dots, width, height, props.span]);
  const path = useMemo(() => (land ? landPath(land, box, width) : ""), [land, box, width]);
  const scale = width / (box[2] - box[0]);
  const place = (dot: Dot): [number, number] => {
    const [x, y] = mercator(dot.lon, dot.lat);
    return [(x - box[0]) * scale, (y - box[1]) * scale];
  };
  const first = dots[0];
  const metre = first ? scale / (EQUATOR * Math.cos((first.lat * Math.PI) / 180)) : 0;
  return (
    <svg class="locator" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={props.title}>
      <rect width={width} height={height} class="sea" />
      <path d={path} class="land" />
      {dots.map((dot, index) => {
        const [x, y] = place(dot);
        return (
          <g key={index} class={dot.faint ? "faint" : undefined}>
            {dot.radius && dot.radius * metre > 3 && <circle cx={x} cy={y} r={dot.radius * metre} class="uncertainty" />}
            <circle cx={x} cy={y} r={props.size ?? 5} class="dot" style={dot.colour ? { fill: `var(${dot.colour})` } : undefined}>
              {dot.label && <title>{dot.label}</title>}
            </circle>
          </g>
        );
      })}
      {first && <ScaleBar metre={metre} width={width} height={height} />}
    </svg>
  );
}

function ScaleBar({ metre, width, height }: { metre: number; width: number; height: number }) {
  const most = (width * 0.3) / metre;
  const power = 10 ** Math.floor(Math.log10(most));
  const length = [5, 2, 1].map((digit) => digit * power).find((value) => value <= most) ?? power;
  const text = length >= 1000 ? `${number(length / 1000)} km` : `${number(length)} m`;
  return (
    <g class="scalebar" transform={`translate(10 ${height - 10})`} aria-hidden="true">
      <path d={`M0,-4V0H${length * metre}V-4`} />
      <text x={length * metre + 5} y="0">
        {text}
      </text>
    </g>
  );
}
