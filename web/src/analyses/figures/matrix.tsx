import { useContext } from "preact/hooks";

import { t } from "../../language";
import type { MatrixShown } from "../../page.gen";
import { amount, term } from "../model";
import { Open, Rests } from "../number";

/** Values in rows and columns; the darker, the larger. Only tables larger than a page are drawn without numbers. */
export function MatrixFigure({ figure, title }: { figure: MatrixShown; title: string }) {
  const known = figure.cells.flat().filter((cell): cell is number => cell !== null);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const used = useContext(Open)?.page.result?.used ?? [];
  const share = (value: number) => (most > least ? (value - least) / (most - least) : 0.5);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={title}>
      <table class="sheet matrix">
        <caption class="quiet">{term(figure.value)}</caption>
        <thead>
          <tr>
            <td />
            {figure.columns.map((name) => (
              <th key={name} scope="col" data-not-a-claim="name of a column">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figure.rows.map((name, row) => (
            <tr key={name}>
              <th scope="row" data-not-a-claim="name of a row">{name}</th>
              {(figure.cells[row] ?? []).map((cell, column) =>
                cell === null ? (
                  <td key={column} class="num unknown" title={t("analysis_no_value")}>
                    ·
                  </td>
                ) : (
                  <td key={column} class="num" style={{ "--share": `${Math.round(share(cell) * 100)}%` }}>
                    <Rests text={amount(cell)} rows={used} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
