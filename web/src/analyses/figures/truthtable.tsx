import { useContext } from "preact/hooks";

import { t } from "../../language";
import type { TruthTableShown } from "../../page.gen";
import { amount, caseName } from "../model";
import { Open, Rests } from "../number";
import { Tiles } from "./tiles";

/** A truth table, configurations with cases first, and the regions its first solution covers. */
export function TruthTableFigure({ figure, title }: { figure: TruthTableShown; title: string }) {
  const open = useContext(Open);
  const rows = figure.rows.filter(({ count }) => count > 0);
  // Fuzzy cases count in every configuration by their membership.
  const used = open?.page.result?.used ?? [];
  const empty = figure.rows.length - rows.length;
  const term = (row: TruthTableShown["rows"][number]) => {
    const index = figure.rows.indexOf(row);
    return figure.terms.filter(({ covers }) => covers.includes(index)).map(({ name }) => name);
  };
  return (
    <>
      <Tiles figure={figure} title={title} />
      <div class="scroll" tabIndex={0} role="region" aria-label={title}>
        <table class="sheet truth">
          <thead>
            <tr>
              {figure.conditions.map((name) => (
                <th key={name} scope="col" data-not-a-claim="name of a condition">
                  {name}
                </th>
              ))}
              <th scope="col">{figure.outcome}</th>
              <th scope="col">{t("analysis_cases")}</th>
              <th scope="col">inclS</th>
              <th scope="col">PRI</th>
              <th scope="col">{t("analysis_terms")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index} class={`out-${row.out === "?" ? "none" : row.out}`}>
                {row.values.map((value, at) => (
                  <td key={at} class={value === 0 ? "num zero" : "num"} data-not-a-claim="the configuration">
                    {value}
                  </td>
                ))}
                <td class="num out"><Rests text={row.out} rows={row.cases} /></td>
                <td>
                  <Rests text={row.cases.map((one) => caseName(open?.page.input?.rows[one])).join(", ") || String(row.count)} rows={row.cases}>
                    {row.cases.length > 0 && row.cases.length <= 8 ? row.cases.map((one) => caseName(open?.page.input?.rows[one])).join(", ") : row.count}
                  </Rests>
                </td>
                <td class="num">{row.inclusion !== null && <Rests text={amount(row.inclusion)} rows={used} />}</td>
                <td class="num">{row.pri !== null && <Rests text={amount(row.pri)} rows={used} />}</td>
                <td data-not-a-claim="name of a term">{term(row).join(" + ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {empty > 0 && <p class="figurenote" data-lists="the table of all configurations">{t("analysis_remainders", { n: empty })}</p>}
    </>
  );
}
