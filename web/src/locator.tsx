import { useEffect, useMemo, useState } from "preact/hooks";

import { clusters, mercator } from "./cluster";
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
  /** How many places it stands for; 1 if not said. */
  many?: number | undefined;
}

/** Metres around the equator, as Web Mercator counts. */
const EQUATOR = 40_075_016.686;

/**
 * A small still map in SVG: land, dots, a scale bar. `span` is the least width, degrees of longitude.
 */
export function Locator(props: { dots: readonly Dot[]; title: string; width: number; height: number; span: number; group?: boolean }) {
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
  const { width, height } = props;
  const box = useMemo<Box>(() => frame(props.dots, width / height, props.span / 360), [props.dots, width, height, props.span]);
  const dots = useMemo(() => (props.group ? grouped(props.dots, Math.log2(width / (512 * (box[2] - box[0])))) : props.dots), [props.dots, props.group, box]);
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
            <circle cx={x} cy={y} r={dotSize(dot)} class="dot" style={dot.colour ? { fill: `var(${dot.colour})` } : undefined}>
              {dot.label && <title>{dot.label}</title>}
            </circle>
            {(dot.many ?? 1) >= NUMBERED && (
              <text x={x} y={y} class="many">
                {dot.many}
              </text>
            )}
          </g>
        );
      })}
      {first && <ScaleBar metre={metre} width={width} height={height} />}
    </svg>
  );
}

/** From this number on a dot is large enough to say it. */
const NUMBERED = 10;

/** Area grows with the number of places. */
function dotSize({ many = 1 }: Dot): number {
  return many === 1 ? 4.5 : 3.2 + 1.9 * Math.sqrt(many);
}

/** One dot for all that would lie on each other, large ones first. */
function grouped(dots: readonly Dot[], zoom: number): Dot[] {
  const groups = clusters(
    dots.map((dot) => ({ lon: dot.lon, lat: dot.lat, item: dot })),
    zoom,
    18,
  );
  return groups
    .map(({ lon, lat, items }) => ({ lon, lat, many: items.length, faint: items.every(({ faint }) => faint) }))
    .sort((a, b) => b.many - a.many);
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
