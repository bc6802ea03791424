import { Value } from "./evidence";
import { t, word } from "./language";
import type { Contradiction } from "./page.gen";
import { EntityAnchor, Say } from "./parts";

/** Statements that cannot all be true, side by side, and what analyses make of them. */
export function Contradictions({ list, entity }: { list: readonly Contradiction[]; entity: boolean }) {
  return (
    <ul class="contradictions">
      {list.map((contradiction, index) => (
        <li key={index}>
          <p class="what">
            {entity && (
              <>
                <EntityAnchor link={contradiction.entity} /> ·{" "}
              </>
            )}
            <Say label={contradiction.label} />
          </p>
          <div class="sides">
            {contradiction.values.map((value, side) => (
              <span key={side} class="side">
                <Value shown={value} />
              </span>
            ))}
          </div>
          <p class="used">
            {t("contradiction_used", { value: contradiction.used, rule: word("rule", contradiction.rule) })}
          </p>
        </li>
      ))}
    </ul>
  );
}
