import type { ComponentChildren } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import { Value } from "../evidence";
import { say, t } from "../language";
import { useNarrow } from "../narrow";
import type { Plans, PolicyShown } from "../page.gen";
import { EntityAnchor, Say } from "../parts";
import { entityRoute } from "../route";
import { Asked, indicatorName, Nature, territoryName } from "./figures";
import { above, below, children, heads, ideas, type Path, planLevels, planTree } from "./model";
import { Territories } from "./territories";

const COLUMNS = ["idea", "plan", "target", "territory"] as const;
type Column = (typeof COLUMNS)[number];

/** From doctrine to territory in four columns; on a phone one column at a time. */
export function Cascade({ plans, path, onChange }: { plans: Plans; path: Path; onChange: (path: Path) => void }) {
  const narrow = useNarrow();
  const [column, setColumn] = useState<Column>(() => (path.target !== undefined ? "territory" : path.plan !== undefined ? "target" : "idea"));
  const box = useRef<HTMLDivElement>(null);
  const go = (next: Path, to: Column) => {
    onChange(next);
    if (narrow) setColumn(to);
  };
  const shown = narrow ? [column] : COLUMNS;
  return (
    <div class="cascade-box">
      <Trail plans={plans} path={path} onChange={(next, to) => go(next, to)} />
      {narrow && (
        <div class="steps" role="tablist" aria-label={t("plans_cascade")}>
          {COLUMNS.map((name) => (
            <button key={name} type="button" role="tab" aria-selected={name === column} onClick={() => setColumn(name)}>
              {t(`plans_column_${name}_short`)}
            </button>
          ))}
        </div>
      )}
      <div class="cascade" ref={box} onKeyDown={(event) => move(event, box.current)}>
        {shown.includes("idea") && (
          <Column name="idea" title={t("plans_column_idea")} follow={path.plan}>
            <Ideas plans={plans} path={path} onPick={(idea) => go(idea === path.idea ? { ...path, idea: undefined } : { idea }, "plan")} />
          </Column>
        )}
        {shown.includes("plan") && (
          <Column name="plan" title={t("plans_column_plan")} follow={path.idea}>
            <PlanList plans={plans} path={path} onPick={(plan) => go({ idea: path.idea, plan }, "target")} />
          </Column>
        )}
        {shown.includes("target") && (
          <Column name="target" title={t("plans_column_target")}>
            <TargetList plans={plans} path={path} onPick={(target) => go({ ...path, target, plan: plans.targets[target]?.policy ?? -1, territory: undefined }, "territory")} />
          </Column>
        )}
        {shown.includes("territory") && (
          <Column name="territory" title={t("plans_column_territory")}>
            <Territories plans={plans} path={path} onPick={(territory) => onChange({ ...path, territory: territory === path.territory ? undefined : territory })} />
          </Column>
        )}
      </div>
    </div>
  );
}

function Column({ name, title, follow, children }: { name: Column; title: string; follow?: number | undefined; children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  // What an address chose is in view; the page itself does not move.
  useLayoutEffect(() => {
    const chosen = box.current?.querySelector<HTMLElement>(".pick[aria-pressed=true]") ?? box.current?.querySelector<HTMLElement>(".pick.onpath");
    if (box.current && chosen) box.current.scrollTop = chosen.offsetTop - box.current.offsetTop - box.current.clientHeight / 3;
  }, [follow]);
  return (
    <section class={`column ${name}`} data-column={name} aria-labelledby={`column-${name}`}>
      <h3 id={`column-${name}`}>{title}</h3>
      <div class="scroll" ref={box}>
        {children}
      </div>
    </section>
  );
}

/** Arrows: up and down within a column, left and right to the chosen row of the next. */
function move(event: KeyboardEvent, box: HTMLElement | null): void {
  const pick = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>(".pick") : null;
  const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!pick || !box || step === undefined) return;
  event.preventDefault();
  const columns = [...box.querySelectorAll<HTMLElement>(".column")];
  const column = pick.closest<HTMLElement>(".column");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const all = [...(column?.querySelectorAll<HTMLElement>(".pick") ?? [])];
    all[all.indexOf(pick) + step]?.focus();
    return;
  }
  for (let at = columns.indexOf(column ?? columns[0]!) + step; at >= 0 && at < columns.length; at += step) {
    const next = columns[at]?.querySelector<HTMLElement>(".pick[aria-pressed=true], .pick[tabindex='0']") ?? columns[at]?.querySelector<HTMLElement>(".pick");
    if (next) {
      next.focus();
      return;
    }
  }
}

/** A row that can be chosen. Only one of a column is reached with Tab; arrows reach the others. */
export function Pick(props: { chosen: boolean; onPath?: boolean; faint?: boolean; first: boolean; onPick: () => void; children: ComponentChildren }) {
  const { chosen, onPath = false, faint = false, first, onPick, children } = props;
  return (
    <button type="button" data-lists class={`pick${onPath ? " onpath" : ""}${faint ? " faint" : ""}`} aria-pressed={chosen} tabIndex={first ? 0 : -1} onClick={onPick}>
      {children}
    </button>
  );
}

/** The chosen path in one line; each step leads back to itself. */
function Trail({ plans, path, onChange }: { plans: Plans; path: Path; onChange: (path: Path, to: Column) => void }) {
  const target = path.target === undefined ? undefined : plans.targets[path.target];
  const named: [string, Path, Column][] = [];
  const title = (index: number) => (index < 0 ? t("plans_no_plan") : say(plans.policies[index]?.title));
  if (path.idea !== undefined) named.push([title(path.idea), { idea: path.idea }, "plan"]);
  if (path.plan !== undefined) named.push([title(path.plan), { idea: path.idea, plan: path.plan }, "target"]);
  if (target) named.push([`${indicatorName(plans, target)}${target.year ? ` ${target.year.text}` : ""}`, { ...path, territory: undefined }, "territory"]);
  if (target && path.territory !== undefined && path.territory !== target.territory) named.push([territoryName(plans, path.territory), path, "territory"]);
  if (named.length === 0) return <p class="trail quiet">{t("plans_trail_empty")}</p>;
  return (
    <nav class="trail" data-not-a-claim="names of what is chosen" aria-label={t("plans_trail")}>
      <ol>
        {named.map(([name, to, column], index) => (
          <li key={index}>
            <button type="button" class="link" onClick={() => onChange(to, column)}>
              {name}
            </button>
          </li>
        ))}
      </ol>
      <button type="button" class="link reset" onClick={() => onChange({}, "idea")}>
        {t("plans_trail_clear")}
      </button>
    </nav>
  );
}

function Ideas({ plans, path, onPick }: { plans: Plans; path: Path; onPick: (index: number) => void }) {
  const list = useMemo(() => ideas(plans), [plans]);
  const lit = path.plan !== undefined && path.plan >= 0 ? above(plans, path.plan) : undefined;
  return (
    <ul>
      {list.map((index, position) => {
        const policy = plans.policies[index];
        if (!policy) return null;
        const onPath = lit?.has(index) ?? false;
        return (
          <li key={policy.id}>
            <Pick chosen={path.idea === index} onPath={onPath} faint={lit !== undefined && !onPath && path.idea !== index} first={path.idea === undefined ? position === 0 : path.idea === index} onPick={() => onPick(index)}>
              <PolicyName policy={policy} />
            </Pick>
            <PolicyDate policy={policy} />
          </li>
        );
      })}
    </ul>
  );
}

/** When a policy holds, else when it was issued; beside its name, for it opens its own statement. */
function PolicyDate({ policy }: { policy: PolicyShown }) {
  const date = policy.valid ?? policy.issued;
  return (
    date && (
      <span class="beside">
        <Value shown={date}>{date.text.replace("/", "–")}</Value>
      </span>
    )
  );
}

function PolicyName({ policy }: { policy: PolicyShown }) {
  return (
    <>
      <span class="name">
        <Say label={policy.title} />
      </span>
      <span class="meta">
        {policy.kind && <Say label={policy.kind.label} />}
      </span>
    </>
  );
}

function PlanList({ plans, path, onPick }: { plans: Plans; path: Path; onPick: (index: number) => void }) {
  const groups = useMemo(() => planLevels(plans).map((level) => ({ level, list: planTree(plans, level) })), [plans]);
  const lit = path.idea === undefined ? undefined : below(plans, path.idea);
  const up = path.plan === undefined || path.plan < 0 ? undefined : above(plans, path.plan);
  const loose = useMemo(() => heads(plans, -1).length, [plans]);
  const counts = useMemo(() => plans.policies.map((_, index) => heads(plans, index).length), [plans]);
  const start = path.plan ?? groups[0]?.list[0]?.index;
  const none = lit !== undefined && lit.size === 1;
  return (
    <>
      {none && <p class="honest">{t("plans_idea_unused")}</p>}
      {groups.map(({ level, list }) => (
        <div key={level ?? "-"} class="group">
          <h4>{level === undefined ? t("plans_level_unknown") : say(plans.policies.find((one) => one.level?.code === level)?.level?.label)}</h4>
          <ul>
            {list.map(({ index, depth }) => {
              const policy = plans.policies[index];
              if (!policy) return null;
              const onPath = (lit?.has(index) ?? false) || (up?.has(index) ?? false);
              return (
                <li key={policy.id} style={{ "--depth": depth }}>
                  <Pick chosen={path.plan === index} onPath={onPath} faint={lit !== undefined && !onPath} first={start === index} onPick={() => onPick(index)}>
                    <PolicyName policy={policy} />
                    {(counts[index] ?? 0) > 0 && <span class="n">{t("plans_targets_n", { n: counts[index] ?? 0 })}</span>}
                  </Pick>
                  <PolicyDate policy={policy} />
                </li>
              );
            })}
          </ul>
        </div>
      ))}
      {loose > 0 && (
        <div class="group">
          <h4>{t("plans_no_plan")}</h4>
          <ul>
            <li>
              <Pick chosen={path.plan === -1} first={start === -1} faint={lit !== undefined} onPick={() => onPick(-1)}>
                <span class="name">{t("plans_no_plan_text")}</span>
                <span class="n">{t("plans_targets_n", { n: loose })}</span>
              </Pick>
            </li>
          </ul>
        </div>
      )}
    </>
  );
}

function TargetList({ plans, path, onPick }: { plans: Plans; path: Path; onPick: (index: number) => void }) {
  const groups = useMemo(() => byIndicator(plans, heads(plans, path.plan, path.idea === undefined ? undefined : below(plans, path.idea))), [plans, path.plan, path.idea]);
  const list = groups.flat();
  const policy = path.plan === undefined || path.plan < 0 ? undefined : plans.policies[path.plan];
  const start = path.target !== undefined && list.includes(path.target) ? path.target : list[0];
  return (
    <>
      {policy && <About plans={plans} policy={policy} />}
      {path.plan === undefined && <p class="honest" data-lists="below">
          {t("plans_all_targets", { n: list.length })}
        </p>}
      {list.length === 0 && <p class="honest">{t("plans_no_targets")}</p>}
      {groups.map((group) => {
        const [only, ...more] = group;
        const head = only === undefined ? undefined : plans.targets[only];
        return (
          <div key={only} class="group">
            {head && more.length > 0 && <h4>{indicatorName(plans, head)}</h4>}
            <ul>
              {group.map((index) => {
                const target = plans.targets[index];
                if (!target) return null;
                const where = territoryName(plans, target.territory);
                const year = target.year?.text ?? t("plans_no_year");
                const carried = children(plans, index).length;
                return (
                  <li key={target.id} class="targetrow">
                    <Pick chosen={path.target === index} first={start === index} onPick={() => onPick(index)}>
                      <span class="name">
                        <Nature target={target} short /> {more.length > 0 ? `${where} · ${year}` : indicatorName(plans, target)}
                      </span>
                      {more.length === 0 && <span class="meta">{[path.plan === undefined || path.plan < 0 ? where : "", year].filter(Boolean).join(" · ")}</span>}
                      {carried > 0 && <span class="n">{t("plans_below_n", { n: carried })}</span>}
                    </Pick>
                    <Asked target={target} />
                  </li>
                );
              })}
            </ul>
          </div>
        );
      })}
    </>
  );
}

/** Targets of one indicator together, in order of first mention; within, those that others carry out, then by year. */
function byIndicator(plans: Plans, list: readonly number[]): number[][] {
  const groups = new Map<number | null | undefined, number[]>();
  for (const index of list) {
    const indicator = plans.targets[index]?.indicator;
    groups.set(indicator, [...(groups.get(indicator) ?? []), index]);
  }
  const order = (index: number) => (children(plans, index).length > 0 ? 0 : (plans.targets[index]?.calendar_year ?? 9999));
  return [...groups.values()].map((group) => group.sort((a, b) => order(a) - order(b) || a - b));
}

/** The chosen plan in short: number, dates, who issued it, what it carries out. */
function About({ plans, policy }: { plans: Plans; policy: PolicyShown }) {
  return (
    <div class="about">
      <p>
        <a href={entityRoute("policies", policy.id)}>{t("plans_open_policy")}</a>
        {policy.number && (
          <>
            {" · "}
            <Value shown={policy.number} />
          </>
        )}
        {policy.issued && (
          <>
            {" · "}
            {t("plans_issued")} <Value shown={policy.issued} />
          </>
        )}
      </p>
      {policy.issuers.length > 0 && (
        <p>
          {t("plans_issuers")}{" "}
          {policy.issuers.map((one, index) => (
            <span key={one.id}>
              {index > 0 && ", "}
              <EntityAnchor link={one} />
            </span>
          ))}
        </p>
      )}
      {policy.parents.map((parent) => (
        <p key={parent.policy}>
          <Value shown={parent.stated}>{t("plans_carries_out")}</Value> <a href={entityRoute("policies", plans.policies[parent.policy]?.id ?? "")}>{say(plans.policies[parent.policy]?.title)}</a>
        </p>
      ))}
    </div>
  );
}
