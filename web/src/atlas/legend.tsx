import { useEffect, useRef } from "preact/hooks";

import { t } from "../language";
import { commonKind } from "../palette";
import { theme } from "../theme";
import { type Census, type State, STATES } from "../time";
import { inks, paintPlace } from "./paint";

/** What the marks mean, with how many places are in each state now. */
export function Legend({ count }: { count: Census }) {
  return (
    <details class="legend" open={matchMedia("(min-width: 900px)").matches}>
      <summary>{t("legend")}</summary>
      <ul>
        {STATES.map((state) => (
          <li key={state}>
            <Sign state={state} /> {t(`state_${state}`)} <span class="n">{count[state]}</span>
          </li>
        ))}
        <li>
          <Sign state="live" territory /> {t("state_territory")}
        </li>
      </ul>
    </details>
  );
}

/** A mark drawn by the map's own painter, so that legend and map cannot differ. */
function Sign({ state, territory = false }: { state: State; territory?: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const kind = commonKind();
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    context.setTransform(2, 0, 0, 2, 0, 0);
    context.clearRect(0, 0, 24, 24);
    paintPlace(context, 12, 12, { state, glow: 1, place: { kind }, position: { from_territory: territory } }, 5.5, inks());
  }, [state, kind, theme.value]);
  return <canvas ref={canvas} width={48} height={48} aria-hidden="true" />;
}
