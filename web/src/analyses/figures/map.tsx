import { useContext } from "preact/hooks";

import { Locator } from "../../locator";
import { useNarrow } from "../../narrow";
import type { MapShown } from "../../page.gen";
import { amount, caseName, term } from "../model";
import { Open } from "../number";
import { classes, hue } from "./look";
import { Keys } from "./plane";

/** Points on a still map, coloured by class; without classes, paler where the value is small. */
export function MapFigure({ figure, title }: { figure: MapShown; title: string }) {
  const open = useContext(Open);
  const narrow = useNarrow();
  const kinds = classes(figure.points);
  const values = figure.points.flatMap(({ value }) => (value === null ? [] : [value]));
  const middle = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const dots = figure.points.map((point) => ({
    lon: point.longitude,
    lat: point.latitude,
    label: [point.row === null ? "" : caseName(open?.page.input?.rows[point.row]), point.class, point.value === null ? "" : `${term(figure.value)} ${amount(point.value)}`].filter(Boolean).join(", "),
    colour: hue(point.class ? kinds.indexOf(point.class) : kinds.length > 0 ? -1 : 0),
    faint: kinds.length === 0 && (point.value ?? middle) < middle,
  }));
  if (dots.length === 0) return null;
  return (
    <>
      <Keys names={kinds} />
      <Locator dots={dots} title={title} width={narrow ? 380 : 860} height={narrow ? 380 : 520} span={0.1} />
    </>
  );
}
