import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import { useData } from "../data";
import { Statements } from "../evidence";
import { t } from "../language";
import type { Plans } from "../page.gen";
import { Section, Waiting } from "../parts";
import { Bullets, tabs } from "../plans/bullets";
import { Cascade } from "../plans/cascade";
import { Instruments } from "../plans/instruments";
import { type Path, readPath, writePath } from "../plans/model";
import { Stages } from "../plans/stages";
import { Timeline } from "../plans/timeline";
import { ZonesSection } from "../plans/zones";
import { formatRoute, rememberRoute, route } from "../route";

/** From doctrine to plan to target to territory; its whole state stands in the address. */
export function PlansPage() {
  const { data, error } = useData<Plans>("data/plans.json");
  if (!data) return <Waiting error={error} />;
  return (
    <Statements.Provider value={data.evidence}>
      <Page plans={data} />
    </Statements.Provider>
  );
}

const SECTIONS = ["cascade", "targets", "stages", "instruments", "zones", "timeline"] as const;

function readPlan(plans: Plans, query: URLSearchParams): number | undefined {
  const asked = query.get("of");
  if (asked === "-") return undefined;
  const index = plans.policies.findIndex(({ id }) => id === asked);
  return index < 0 ? tabs(plans)[0] : index;
}

function Page({ plans }: { plans: Plans }) {
  const { query } = route.value;
  const [path, setPath] = useState<Path>(() => readPath(plans, query));
  const [plan, setPlan] = useState(() => readPlan(plans, query));
  const started = useRef(query);
  // A link followed while the page is open.
  useEffect(() => {
    if (started.current === query) return;
    started.current = query;
    setPath(readPath(plans, query));
    setPlan(readPlan(plans, query));
  }, [query]);
  useEffect(() => {
    const section = query.get("see");
    if (section) document.getElementById(section)?.scrollIntoView();
  }, [query]);
  const changed = useRef(false);
  useEffect(() => {
    // What was not chosen does not stand in the address.
    if (!changed.current) return;
    const of = plan === undefined ? "-" : plan === tabs(plans)[0] ? undefined : plans.policies[plan]?.id;
    rememberRoute(formatRoute("plans", "", { ...writePath(plans, path), of }));
  }, [path, plan]);
  const nothing = plans.policies.length + plans.targets.length + plans.timeline.length === 0;
  const links = useMemo(() => SECTIONS.map((name) => ({ name, href: formatRoute("plans", "", { see: name }) })), []);
  return (
    <div class="plans">
      <header class="lead">
        <h1>{t("nav_plans")}</h1>
        <p class="abstract">{t("plans_text")}</p>
        <nav class="inpage" aria-label={t("plans_sections")}>
          {(nothing ? [] : links).map(({ name, href }) => (
            <a key={name} href={href} onClick={(event) => jump(event, name)}>
              {t(`plans_${name}`)}
            </a>
          ))}
        </nav>
      </header>
      {nothing && <p class="honest">{t("plans_none")}</p>}
      {!nothing && (
        <>
          <Section id="cascade" title={t("plans_cascade")}>
            <Cascade
              plans={plans}
              path={path}
              onChange={(next) => {
                changed.current = true;
                setPath(next);
              }}
            />
          </Section>
          <Section id="targets" title={t("plans_targets")} count={plans.targets.length}>
            <Bullets
              plans={plans}
              plan={plan}
              onPlan={(next) => {
                changed.current = true;
                setPlan(next);
              }}
            />
          </Section>
          <Section id="stages" title={t("plans_stages")}>
            <Stages plans={plans} />
          </Section>
          <Section id="instruments" title={t("plans_instruments")}>
            <Instruments plans={plans} />
          </Section>
          <Section id="zones" title={t("plans_zones")}>
            <ZonesSection />
          </Section>
          <Section id="timeline" title={t("plans_timeline")} count={plans.timeline.length}>
            <Timeline plans={plans} />
          </Section>
        </>
      )}
    </div>
  );
}

/** Goes to a section without losing what is chosen in the others. */
function jump(event: MouseEvent, section: string): void {
  event.preventDefault();
  const heading = document.getElementById(section);
  heading?.scrollIntoView({ block: "start" });
  heading?.closest("section")?.querySelector<HTMLElement>("button, a, summary")?.focus({ preventScroll: true });
}
