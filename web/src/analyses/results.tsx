import { t } from "../language";
import type { AnalysisPage, NumberShown, SheetShown } from "../page.gen";
import { Say, Section } from "../parts";
import { bound, cellText, numberText, probability, rowsOf, term } from "./model";
import { Rests } from "./number";

/** Beyond these, numbers are read in the table they come from. */
const HEADLINES = 12;
/** Rows of a sheet that a page shows; the file holds all. */
const ROWS = 60;

/** The numbers to be read first. */
export function Numbers({ page }: { page: AnalysisPage }) {
  const numbers = page.result?.numbers ?? [];
  if (numbers.length === 0) return null;
  const rest = numbers.slice(HEADLINES);
  return (
    <>
      <dl class="numbers">
        {numbers.slice(0, HEADLINES).map((one) => (
          <div key={one.id}>
            <dt>
              <Say label={one.label} />
              {one.of && <span class="of" data-not-a-claim="what the number is of"> {one.of}</span>}
            </dt>
            <dd>
              <OneNumber page={page} one={one} />
            </dd>
          </div>
        ))}
      </dl>
      {rest.length > 0 && (
        <details class="more">
          <summary data-lists="below">{t("analysis_more_numbers", { n: rest.length })}</summary>
          <table class="sheet">
            <tbody>
              {rest.map((one) => (
                <tr key={one.id}>
                  <th scope="row">
                    <Say label={one.label} /> <span data-not-a-claim="what the number is of">{one.of}</span>
                  </th>
                  <td class="num">
                    <OneNumber page={page} one={one} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </>
  );
}

function OneNumber({ page, one }: { page: AnalysisPage; one: NumberShown }) {
  const told = numberText(one);
  return (
    <Rests text={told} rows={rowsOf(page, one)}>
      <span class="figure">{told}</span>
      {one.interval && (
        <span class="interval">
          {" "}
          [{bound(one.interval[0], true)}; {bound(one.interval[1], false)}]
        </span>
      )}
      {one.p !== null && <span class="interval"> {probability(one.p)}</span>}
      {one.value === null && one.word === "Inf" && <span class="interval"> {t("analysis_not_reached")}</span>}
    </Rests>
  );
}

/** All results, as tables with their files. */
export function Sheets({ page }: { page: AnalysisPage }) {
  const sheets = page.result?.sheets ?? [];
  return (
    <Section id="sheets" title={t("analysis_sheets")} count={sheets.length}>
      {sheets.map((sheet, index) => (
        <details key={sheet.id} class="more" open={index === 0 && sheet.rows.length <= 20}>
          <summary data-lists="below">
            <Say label={sheet.title} /> <span class="tally">{sheet.total}</span>
          </summary>
          <Sheet page={page} sheet={sheet} />
        </details>
      ))}
    </Section>
  );
}

function Sheet({ page, sheet }: { page: AnalysisPage; sheet: SheetShown }) {
  const shown = sheet.rows.slice(0, ROWS);
  const file = page.downloads.find((one) => one.sheet === sheet.id);
  return (
    <>
      <div class="scroll" tabIndex={0} role="region" aria-label={sheet.id}>
        <table class="sheet">
          <thead>
            <tr>
              {sheet.columns.map((name) => (
                <th key={name} scope="col" data-not-a-claim="name of a column">
                  {term(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, line) => {
              const rows = sheet.evidence[line] ?? page.result?.used ?? [];
              return (
                <tr key={line}>
                  {row.map((cell, column) => {
                    const told = cellText(cell, t("yes"), t("no"));
                    const counts = typeof cell === "number";
                    return (
                      <td key={column} class={counts ? "num" : undefined}>
                        {counts ? <Rests text={told} rows={rows} /> : <span data-not-a-claim="name of what the row is of">{told}</span>}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {(shown.length < sheet.total || file) && (
        <p class="figurenote" data-lists="the file">
          {shown.length < sheet.total && t("analysis_rows_shown", { n: shown.length, all: sheet.total })}{" "}
          {file && (
            <a href={file.path} download>
              {file.path.split("/").at(-1)}
            </a>
          )}
        </p>
      )}
    </>
  );
}
