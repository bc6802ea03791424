import { Value } from "../evidence";
import { amount, say, t } from "../language";
import type { Plans } from "../page.gen";
import { EntityAnchor } from "../parts";
import { entityRoute } from "../route";

/** What the plans work with, by family. */
export function Instruments({ plans }: { plans: Plans }) {
  if (plans.families.length === 0) return <p class="honest">{t("plans_instruments_none")}</p>;
  return (
    <div class="instrumentfamilies">
      {plans.families.map((family) => (
        <section key={family.name} class="familybox">
          <h3>
            {family.name || t("none_given")} <span class="tally" data-lists="below">{family.instruments.length}</span>
          </h3>
          <ul>
            {family.instruments.map((one, index) => {
              const policy = one.policy === null ? undefined : plans.policies[one.policy];
              const budget = one.budget && Number.isFinite(Number(one.budget.text)) ? amount(Number(one.budget.text)) : one.budget?.text;
              return (
                <li key={index}>
                  <Value shown={one.name} />
                  {one.budget && (
                    <b class="budget">
                      {" "}
                      <Value shown={one.budget}>
                        {budget} {one.unit}
                      </Value>
                    </b>
                  )}
                  <span class="meta">
                    {policy && <a href={entityRoute("policies", policy.id)}>{say(policy.title)}</a>}
                    {one.territory && (
                      <>
                        {" · "}
                        <EntityAnchor link={one.territory} />
                      </>
                    )}
                    {one.groups.map((group) => (
                      <span key={group.id}>
                        {" · "}
                        {t("plans_for")} <EntityAnchor link={group} />
                      </span>
                    ))}
                    {one.valid && (
                      <>
                        {" · "}
                        <Value shown={one.valid} />
                      </>
                    )}
                    {one.notes && (
                      <>
                        {" · "}
                        <Value shown={one.notes} />
                      </>
                    )}
                  </span>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}
