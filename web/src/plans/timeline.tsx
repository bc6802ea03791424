import { useState } from "preact/hooks";

import { Value } from "../evidence";
import { t } from "../language";
import type { Milestone, Plans } from "../page.gen";
import { EntityAnchor, Say } from "../parts";

/** Reforms and institutions of the country in order of time: policies on one side, events on the other. */
export function Timeline({ plans }: { plans: Plans }) {
  const [only, setOnly] = useState(false);
  const list = only ? plans.timeline.filter(({ institutions }) => institutions.length > 0) : plans.timeline;
  const decades = new Map<number, Milestone[]>();
  for (const one of list) {
    const decade = Math.floor(one.bounds[0] / 10) * 10;
    decades.set(decade, [...(decades.get(decade) ?? []), one]);
  }
  const named = plans.timeline.filter(({ institutions }) => institutions.length > 0).length;
  return (
    <>
      <p class="lede">{t("plans_timeline_text")}</p>
      <label class="switch" data-lists>
        <input type="checkbox" checked={only} onChange={(event) => setOnly(event.currentTarget.checked)} /> {t("plans_timeline_only", { n: named })}
      </label>
      <div class="reform">
        <p class="sides" aria-hidden="true">
          <span>{t("plans_timeline_policies")}</span>
          <span>{t("plans_timeline_events")}</span>
        </p>
        {[...decades].map(([decade, milestones]) => (
          <section key={decade} aria-label={t("plans_decade", { decade: String(decade) })}>
            <h3 data-not-a-claim="heading of an axis">{t("plans_decade", { decade: String(decade) })}</h3>
            <ol>
              {milestones.map((one) => (
                <Item key={one.what.id} one={one} />
              ))}
            </ol>
          </section>
        ))}
      </div>
      {plans.undated.length > 0 && (
        <p class="honest" data-lists="below">
          {t("plans_timeline_undated", { n: plans.undated.length })}{" "}
          {plans.undated.map((link, index) => (
            <span key={link.id}>
              {index > 0 && ", "}
              <EntityAnchor link={link} />
            </span>
          ))}
        </p>
      )}
    </>
  );
}

function Item({ one }: { one: Milestone }) {
  return (
    <li class={one.what.table === "policies" ? "policy" : "event"}>
      <span class="when">
        <Value shown={one.when}>{one.when.text.replace("/..", " →").replace("/", "–")}</Value>
      </span>
      <span class="what">
        <EntityAnchor link={one.what} />
        {one.kind && (
          <span class="meta">
            {" "}
            <Say label={one.kind} />
          </span>
        )}
        {one.institutions.length > 0 && (
          <span class="who">
            {one.institutions.map((link) => (
              <EntityAnchor key={link.id} link={link} />
            ))}
          </span>
        )}
        {one.notes && (
          <span class="note">
            <Value shown={one.notes} />
          </span>
        )}
      </span>
    </li>
  );
}
