import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

/** Fewer rows than this are all in the page, so that the browser's own search finds them. */
export const ALL_BELOW = 300;
const SPARE = 12;

/**
 * Which of `count` rows of equal height to render: those in view and some around them.
 * `body` is the element that holds the rows; it scrolls with `scroller`, or with the page.
 */
export function useWindow(
  count: number,
  rowHeight: number,
  body: RefObject<HTMLElement | null>,
  scroller?: RefObject<HTMLElement | null>,
): [number, number] {
  const [range, setRange] = useState<[number, number]>([0, Math.min(count, 60)]);
  const whole = count < ALL_BELOW;
  useLayoutEffect(() => {
    if (whole) return undefined;
    const measure = () => {
      if (!body.current) return;
      const top = body.current.getBoundingClientRect().top;
      const box = scroller?.current?.getBoundingClientRect();
      const from = Math.max(0, Math.floor(((box?.top ?? 0) - top) / rowHeight) - SPARE);
      const to = Math.ceil(((box ? box.bottom : innerHeight) - top) / rowHeight) + SPARE;
      const next: [number, number] = [Math.min(from, count), Math.max(0, Math.min(count, to))];
      setRange((old) => (old[0] === next[0] && old[1] === next[1] ? old : next));
    };
    const everything = () => setRange([0, count]);
    measure();
    const target: HTMLElement | Window = scroller?.current ?? window;
    target.addEventListener("scroll", measure, { passive: true });
    addEventListener("resize", measure);
    addEventListener("beforeprint", everything);
    addEventListener("afterprint", measure);
    return () => {
      target.removeEventListener("scroll", measure);
      removeEventListener("resize", measure);
      removeEventListener("beforeprint", everything);
      removeEventListener("afterprint", measure);
    };
  }, [count, rowHeight, whole]);
  return whole ? [0, count] : [Math.min(range[0], count), Math.min(range[1], count)];
}
