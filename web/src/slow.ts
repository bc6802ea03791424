import { effect, type Signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";

/** A signal followed at most five times a second: lists need not keep the pace of the map. */
export function useSlow(value: Signal<number>): number {
  const [slow, setSlow] = useState(value.peek());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = effect(() => {
      void value.value;
      timer ??= setTimeout(() => {
        timer = undefined;
        setSlow(value.peek());
      }, 200);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [value]);
  return slow;
}
