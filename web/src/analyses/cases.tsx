import type { RefObject } from "preact";
import { useState } from "preact/hooks";

import { showEvidence } from "../evidence";
import { say, t } from "../language";
import type { AnalysisInput, AnalysisPage, CaseShown, DatumShown } from "../page.gen";
import { EntityAnchor, Say } from "../parts";
import { caseName, cellText, says, term } from "./model";

/** Cases shown at once. */
const SHOWN = 100;

/** The cases behind the answer; each opens the statements it was made of. */
export function Cases(props: { page: AnalysisPage; input: AnalysisInput; marked: readonly number[] | undefined; clear: () => void; at: RefObject<HTMLElement | null> }) {
  const { page, input, marked } = props;
  const [all, setAll] = useState(false);
  const used = new Set(page.result?.used);
  const rows = marked ?? input.rows.map((_, index) => index);
  const shown = all ? rows : rows.slice(0, SHOWN);
  return (
    <section class="section" aria-labelledby="cases" tabIndex={-1} ref={props.at}>
      <h2 id="cases">
        {t("analysis_cases")}
        <span class="tally" data-lists="below">{rows.length}</span>
      </h2>
      <p>
        {says(input.title) ? <Say label={input.title} /> : <code>{input.file}</code>}
        {input.keep.map(({ name, values }) => (
          <span key={name} class="quiet" data-not-a-claim="which cases were asked for">
            {" "}
            · {term(name)}: {values.join(", ")}
          </span>
        ))}
      </p>
      {marked && (
        <p role="status" data-lists="below">
          {t("analysis_marked", { n: marked.length, all: input.rows.length })}{" "}
          <button type="button" class="plain" onClick={props.clear}>
            {t("analysis_show_all", { n: input.rows.length })}
          </button>
        </p>
      )}
      <div class="scroll" tabIndex={0} role="region" aria-label={say(input.title) || input.file || input.name}>
        <table class="sheet cases">
          <thead>
            <tr>
              <th scope="col">{t("analysis_case")}</th>
              {input.columns.map((name) => (
                <th key={name} scope="col" data-not-a-claim="name of a column">
                  {term(name)}
                </th>
              ))}
              <th scope="col">{t("analysis_evidence")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((index) => {
              const row = input.rows[index];
              if (!row) return null;
              return (
                <tr key={index} class={used.has(index) ? undefined : "unused"}>
                  <th scope="row">{row.entity ? <EntityAnchor link={row.entity} /> : <span data-not-a-claim="name of a case">{row.label}</span>}</th>
                  {row.cells.map((cell, column) => (
                    <td key={column} class={typeof cell === "number" ? "num" : undefined}>
                      <Cell page={page} row={row} cell={cell} />
                    </td>
                  ))}
                  <td>
                    {row.evidence.length > 0 ? (
                      <button
                        type="button"
                        class="value"
                        aria-haspopup="dialog"
                        aria-label={t("analysis_evidence_of", { n: row.evidence.length, name: caseName(row) })}
                        onClick={(event) => showEvidence(caseName(row), page.evidence, row.evidence, event.currentTarget)}
                      >
                        {row.evidence.length}
                      </button>
                    ) : (
                      input.file && row.line > 0 && <code>{`${input.file}:${row.line}`}</code>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {shown.length < rows.length && (
        <p>
          <button type="button" class="plain" data-lists="below" onClick={() => setAll(true)}>
            {t("analysis_show_all", { n: rows.length })}
          </button>
        </p>
      )}
      {rows.some((row) => !used.has(row)) && page.result && <p class="figurenote">{t("analysis_unused_note")}</p>}
    </section>
  );
}

/** A cell of a case: what the statements of the case, or the line of the file, say. */
function Cell({ page, row, cell }: { page: AnalysisPage; row: CaseShown; cell: DatumShown }) {
  // Years take no thousands separator.
  const year = typeof cell === "number" && cell >= 1000 && cell <= 2200;
  const told = year ? String(Math.round(cell * 10) / 10) : cellText(cell, t("yes"), t("no"));
  if (row.evidence.length === 0 || !/\p{Nd}/u.test(told)) return <span data-not-a-claim="a cell of the file named at the end of its row">{told}</span>;
  return (
    <button type="button" class="value" aria-haspopup="dialog" onClick={(event) => showEvidence(told, page.evidence, row.evidence, event.currentTarget)}>
      {told}
    </button>
  );
}
