import type { Life } from "../page.gen";

const NEVER = Infinity;

/**
 * The dates of all ties in typed arrays, so that the ties of a moment are found in one pass without
 * touching the ties themselves: thousands of them are asked at every frame while time plays. Says the
 * same as `stateAt`, which says it of one life.
 */
export class Moments {
  /** When a tie may first hold, and when it surely does; `Infinity` when nothing says so. */
  private readonly begins: Float64Array;
  private readonly holds: Float64Array;
  /** When it has surely ended; `Infinity` when no end is known. */
  private readonly over: Float64Array;
  /** The last word of it; `-Infinity` when there is none. */
  private readonly heard: Float64Array;
  /** 1 when a start is dated, 2 when an end is, 3 when both are. */
  private readonly dated: Uint8Array;

  constructor(ties: readonly { life: Life }[]) {
    const column = (value: (life: Life) => number) => Float64Array.from(ties, ({ life }) => value(life));
    this.begins = column(({ start }) => start?.[0] ?? NEVER);
    this.holds = column(({ start }) => start?.[1] ?? NEVER);
    this.over = column(({ end }) => end?.[1] ?? NEVER);
    this.heard = column(({ confirmed }) => confirmed ?? -NEVER);
    this.dated = Uint8Array.from(ties, ({ life }) => (life.start ? 1 : 0) + (life.end ? 2 : 0));
  }

  /**
   * How strongly each of the ties asked for is seen at a moment, written into `out`: 0 not, 1 faintly (not
   * heard of since, or undated), 2 plainly. Without a moment all of them plainly.
   */
  at(time: number | undefined, asked: Uint8Array, undated: boolean, out: Uint8Array): void {
    const { begins, holds, over, heard, dated } = this;
    if (time === undefined) {
      for (let tie = 0; tie < out.length; tie += 1) out[tie] = asked[tie] ? 2 : 0;
      return;
    }
    for (let tie = 0; tie < out.length; tie += 1) {
      let seen = 0;
      if (asked[tie] && time < (over[tie] ?? NEVER)) {
        const last = heard[tie] ?? -NEVER;
        const known = dated[tie] ?? 0;
        if (known & 1) {
          const sure = time < (holds[tie] ?? NEVER) || known & 2 || time <= last;
          seen = time < (begins[tie] ?? NEVER) ? 0 : sure ? 2 : 1;
        } else {
          // Nothing says when it began: after the last word of it it is silent, else undated.
          seen = undated || (last > -NEVER && time > last) ? 1 : 0;
        }
      }
      out[tie] = seen;
    }
  }
}
