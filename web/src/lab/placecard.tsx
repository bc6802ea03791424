import type { LabRun, ReplayShown } from "../page.gen";
import { figure, monthName, Simulated } from "./simulated";
import { l, modelWord } from "./words";

/** A place in words: its name in the study, else its kind, number and town. */
export function placeName(places: ReplayShown, row: number): string {
  const kind = modelWord("kind", places.kinds[places.kind[row] ?? 0] ?? "").text;
  return places.name[row] || `${kind} ${row + 1}`;
}

/** A place of a run: when it opened and closed, why, and what becomes of it in the other future. */
export function PlaceCard({ places, row, run, against, close }: { places: ReplayShown; row: number; run: LabRun; against: ReplayShown | undefined; close: () => void }) {
  const closed = places.closed[row] ?? null;
  const opened = places.opened[row] ?? 0;
  const cause = places.causes[places.cause[row] ?? -1];
  const terms = places.terms[row] ?? [];
  const most = Math.max(...terms.map(([, weight]) => Math.abs(weight)), 1e-9);
  return (
    <section class="placecard" aria-label={placeName(places, row)}>
      <div class="head">
        <h3 data-not-a-claim="name of a place">{placeName(places, row)}</h3>
        <button type="button" class="plain close" aria-label="×" onClick={close}>
          ×
        </button>
      </div>
      <p data-not-a-claim="name of a town">{places.towns[places.town[row] ?? 0]}</p>
      <p>
        {opened === 0 ? l("at_start") : <>{l("opened")} <Simulated>{monthName(run.start, opened)}</Simulated></>}
        {" – "}
        {closed === null ? l("still_open") : <>{l("closed")} <Simulated>{monthName(run.start, closed)}</Simulated></>}
      </p>
      {cause !== undefined && (
        <>
          <h4>{l("why")}</h4>
          <p class="cause">{modelWord("cause", cause).text}</p>
          <p class="quiet">{l("why_text")}</p>
          <dl class="terms">
            {terms.map(([word, weight]) => {
              const name = modelWord("term", places.words[word] ?? "");
              return (
                <div key={word}>
                  <dt lang={name.lang}>{name.text}</dt>
                  <dd>
                    <meter min={0} max={most} value={Math.abs(weight)} aria-hidden="true" />
                    <Simulated label={`${name.text} ${figure(weight)}`}>{figure(weight)}</Simulated>
                  </dd>
                </div>
              );
            })}
          </dl>
        </>
      )}
      {against && <Elsewhere places={places} row={row} run={run} against={against} />}
    </section>
  );
}

function Elsewhere({ places, row, run, against }: { places: ReplayShown; row: number; run: LabRun; against: ReplayShown }) {
  const twin = places.twin[row] ?? null;
  const closed = twin === null ? null : (against.closed[twin] ?? null);
  return (
    <p class="elsewhere">
      <b>{l("elsewhere")}</b>{" "}
      {twin === null ? (
        l("elsewhere_never")
      ) : closed === null ? (
        l("elsewhere_open")
      ) : closed === (places.closed[row] ?? null) ? (
        l("elsewhere_same")
      ) : (
        <Simulated>{l("elsewhere_closed", { month: monthName(run.start, closed) })}</Simulated>
      )}
    </p>
  );
}
