import { Value } from "../evidence";
import { ExportButtons } from "../export/buttons";
import { say, t } from "../language";
import type { Plans, PolicyShown, StageShown } from "../page.gen";
import { EntityAnchor, Say } from "../parts";
import { entityRoute } from "../route";

const ORDER = ["research", "drafting", "consultation", "approval", "implementation", "monitoring", "evaluation"] as const;

/** Stages of each plan: when they are dated, on one axis; else in their order, with the date said to be missing. */
export function Stages({ plans }: { plans: Plans }) {
  const list = plans.policies.filter(({ stages }) => stages.length > 0);
  if (list.length === 0) return <p class="honest">{t("plans_stages_none")}</p>;
  const dated = list.filter(({ stages }) => stages.some(({ start, end }) => start || end));
  const moments = dated.flatMap(({ stages, valid, bounds }) => [...stages.flatMap(({ start, end }) => [...(start ?? []), ...(end ?? [])]), ...(valid && bounds ? bounds : [])]);
  const axis: [number, number] = [Math.floor(Math.min(...moments)), Math.ceil(Math.max(...moments))];
  return (
    <div class="stages">
      {list.map((policy) => (
        <Process key={policy.id} policy={policy} />
      ))}
      {dated.length > 0 && <Axis list={dated} axis={axis} />}
      <p class="figurenote">{t("plans_stages_note")}</p>
    </div>
  );
}

/** The seven stages in order; those the study says nothing of are shown as such. */
function Process({ policy }: { policy: PolicyShown }) {
  return (
    <section class="process" aria-label={say(policy.title)}>
      <h3>
        <a href={entityRoute("policies", policy.id)}>{say(policy.title)}</a>
      </h3>
      <ol>
        {ORDER.map((name) => {
          const found = policy.stages.filter(({ stage }) => stage.code === name);
          return (
            <li key={name} class={found.length === 0 ? "silent" : undefined}>
              <b>{found[0] ? <Say label={found[0].stage.label} /> : t(`plans_stage_${name}`)}</b>
              {found.length === 0 && <span class="unread">{t("plans_stage_silent")}</span>}
              {found.map((stage, index) => (
                <StageText key={index} stage={stage} />
              ))}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function StageText({ stage }: { stage: StageShown }) {
  return (
    <>
      <span>
        <Value shown={stage.text.text ? stage.text : { ...stage.text, text: t("plans_no_date") }} />
      </span>
      {stage.actors.length > 0 && (
        <span class="who">
          {stage.actors.map((actor, index) => (
            <span key={actor.id}>
              {index > 0 && ", "}
              <EntityAnchor link={actor} />
            </span>
          ))}
        </span>
      )}
      {stage.notes && (
        <span class="note">
          <Value shown={stage.notes} />
        </span>
      )}
    </>
  );
}

function Axis({ list, axis }: { list: readonly PolicyShown[]; axis: [number, number] }) {
  const [from, to] = axis;
  const place = (time: number) => `${(((time - from) / (to - from || 1)) * 100).toFixed(2)}%`;
  const step = [1, 2, 5, 10, 20].find((years) => (to - from) / years <= 9) ?? 50;
  const ticks = Array.from({ length: to - from + 1 }, (_, index) => from + index).filter((year) => year % step === 0);
  return (
    <div class="stageaxis">
      <p class="takealong">
        <ExportButtons
          title={t("plans_stages")}
          figure={(button) => button.closest(".stageaxis")}
          cites={{ statements: () => list.flatMap(({ stages, valid }) => [...stages.flatMap(({ text }) => text.evidence), ...(valid?.evidence ?? [])]) }}
        />
      </p>
      <p class="ticks" aria-hidden="true">
        {ticks.map((year) => (
          <span key={year} style={{ left: place(year) }}>
            {year}
          </span>
        ))}
      </p>
      {list.map((policy) => (
        <div key={policy.id} class="lane">
          <p class="title">
            <a href={entityRoute("policies", policy.id)}>{say(policy.title)}</a>
          </p>
          {policy.valid && policy.bounds && (
            <p class="line">
              <span class="lbl">{t("plans_period")}</span>
              <span class="track">
                <i class="period" style={{ left: place(policy.bounds[0]), width: width(policy.bounds[0], policy.bounds[1], axis) }} title={policy.valid.text} />
              </span>
            </p>
          )}
          {policy.stages
            .filter(({ start, end }) => start || end)
            .map((stage, index) => (
              <p key={index} class="line">
                <span class="lbl">
                  <Say label={stage.stage.label} />
                </span>
                <span class="track">
                  <StageBar stage={stage} axis={axis} place={place} />
                </span>
              </p>
            ))}
        </div>
      ))}
    </div>
  );
}

function width(from: number, to: number, axis: [number, number]): string {
  return `${(((to - from) / (axis[1] - axis[0] || 1)) * 100).toFixed(2)}%`;
}

/** Years over which a stage without an end fades. */
const FADE = 1.5;

/** Hatched between its earliest and latest start or end, solid where it surely ran; an unknown end fades. */
function StageBar({ stage, axis, place }: { stage: StageShown; axis: [number, number]; place: (time: number) => string }) {
  const { start, end } = stage;
  const first = start ?? end;
  if (!first) return null;
  if (start && end && start[0] === end[0] && start[1] === end[1]) {
    const instant = start[1] - start[0] < 0.02;
    return <i class={instant ? "instant" : "maybe"} style={{ left: place(start[0]), width: instant ? undefined : width(start[0], start[1], axis) }} title={stage.text.text} />;
  }
  return (
    <>
      {start && <i class="maybe" style={{ left: place(start[0]), width: width(start[0], start[1], axis) }} title={stage.text.text} />}
      {start && end && end[0] > start[1] && <i class="sure" style={{ left: place(start[1]), width: width(start[1], end[0], axis) }} title={stage.text.text} />}
      {end && <i class="maybe" style={{ left: place(Math.max(end[0], start?.[1] ?? end[0])), width: width(Math.max(end[0], start?.[1] ?? end[0]), end[1], axis) }} title={stage.text.text} />}
      {start && !end && <i class="fading" style={{ left: place(start[1]), width: width(start[1], Math.min(axis[1], start[1] + FADE), axis) }} title={t("plans_end_unknown")} />}
    </>
  );
}
