import { useEffect, useState } from "preact/hooks";

import { Sentence } from "../counted";
import { load } from "../data";
import { Statements, Value } from "../evidence";
import { t } from "../language";
import type { Zones, ZoneShown } from "../page.gen";
import { Say } from "../parts";
import { span, ZoneCount } from "../plans/zones";
import { entityRoute } from "../route";
import { zoneAt, type ZoneMark, type ZoneState } from "./zones";

/** The zones of the study, read when the layer is first asked for. */
export function useZones(wanted: boolean): Zones | undefined {
  const [zones, setZones] = useState<Zones | undefined>(undefined);
  useEffect(() => {
    // A layer that cannot be read stays empty; the map goes on.
    if (wanted && !zones) load<Zones>("data/zones.json").then(setZones, () => undefined);
  }, [wanted, zones]);
  return zones;
}

/** The switch of the layer, with what is known of the zones at the moment. */
export function ZoneSwitch({ on, zones, time, onChange }: { on: boolean; zones: Zones | undefined; time: number; onChange: (on: boolean) => void }) {
  const of = (state: ZoneState) => zones && <ZoneCount zones={zones.zones.filter((zone) => zoneAt(zone, time) === state)} list={zones.evidence} />;
  return (
    <div class="zoneswitch">
      <label class="switch" data-lists>
        <input type="checkbox" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
        {zones && on ? t("zones_layer", { n: zones.zones.length }) : t("plans_zones")}
      </label>
      {on && zones && (
        <p class="quiet">
          <Sentence of="zones_count" parts={{ sure: of("approved"), maybe: of("maybe"), undated: of("undated") }} />. {t("zones_key")} <a href="#/plans?see=zones">{t("plans_zones")}</a>
        </p>
      )}
    </div>
  );
}

/** The zones of one square, each with its page and its evidence. */
export function ZoneCard({ zones, mark, onClose }: { zones: Zones; mark: ZoneMark; onClose: () => void }) {
  const within = mark.items[0]?.within;
  return (
    <Statements.Provider value={zones.evidence}>
      <section class="card group zones" aria-label={t("zones_here", { n: mark.items.length })}>
        <button type="button" class="plain close" onClick={onClose} aria-label={t("close")}>
          ×
        </button>
        <h2 data-lists="below">{t("zones_here", { n: mark.items.length })}</h2>
        {within && (
          <p class="quiet">
            <Say label={within.title} />
            {mark.items.every((zone) => zone.position?.from_territory) && ` · ${t("from_territory")}`}
          </p>
        )}
        <ul>
          {mark.items.map((zone) => (
            <li key={zone.id}>
              <a href={entityRoute("territories", zone.id)}>
                <Say label={zone.label} />
              </a>{" "}
              <Dated zone={zone} />
            </li>
          ))}
        </ul>
      </section>
    </Statements.Provider>
  );
}

function Dated({ zone }: { zone: ZoneShown }) {
  if (!zone.dated || !zone.bounds) return <Value shown={{ ...zone.stated, text: t("plans_zones_no_year") }} />;
  return <Value shown={zone.dated}>{span({ from: zone.bounds[0], to: zone.bounds[1] })}</Value>;
}
