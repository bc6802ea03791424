import type { Signal } from "@preact/signals";

import type { AtlasData } from "../data";
import { LifeBar, lifeText } from "../life";
import { number, say, t, word } from "../language";
import type { AtlasPlace } from "../page.gen";
import { KindSign, Zh } from "../parts";
import { entityRoute } from "../route";
import { positionAt, stateAt, yearMonth } from "../time";
import type { Mark } from "./marks";

/** The selected place in short, with the way to its page. */
export function Card(props: { data: AtlasData; place: AtlasPlace; time: number; onClose: () => void }) {
  const { data, place, time, onClose } = props;
  const { atlas, head } = data;
  const position = positionAt(place.positions, time);
  const kind = place.kind === null ? "" : say(head.kinds[place.kind]?.label);
  const territory = place.territory === null ? "" : say(atlas.territories[place.territory]?.label);
  const successor = atlas.places.find(({ id }) => id === place.successor);
  return (
    <section class="card" aria-label={place.name}>
      <button type="button" class="plain close" onClick={onClose} aria-label={t("close")}>
        ×
      </button>
      <h2>
        <a href={entityRoute("places", place.id)}>{place.name}</a>
        {place.zh !== null && place.zh !== place.name && (
          <>
            {" "}
            <Zh>{place.zh}</Zh>
          </>
        )}
      </h2>
      <p class="quiet">
        <KindSign kind={place.kind} /> {[kind, territory].filter(Boolean).join(" · ")}
      </p>
      <LifeBar life={place.life} years={[atlas.years[0], atlas.years[1] + 1]} />
      <p>
        <a href={entityRoute("places", place.id)}>
          {lifeText(place.life) || t("state_undated")} · {t("state_at", { time: yearMonth(time), state: t(`state_${stateAt(place.life, time)}`) })}
        </a>
      </p>
      <p class="quiet">
        <a href={entityRoute("places", place.id)}>
        {!position
          ? t("no_position")
          : position.from_territory
            ? t("from_territory")
            : position.radius_m
              ? t("within", { metres: number(position.radius_m) })
              : t("position_given")}
        {place.positions.length > 1 && ` · ${t("moved", { n: place.positions.length - 1 })}`}
        </a>
      </p>
      {successor && (
        <p>
          {t("successor")} <a href={entityRoute("places", successor.id)}>{successor.name}</a>
        </p>
      )}
      <p>
        <a class="action" href={entityRoute("places", place.id)}>
          {t("open_page", { n: place.sources })}
        </a>
      </p>
    </section>
  );
}

/** Places that stand at one point, often the label point of a territory. */
export function GroupCard(props: { places: readonly AtlasPlace[]; onSelect: (id: string) => void; onClose: () => void }) {
  const { places, onSelect, onClose } = props;
  return (
    <section class="card group" aria-label={t("places_here", { n: places.length })}>
      <button type="button" class="plain close" onClick={onClose} aria-label={t("close")}>
        ×
      </button>
      <h2 data-lists="below">{t("places_here", { n: places.length })}</h2>
      <ul>
        {places.map((place) => (
          <li key={place.id}>
            <button type="button" class="plain" onClick={() => onSelect(place.id)}>
              <KindSign kind={place.kind} /> {place.name} {place.zh !== null && place.zh !== place.name && <Zh>{place.zh}</Zh>}{" "}
              <span class="quiet">{lifeText(place.life)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The mark under the pointer, and where that is. */
export interface Hover {
  mark: Mark | undefined;
  x: number;
  y: number;
}

/** What lies under the pointer. */
export function Tip({ hover, head }: { hover: Signal<Hover>; head: AtlasData["head"] }) {
  const { mark, x, y } = hover.value;
  if (!mark) return null;
  const only = mark.items.length === 1 ? mark.items[0] : undefined;
  return (
    <div class="tip" style={{ left: `${x}px`, top: `${y}px` }} aria-hidden="true">
      {only ? (
        <>
          <b>
            {only.place.name} {only.place.zh !== null && only.place.zh !== only.place.name && <Zh>{only.place.zh}</Zh>}
          </b>
          <span>
            {only.place.kind === null ? "" : `${say(head.kinds[only.place.kind]?.label)} · `}
            {lifeText(only.place.life) || word("status", only.place.life.status)}
          </span>
          <span>{t(`state_${only.state}`)}</span>
        </>
      ) : (
        <>
          <b>{t("places_n", { n: mark.items.length })}</b>
          {mark.items.slice(0, 5).map(({ place }) => (
            <span key={place.id}>{place.name}</span>
          ))}
          {mark.items.length > 5 && <span>{t("more", { n: mark.items.length - 5 })}</span>}
        </>
      )}
    </div>
  );
}
