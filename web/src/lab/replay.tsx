import { useEffect, useMemo, useState } from "preact/hooks";

import { ExportButtons } from "../export/buttons";
import { useNarrow } from "../narrow";
import type { LabRun, ReplayShown } from "../page.gen";
import { apartIn, closedBefore, countIn } from "./moments";
import { PlaceCard, placeName } from "./placecard";
import { l } from "./words";
import { ReplayMap } from "./map";
import { monthName, Simulated } from "./simulated";

export type Side = "run" | "base" | "both";
/** Closings listed before more are asked for. */
const LISTED = 12;
/** Milliseconds between two months while playing. */
const PACE = 120;

/** The places of the first seed, month by month. */
export function Replay({ run, against }: { run: LabRun; against: ReplayShown | undefined }) {
  const narrow = useNarrow();
  const [month, setMonth] = useState(Math.max(0, Math.floor(run.months / 2)));
  const [playing, setPlaying] = useState(false);
  const [wanted, setSide] = useState<Side>("run");
  const [picked, setPicked] = useState<number>();
  const [most, setMost] = useState(LISTED);
  const last = run.months - 1;
  const side = against ? wanted : "run";
  const places = side === "base" && against ? against : run.run.replay;
  const own = places === run.run.replay;

  useEffect(() => {
    if (!playing) return undefined;
    // In whole years for readers who asked for less motion.
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const timer = setInterval(
      () =>
        setMonth((before) => {
          const next = Math.min(last, before + (calm ? 12 : 1));
          if (next >= last) setPlaying(false);
          return next;
        }),
      calm ? 1200 : PACE,
    );
    return () => clearInterval(timer);
  }, [playing, last]);

  const count = useMemo(() => countIn(places, month), [places, month]);
  const apart = useMemo(() => (against && side === "both" ? apartIn(run.run.replay, against, month) : undefined), [run, against, side, month]);
  const closings = useMemo(() => closedBefore(places, month), [places, month]);
  const now = monthName(run.start, month);
  const step = (by: number) => setMonth(Math.min(last, Math.max(0, month + by)));
  const show = (next: Side) => {
    setSide(next);
    setPicked(undefined);
  };
  return (
    <div class="replay">
      <p class="quiet" data-not-a-claim="how to read the map">
        {l("replay_text")}
      </p>
      {against && (
        <div class="chips" role="group" aria-label={l("replay_side")}>
          {(["run", "base", "both"] as const).map((one) => (
            <button type="button" key={one} class="chip" aria-pressed={side === one} onClick={() => show(one)}>
              {l(`side_${one}`)}
            </button>
          ))}
        </div>
      )}
      <div class="controls">
        <button
          type="button"
          class="go"
          onClick={() => {
            if (!playing && month >= last) setMonth(0);
            setPlaying(!playing);
          }}
        >
          {playing ? l("pause") : l("play")}
        </button>
        <button type="button" class="chip" aria-label={l("back")} onClick={() => step(-1)}>
          ‹
        </button>
        <input type="range" min={0} max={last} value={month} aria-label={l("month")} aria-valuetext={now} onInput={(event) => setMonth(Number(event.currentTarget.value))} />
        <button type="button" class="chip" aria-label={l("on")} onClick={() => step(1)}>
          ›
        </button>
        <output class="now" data-month={now} data-not-a-claim="the value of the slider">
          {now}
        </output>
      </div>
      <p class="moment" role={playing ? undefined : "status"}>
        <Simulated>
          {apart
            ? l("both_counts", { both: apart.both.length, run: apart.run.length, base: apart.base.length })
            : `${l("open_count", { n: count.open })}, ${l("closed_count", { n: count.closed })}`}
        </Simulated>
      </p>
      <div class="stagewise">
        <figure class="answer">
          <figcaption>
            <b>{l("replay_title")}</b>
            <ExportButtons title={l("replay_title")} figure={(button) => button.closest("figure")?.querySelector("svg.plot")} cites={{ keys: () => [] }} />
          </figcaption>
          <ReplayMap run={run} places={places} against={apart ? against : undefined} apart={apart} month={month} now={now} picked={picked} pick={setPicked} narrow={narrow} />
        </figure>
        <aside class="closings">
          {picked !== undefined && <PlaceCard places={places} row={picked} run={run} against={own ? against : undefined} close={() => setPicked(undefined)} />}
          <h3>
            {l("closings")} <span class="tally" data-lists="below">{closings.length}</span>
          </h3>
          {closings.length === 0 && <p class="quiet">{l("closings_none")}</p>}
          <ul>
            {closings.slice(0, most).map((row) => (
              <li key={row}>
                <button type="button" class="plain" aria-pressed={picked === row} data-lists="the place" onClick={() => setPicked(row)}>
                  {placeName(places, row)} · {monthName(run.start, places.closed[row] ?? 0)}
                </button>
              </li>
            ))}
          </ul>
          {closings.length > most && (
            <button type="button" class="plain more" data-lists="below" onClick={() => setMost(most + 4 * LISTED)}>
              {l("shown_of", { n: most, all: closings.length })} …
            </button>
          )}
        </aside>
      </div>
    </div>
  );
}
