import { ExportButtons } from "../export/buttons";
import { t } from "../language";
import type { ArgumentShown, Thesis } from "../page.gen";
import { formatRoute } from "../route";
import { ofSide, sideOf, tally } from "./model";

export function thesisTitle(thesis: Thesis): string {
  return thesis.thesis.text || t("debates_unnamed");
}

/** Every thesis on one line: its arguments as marks left and right of the middle. */
export function Board({ theses }: { theses: readonly Thesis[] }) {
  const widest = Math.max(1, ...theses.map((thesis) => Math.max(ofSide(thesis, "for").length, ofSide(thesis, "against").length)));
  return (
    <div class="boardfigure">
      <ol class="board" style={{ "--widest": widest }}>
        <li class="head" aria-hidden="true">
          <span />
          <span class="strip">
            <span class="left">{t("debates_against")}</span>
            <span class="right">{t("debates_for")}</span>
          </span>
          <span />
        </li>
        {theses.map((thesis) => {
          const count = tally(thesis);
          return (
            <li key={thesis.id}>
              <a href={formatRoute("debates", thesis.id)}>{thesisTitle(thesis)}</a>
              <Strip thesis={thesis} />
              <span class="count">
                {t("debates_count", { yes: count.supported, n: count.all })}
                <span class="quiet"> · {t("debates_sides", { against: count.against, for: count.for, other: count.other })}</span>
              </span>
            </li>
          );
        })}
      </ol>
      <p class="takealong">
        <ExportButtons title={t("nav_debates")} figure={(button) => button.closest(".boardfigure")} cites={{ statements: () => undefined }} />
      </p>
    </div>
  );
}

/** Arguments as squares: against to the left, for to the right, the others below. */
export function Strip({ thesis }: { thesis: Thesis }) {
  const marks = (list: readonly ArgumentShown[]) =>
    list.map((one) => <i key={one.id} class={`${sideOf(one) || "none"} ${one.supported ? "full" : "hollow"}`} title={one.statement.text} />);
  const others = thesis.arguments.filter((one) => !["for", "against"].includes(sideOf(one)));
  return (
    <span class="strip" aria-hidden="true">
      <span class="left">{marks(ofSide(thesis, "against"))}</span>
      <span class="right">{marks(ofSide(thesis, "for"))}</span>
      {others.length > 0 && <span class="others">{marks(others)}</span>}
    </span>
  );
}
