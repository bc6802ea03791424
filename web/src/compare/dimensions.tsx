import { Value } from "../evidence";
import { pick, say, t } from "../language";
import type { Compare, Said } from "../page.gen";
import { EntityAnchor, Say } from "../parts";
import { entityRoute } from "../route";
import { caseName, CaseSign } from "./chooser";
import type { Row, Rows } from "./model";

/** Dimensions by row, cases by column: what differs, what agrees, what is stated of one only. */
export function Dimensions({ compare, chosen, rows }: { compare: Compare; chosen: readonly number[]; rows: Rows }) {
  const parts = [
    { key: "differ", title: t("compare_differ"), rows: rows.differ },
    { key: "agree", title: t("compare_agree"), rows: rows.agree },
    { key: "one", title: t("compare_one"), rows: rows.one },
  ] as const;
  const several = chosen.length > 1;
  return (
    <div class="sides" style={{ "--cases": chosen.length }}>
      <table>
        <caption class="aside">{t("compare_caption")}</caption>
        <thead>
          <tr>
            <th scope="col" class="corner">
              {t("compare_dimension")}
            </th>
            {chosen.map((of, place) => {
              const link = compare.cases[of];
              const { lang } = pick(link?.title);
              return (
                <th key={of} scope="col">
                  <CaseSign place={place} />{" "}
                  <a href={entityRoute(link?.table ?? "", link?.id ?? "")} lang={lang}>
                    {caseName(compare, of)}
                  </a>
                </th>
              );
            })}
          </tr>
        </thead>
        {parts.map((part) => (
          <tbody key={part.key} class={part.key}>
            {several && (
              <tr class="heading">
                <th colSpan={chosen.length + 1} scope="rowgroup">
                  {part.title}
                  <span class="tally" data-lists="below">{part.rows.length}</span>
                  {part.rows.length === 0 && <span class="honest"> {t(`compare_${part.key}_none`)}</span>}
                </th>
              </tr>
            )}
            {part.rows.map((row) => (
              <DimensionRow key={row.dimension} compare={compare} chosen={chosen} row={row} />
            ))}
          </tbody>
        ))}
      </table>
      {rows.differ.length + rows.agree.length + rows.one.length === 0 && <p class="honest">{t("compare_nothing")}</p>}
    </div>
  );
}

function DimensionRow({ compare, chosen, row }: { compare: Compare; chosen: readonly number[]; row: Row }) {
  const dimension = compare.dimensions[row.dimension];
  return (
    <tr>
      <th scope="row">
        <Say label={dimension?.label} />
        {dimension?.definition && <span class="definition" data-not-a-claim="words of the codebook">{say(dimension.definition)}</span>}
      </th>
      {row.cells.map((cell, place) => (
        <td key={place}>
          <span class="of">
            <CaseSign place={place} /> {caseName(compare, chosen[place])}
          </span>
          {cell.length === 0 ? <span class="unstated">{t("compare_unstated")}</span> : <Cell cell={cell} />}
        </td>
      ))}
    </tr>
  );
}

/** One statement as it stands; several as a list in the study's order. */
function Cell({ cell }: { cell: readonly Said[] }) {
  const [only] = cell;
  if (cell.length === 1 && only) return <Words said={only} />;
  return (
    <ol class={cell.every(({ notes }) => notes !== null) ? "sequence" : "several"}>
      {cell.map((one, index) => (
        <li key={index}>
          <Words said={one} />
        </li>
      ))}
    </ol>
  );
}

function Words({ said }: { said: Said }) {
  return (
    <>
      {said.entities.length > 0 ? (
        <>
          {said.entities.map((link, index) => (
            <span key={link.id}>
              {index > 0 && ", "}
              <EntityAnchor link={link} />
            </span>
          ))}{" "}
          <span class="quiet">
            (<Value shown={{ ...said.value, text: t("evidence") }} />)
          </span>
        </>
      ) : (
        <Value shown={said.value} />
      )}
      {said.notes !== null && (
        <span class="remark">
          {" "}
          <Value shown={{ text: said.notes, evidence: said.value.evidence }} />
        </span>
      )}
    </>
  );
}
