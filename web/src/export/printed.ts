import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { standalone } from "./figure";

/**
 * Puts a drawing of what the graphics card shows into `stage` while the page is printed: the card's
 * own picture is gone by then. The drawing must come at once, from what has been loaded before.
 */
export function usePrinted(stage: RefObject<HTMLElement | null>, make: () => SVGSVGElement | Promise<SVGSVGElement> | undefined): void {
  const latest = useRef(make);
  latest.current = make;
  useEffect(() => {
    let sheet: SVGSVGElement | undefined;
    let printing = false;
    const put = (drawn: SVGSVGElement | undefined) => {
      if (!drawn || !printing) return;
      sheet?.remove();
      sheet = standalone(drawn, []);
      sheet.classList.add("printed");
      stage.current?.append(sheet);
    };
    const before = () => {
      printing = true;
      const drawn = latest.current();
      if (drawn instanceof Promise) drawn.then(put, () => undefined);
      else put(drawn);
    };
    const after = () => {
      printing = false;
      sheet?.remove();
    };
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    return () => {
      after();
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
    };
  }, []);
}
