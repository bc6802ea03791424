import { Sentence } from "./counted";
import { Value } from "./evidence";
import { word } from "./language";
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
            <span data-not-a-claim="name of a property">
              <Say label={contradiction.label} />
            </span>
          </p>
          <div class="sides">
            {contradiction.values.map((value, side) => (
              <span key={side} class="side">
                <Value shown={value} />
              </span>
            ))}
          </div>
          <p class="used">
            <Sentence
              of="contradiction_used"
              values={{ rule: word("rule", contradiction.rule) }}
              parts={{ value: <Value shown={{ text: contradiction.used, evidence: contradiction.values.flatMap(({ evidence }) => evidence) }} /> }}
            />
          </p>
        </li>
      ))}
    </ul>
  );
}
