import { useEffect, useRef } from "preact/hooks";

import { Counted, counting, placeItem } from "../counted";
import type { Key } from "../export/legend";
import { number, say, t } from "../language";
import type { AtlasPlace, Head } from "../page.gen";
import { commonKind, rankOf } from "../palette";
import { theme } from "../theme";
import { type Census, type State, stateAt, STATES, yearMonth } from "../time";
import type { Seen } from "./marks";
import { inks, paintPlace } from "./paint";
import { paintZoneKey } from "./zones";

/** What the marks mean, with how many places are in each state now. */
export function Legend({ count, places, time }: { count: Census; places: readonly AtlasPlace[]; time: number }) {
  return (
    <details class="legend" open={matchMedia("(min-width: 900px)").matches}>
      <summary>{t("legend")}</summary>
      <ul>
        {STATES.map((state) => (
          <li key={state}>
            <Sign state={state} /> {t(`state_${state}`)} <span class="n">
              <Counted n={count[state]} how={t("legend_how", { time: yearMonth(time) })} parts={() => counting(inState(places, time, state).map(placeItem))} />
            </span>
          </li>
        ))}
        <li>
          <Sign state="live" territory /> {t("state_territory")}
        </li>
      </ul>
    </details>
  );
}

/** Places in a state at a moment. */
export function inState(places: readonly AtlasPlace[], time: number, state: State): AtlasPlace[] {
  return places.filter((place) => stateAt(place.life, time) === state);
}

/** A number of places, and which. */
export function PlaceCount({ places }: { places: readonly AtlasPlace[] }) {
  return <Counted n={places.length} how={t("places_how")} parts={() => counting(places.map(placeItem))} />;
}

/** A mark drawn by the map's own painter, so that legend and map cannot differ. */
function Sign({ state, territory = false }: { state: State; territory?: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const kind = commonKind();
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    context.setTransform(2, 0, 0, 2, 0, 0);
    context.clearRect(0, 0, 24, 24);
    paintPlace(context, 12, 12, { state, glow: 1, place: { kind }, position: { from_territory: territory } }, 5.5, inks());
  }, [state, kind, theme.value]);
  return <canvas ref={canvas} width={48} height={48} aria-hidden="true" />;
}

/** The legend of an exported map: kinds and states of the places on it, with how many are of each. */
export function legendKeys(head: Head, seen: readonly Seen[], zones: number): Key[] {
  const colours = inks();
  const sign = (kind: number | null, state: State): Key["sign"] => (pen, x, y) =>
    paintPlace(pen, x, y, { state, glow: 1, place: { kind }, position: { from_territory: false } }, 5.5, colours);
  const tally = <T,>(values: readonly T[]) => {
    const count = new Map<T, number>();
    for (const value of values) count.set(value, (count.get(value) ?? 0) + 1);
    return count;
  };
  const kinds = [...tally(seen.map(({ place }) => place.kind))].sort(([a], [b]) => rankOf(a) - rankOf(b));
  const states = tally(seen.map(({ state }) => state));
  const common = commonKind();
  return [
    ...kinds.map(([kind, n]) => ({ sign: sign(kind, "live"), text: `${kind === null ? t("none_given") : say(head.kinds[kind]?.label)} ${number(n)}` })),
    ...STATES.filter((state) => states.has(state)).map((state) => ({ sign: sign(common, state), text: `${t(`state_${state}`)} ${number(states.get(state) ?? 0)}` })),
    ...(zones > 0 ? [{ sign: paintZoneKey, text: `${t("plans_zones")} ${number(zones)}` }] : []),
  ];
}
