import { t } from "../language";
import type { AnalysisPage, RowsLeftOut } from "../page.gen";
import { EntityAnchor, Say, Section } from "../parts";
import { showEvidence } from "../evidence";
import { caseName } from "./model";
import { Rests } from "./number";

/** Names beyond this many fold away. */
const NAMED = 12;

/** What the answer does not cover, and why. */
export function LeftOut({ page, groups }: { page: AnalysisPage; groups: readonly RowsLeftOut[] }) {
  return (
    <Section id="left-out" title={t("analysis_left_out")}>
      <ul class="plainlist left">
        {groups.map((group, index) => (
          <li key={index}>
            <Count page={page} group={group} /> <span data-not-a-claim="the reason">
              <Say label={group.reason} />
            </span>
            {group.detail && <code> {group.detail}</code>}
            <Names page={page} group={group} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Count({ page, group }: { page: AnalysisPage; group: RowsLeftOut }) {
  if (group.rows.length > 0 || group.evidence.length === 0) return <Rests text={String(group.count)} rows={group.rows} />;
  return (
    <button type="button" class="value" data-lists="statements" onClick={(event) => showEvidence(String(group.count), page.evidence, group.evidence, event.currentTarget)}>
      {group.count}
    </button>
  );
}

function Names({ page, group }: { page: AnalysisPage; group: RowsLeftOut }) {
  const names = [
    ...group.entities.map((link) => <EntityAnchor key={link.id} link={link} />),
    ...group.rows.map((row) => {
      const one = page.input?.rows[row];
      return one?.entity ? <EntityAnchor key={row} link={one.entity} /> : <span key={row} data-not-a-claim="name of a case">{caseName(one)}</span>;
    }),
  ];
  if (names.length === 0) return null;
  const listed = (
    <p class="names">
      {names.map((name, index) => (
        <>
          {index > 0 && ", "}
          {name}
        </>
      ))}
    </p>
  );
  if (names.length <= NAMED) return listed;
  return (
    <details>
      <summary data-lists="below">{t("analysis_which", { n: names.length })}</summary>
      {listed}
    </details>
  );
}
