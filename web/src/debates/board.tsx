import { Counted, counting, Sentence } from "../counted";
import { ExportButtons } from "../export/buttons";
import { t } from "../language";
import type { ArgumentShown, Thesis } from "../page.gen";
import { formatRoute } from "../route";
import { ofSide, type Side, sideOf, tally } from "./model";

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
          return (
            <li key={thesis.id}>
              <a href={formatRoute("debates", thesis.id)}>{thesisTitle(thesis)}</a>
              <Strip marks={marksOf(thesis)} />
              <span class="count">
                <Counts thesis={thesis} />
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

/** How many arguments, on which side, and how many of them rest on something in the study. */
export function Counts({ thesis }: { thesis: Thesis }) {
  const count = tally(thesis);
  const counted = (list: readonly ArgumentShown[]) => (
    <Counted n={list.length} how={t("debates_counted_how")} parts={() => counting(list.map((one) => ({ text: one.statement.text, href: formatRoute("debates", one.id) })))} />
  );
  const others = thesis.arguments.filter((one) => !["for", "against"].includes(sideOf(one)));
  return (
    <>
      <Sentence
        of="debates_count"
        values={{ yes: count.supported, n: count.all }}
        parts={{ yes: counted(thesis.arguments.filter(({ supported }) => supported)), n: counted(thesis.arguments) }}
      />
      <span class="quiet">
        {" · "}
        <Sentence of="debates_sides" parts={{ against: counted(ofSide(thesis, "against")), for: counted(ofSide(thesis, "for")), other: counted(others) }} />
      </span>
    </>
  );
}

/** An argument as a mark. */
export interface ArgumentMark {
  side: Side;
  supported: boolean;
  title?: string;
}

export function marksOf(thesis: Thesis): ArgumentMark[] {
  return thesis.arguments.map((one) => ({ side: sideOf(one), supported: one.supported, title: one.statement.text }));
}

/** Arguments as squares: against to the left, for to the right, the others below. */
export function Strip({ marks }: { marks: readonly ArgumentMark[] }) {
  const draw = (list: readonly ArgumentMark[]) => list.map(({ side, supported, title }, index) => <i key={index} class={`${side || "none"} ${supported ? "full" : "hollow"}`} title={title} />);
  const others = marks.filter(({ side }) => !["for", "against"].includes(side));
  return (
    <span class="strip" aria-hidden="true">
      <span class="left">{draw(marks.filter(({ side }) => side === "against"))}</span>
      <span class="right">{draw(marks.filter(({ side }) => side === "for"))}</span>
      {others.length > 0 && <span class="others">{draw(others)}</span>}
    </span>
  );
}
