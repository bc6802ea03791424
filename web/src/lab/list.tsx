import { useData } from "../data";
import { say } from "../language";
import type { Lab } from "../page.gen";
import { Say, Section, Waiting } from "../parts";
import { Badge, Caution } from "./simulated";
import { l } from "./words";

/** The address of a scenario or an experiment. */
export function labRoute(kind: "scenario" | "experiment", id: string): string {
  return `#/lab/${kind}/${encodeURIComponent(id)}`;
}

/** What the lab is, what it has been asked, and how far it may be believed. */
export function LabList() {
  const { data, error } = useData<Lab>("data/lab.json");
  if (!data) return <Waiting error={error} />;
  const [met = 0, missed = 0, unread = 0] = data.patterns ?? [];
  return (
    <div class="lab">
      <header class="lead">
        <h1>{l("title")}</h1>
        <p class="abstract">{l("what")}</p>
        <Caution assumed={data.assumed} />
        <p class="ways">
          <a href="#/lab/patterns" data-lists="the patterns">
            {data.patterns ? l("patterns_met", { met, all: met + missed + unread }) : l("patterns")}
          </a>
          <a href="#/lab/parameters">{l("parameters")}</a>
          <a href="#/lab/model">{l("model")}</a>
        </p>
      </header>
      <Section id="experiments" title={l("experiments")} count={data.experiments.length}>
        {data.experiments.length === 0 && <p class="honest">{l("experiments_none")}</p>}
        <ul class="futures">
          {data.experiments.map((one) => (
            <li key={one.id}>
              <h3>
                <a href={labRoute("experiment", one.id)} data-not-a-claim="title">
                  {say(one.title) || one.id}
                </a>{" "}
                {one.verdict && <span class={`badge ${one.verdict}`}>{verdictWord(one.verdict)}</span>}
              </h3>
              <p data-not-a-claim="the question">
                <Say label={one.question} />
              </p>
              {(one.stale || !one.verdict) && <p class="meta">{one.stale ? l("stale") : l("not_kept")}</p>}
            </li>
          ))}
        </ul>
      </Section>
      <Section id="scenarios" title={l("scenarios")} count={data.scenarios.length}>
        {data.scenarios.length === 0 && <p class="honest">{l("scenarios_none")}</p>}
        <ul class="futures">
          {data.scenarios.map((one) => (
            <li key={one.id}>
              <h3>
                <a href={labRoute("scenario", one.id)} data-not-a-claim="title">
                  {one.title}
                </a>
              </h3>
              <p data-not-a-claim="the question">{one.question}</p>
              <p class="meta">
                {one.kept ? (
                  <>
                    <Badge /> {one.stale ? l("stale") : l("kept")}
                  </>
                ) : (
                  l("not_kept")
                )}
              </p>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}

/** A verdict in words. */
export function verdictWord(verdict: string): string {
  return verdict === "borne-out" ? l("verdict_borne_out") : verdict === "contradicted" ? l("verdict_contradicted") : l("verdict_open");
}
