import { useMemo, useRef } from "preact/hooks";

import type { AtlasData } from "../data";
import { LifeBar } from "../life";
import { language, t } from "../language";
import type { AtlasPlace } from "../page.gen";
import { KindSign, Zh } from "../parts";
import { positionAt, type State, stateAt } from "../time";
import { useWindow } from "../windowed";
import { shows } from "./marks";
import type { Bounds } from "./scene";

const ROW = 46;

/** The places that the map shows now, and those that would be shown if their position were known. */
export function PlaceList(props: {
  data: AtlasData;
  places: readonly AtlasPlace[];
  time: number;
  undated: boolean;
  bounds: Bounds | undefined;
  selected: string | undefined;
  onSelect: (id: string) => void;
}) {
  const { data, places, time, undated, bounds, selected, onSelect } = props;
  const ordered = useMemo(() => {
    const compare = new Intl.Collator(language.value, { numeric: true }).compare;
    return [...places].sort((a, b) => Number(a.positions.length === 0) - Number(b.positions.length === 0) || compare(a.name, b.name));
  }, [places, language.value]);
  const rows = useMemo(() => {
    const out: { place: AtlasPlace; state: State }[] = [];
    for (const place of ordered) {
      const state = stateAt(place.life, time);
      if (!shows(place, state, time, undated)) continue;
      const at = positionAt(place.positions, time);
      if (at && bounds && !within(at.lon, at.lat, bounds)) continue;
      out.push({ place, state });
    }
    return out;
  }, [ordered, time, undated, bounds]);
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLUListElement>(null);
  const [from, to] = useWindow(rows.length, ROW, body, scroller);
  const years: [number, number] = [data.atlas.years[0], data.atlas.years[1] + 1];
  return (
    <div class="list" ref={scroller}>
      <h2>
        {t("list_title")} <span class="tally" data-lists="below">{rows.length}</span>
      </h2>
      <ul ref={body} style={{ paddingTop: `${from * ROW}px`, paddingBottom: `${(rows.length - to) * ROW}px` }}>
        {rows.slice(from, to).map(({ place, state }) => (
          <li key={place.id}>
            <button type="button" class="plain" data-lists aria-pressed={place.id === selected} onClick={() => onSelect(place.id)}>
              <KindSign kind={place.kind} />
              <span class="name" data-not-a-claim="name of a thing">
                {place.name} {place.zh !== null && place.zh !== place.name && <Zh>{place.zh}</Zh>}
              </span>
              <span class={`state ${state}`}>{place.positions.length === 0 ? t("no_position") : t(`state_${state}`)}</span>
              <LifeBar life={place.life} years={years} />
            </button>
          </li>
        ))}
      </ul>
      {rows.length === 0 && <p class="quiet">{t("list_none")}</p>}
    </div>
  );
}

function within(lon: number, lat: number, [west, south, east, north]: Bounds): boolean {
  if (lat < south || lat > north) return false;
  // The view may reach over the date line or show the world more than once.
  for (const turn of [-360, 0, 360]) {
    if (lon + turn >= west && lon + turn <= east) return true;
  }
  return false;
}
