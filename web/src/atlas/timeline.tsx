import type { Signal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";

import { t } from "../language";
import { useNarrow } from "../narrow";
import type { Life } from "../page.gen";
import { history, yearMonth } from "../time";

/** Years per second. */
export const SPEEDS = [0.5, 1, 2, 4] as const;
const WIDTH = 1000;
const HEIGHT = 100;

/** Time as a slider over the number of places alive (or ties that hold), with play. */
export function Timeline(props: {
  /** What lives: places, or ties. */
  places: readonly { life: Life }[];
  years: readonly [number, number];
  time: Signal<number>;
  playing: Signal<boolean>;
  speed: Signal<number>;
}) {
  const { places, years, time, playing, speed } = props;
  const [first, last] = [years[0], years[1] + 1];
  usePlay(props, first, last);
  const [from, to] = years;
  const areas = useMemo(() => curves(places, [from, to]), [places, from, to]);
  const now = time.value;
  const set = (value: number) => {
    playing.value = false;
    time.value = Math.min(last, Math.max(first, value));
  };
  const onKey = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 1 / 12 : 1;
    if (event.key === "ArrowRight" || event.key === "ArrowUp") set(time.value + step);
    else if (event.key === "ArrowLeft" || event.key === "ArrowDown") set(time.value - step);
    else if (event.key === " ") toggle(props, first, last);
    else return;
    event.preventDefault();
  };
  const span = last - first;
  const room = useNarrow() ? 8 : 16;
  const every = [1, 2, 5, 10, 20, 50].find((years) => span / years <= room) ?? 100;
  const ticks = Array.from({ length: Math.floor(span / every) + 2 }, (_, i) => (Math.ceil(first / every) + i) * every).filter((year) => year < last);
  return (
    <div class="timeline">
      <div class="transport">
        <button type="button" class="play" aria-label={t(playing.value ? "pause" : "play")} onClick={() => toggle(props, first, last)}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            {playing.value ? <path d="M7 5h4v14H7zM13 5h4v14h-4z" /> : <path d="M8 5v14l11-7z" />}
          </svg>
        </button>
        <label>
          <span class="aside">{t("speed")}</span>
          <select value={String(speed.value)} onChange={(event) => (speed.value = Number(event.currentTarget.value))}>
            {SPEEDS.map((value) => (
              <option key={value} value={String(value)}>
                {t("speed_n", { n: value })}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div class="track">
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          <path d={areas.silent} class="silent" />
          <path d={areas.maybe} class="maybe" />
          <path d={areas.live} class="live" />
        </svg>
        <i class="head" style={{ left: `${((now - first) / span) * 100}%` }} />
        <input
          type="range"
          min={first}
          max={last}
          step={1 / 12}
          value={now}
          aria-label={t("time")}
          aria-valuetext={yearMonth(now)}
          onInput={(event) => set(Number(event.currentTarget.value))}
          onKeyDown={onKey}
        />
        <div class="ticks" aria-hidden="true">
          {ticks.map((year) => (
            <span key={year} style={{ left: `${((year - first) / span) * 100}%` }}>
              {year}
            </span>
          ))}
        </div>
      </div>
      <output class="now" data-not-a-claim="the value of the slider">{yearMonth(now)}</output>
    </div>
  );
}

function toggle(props: { time: Signal<number>; playing: Signal<boolean> }, first: number, last: number): void {
  const { time, playing } = props;
  if (!playing.value && time.value >= last) time.value = first;
  playing.value = !playing.value;
}

/** Moves time while playing; in whole years for readers who asked for less motion. */
function usePlay(props: { time: Signal<number>; playing: Signal<boolean>; speed: Signal<number> }, first: number, last: number): void {
  const { time, playing, speed } = props;
  const going = playing.value;
  const before = useRef(0);
  useEffect(() => {
    if (!going) return undefined;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    before.current = performance.now();
    let frame = 0;
    const step = (now: number) => {
      const passed = ((now - before.current) / 1000) * speed.value;
      if (!calm || passed >= 1) {
        before.current = now;
        const next = time.value + (calm ? 1 : Math.min(passed, 1));
        time.value = Math.min(last, next);
        if (next >= last) playing.value = false;
      }
      if (playing.value) frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [going, first, last]);
}

/** Areas under the numbers of places: known alive; and perhaps; and not heard of since. */
function curves(places: readonly { life: Life }[], years: readonly [number, number]): Record<"live" | "maybe" | "silent", string> {
  const steps = history(places, years);
  const most = Math.max(1, ...steps.map(({ count }) => count.live + count.maybe + count.ending + count.silent));
  const x = (index: number) => ((index / Math.max(1, steps.length - 1)) * WIDTH).toFixed(1);
  const y = (n: number) => (HEIGHT - (n / most) * (HEIGHT - 6)).toFixed(1);
  const area = (value: (index: number) => number) =>
    `M0,${HEIGHT}${steps.map((_, index) => `L${x(index)},${y(value(index))}`).join("")}L${WIDTH},${HEIGHT}Z`;
  const at = (index: number) => steps[index]?.count ?? { live: 0, maybe: 0, ending: 0, silent: 0 };
  return {
    live: area((index) => at(index).live),
    maybe: area((index) => at(index).live + at(index).maybe + at(index).ending),
    silent: area((index) => at(index).live + at(index).maybe + at(index).ending + at(index).silent),
  };
}
