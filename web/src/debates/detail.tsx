import { useContext, useEffect, useRef } from "preact/hooks";

import { Statements, statementsAt, Value } from "../evidence";
import { say, t } from "../language";
import { Headline } from "../analyses/headline";
import { labRoute, verdictWord } from "../lab/list";
import { l } from "../lab/words";
import type { AnalysisInShort, ArgumentShown, Debates, ExperimentInShort, PieceShown, Thesis } from "../page.gen";
import { EntityAnchor, Say, Section, SourceAnchor } from "../parts";
import { formatRoute } from "../route";
import { Counts, marksOf, Strip, thesisTitle } from "./board";
import { ofSide, type Side, tally } from "./model";

const TITLES = {
  for: "debates_for",
  against: "debates_against",
  question: "debates_question",
  analysis: "debates_analysis",
  context: "debates_context",
  "": "debates_unsided",
} as const;

/** What is saved in a file of its own and can be run again. */
const SAVED = { analysis: "debates_piece_analysis", scenario: "debates_piece_scenario", experiment: "debates_piece_experiment" } as const;

/** One thesis: for and against facing each other, then what is neither. */
export function Detail({ debates, place, asked }: { debates: Debates; place: number; asked: string }) {
  const thesis = debates.theses[place];
  const found = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // An address that names one argument leads to it.
    if (thesis && asked !== thesis.id) found.current?.querySelector(`[id="argument-${CSS.escape(asked)}"]`)?.scrollIntoView({ block: "center" });
  }, [asked]);
  if (!thesis) return null;
  const count = tally(thesis);
  const neighbours = [debates.theses[place - 1], debates.theses[place + 1]] as const;
  return (
    <div class="debates" ref={found}>
      <header class="lead">
        <p class="eyebrow">
          <a href={formatRoute("debates")}>{t("debates_all")}</a>
        </p>
        <h1>
          <Value shown={thesis.thesis}>{thesisTitle(thesis)}</Value>
        </h1>
        <p class="byline">
          <Strip marks={marksOf(thesis)} /> <Counts thesis={thesis} />
        </p>
      </header>
      {count.for + count.against > 0 && (
        <div class="facing">
          <Column thesis={thesis} side="for" none={t("debates_none_for")} />
          <Column thesis={thesis} side="against" none={t("debates_none_against")} />
        </div>
      )}
      {(["question", "analysis", "context", ""] as const).map((side) => ofSide(thesis, side).length > 0 && <Column key={side} thesis={thesis} side={side} none="" />)}
      {thesis.about.length > 0 && (
        <Section id="about" title={t("debates_about")}>
          <ul class="about">
            {thesis.about.map((link) => (
              <li key={link.id}>
                <EntityAnchor link={link} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <nav class="neighbours" aria-label={t("debates_all")}>
        {neighbours.map(
          (one, index) =>
            one && (
              <a key={index} class={index === 0 ? "previous" : "next"} href={formatRoute("debates", one.id)}>
                <span class="quiet">{t(index === 0 ? "debates_previous" : "debates_next")}</span> {thesisTitle(one)}
              </a>
            ),
        )}
      </nav>
    </div>
  );
}

function Column({ thesis, side, none }: { thesis: Thesis; side: Side; none: string }) {
  const list = ofSide(thesis, side);
  return (
    <section class={`side ${side || "none"}`} aria-labelledby={`side-${side || "none"}`}>
      <h2 id={`side-${side || "none"}`}>
        {t(TITLES[side])}
        <span class="tally" data-lists="below">{list.length}</span>
      </h2>
      {list.length === 0 && <p class="honest">{none}</p>}
      {list.map((argument) => (
        <Argument key={argument.id} argument={argument} />
      ))}
    </section>
  );
}

function Argument({ argument }: { argument: ArgumentShown }) {
  const all = useContext(Statements);
  const sources = statementsAt(all, argument.statement.evidence).flatMap(({ citations }) => citations);
  return (
    <article class={argument.supported ? "argument" : "argument bare"} id={`argument-${argument.id}`}>
      <p class="statement">
        <Value shown={argument.statement} />
      </p>
      {argument.notes && (
        <p class="note">
          <Value shown={argument.notes} />
        </p>
      )}
      <p class="saidby who">
        {t("debates_said_by")}{" "}
        {sources.map((one, index) => (
          <span key={index}>
            {index > 0 && "; "}
            <SourceAnchor id={one.key}>{one.short}</SourceAnchor>
            {one.locator !== undefined && `, ${one.locator}`}
          </span>
        ))}
      </p>
      {argument.rests_on.length === 0 ? (
        <p class="untied">○ {t("debates_no_evidence")}</p>
      ) : (
        <>
          <p class="rests">
            {argument.supported ? "●" : "○"} {t("debates_rests")}
            {!argument.supported && `: ${t("debates_no_evidence")}`}
          </p>
          <ul class="pieces">
            {argument.rests_on.map((piece, index) => (
              <li key={index} class={piece.there ? piece.kind : `${piece.kind} absent`}>
                <Piece piece={piece} />
              </li>
            ))}
          </ul>
        </>
      )}
    </article>
  );
}

/** An analysis with its answer in one line, or why it gives none. */
function Answer({ analysis }: { analysis: AnalysisInShort }) {
  const { headline, refusal } = analysis;
  return (
    <>
      <a href={formatRoute("analyses", analysis.id)} data-not-a-claim="title">
        <Say label={analysis.title} />
      </a>
      {headline && (
        <>
          {": "}
          <Headline of={analysis} headline={headline} />
        </>
      )}
      {refusal && (
        <span class="honest" data-not-a-claim="a message that names its place">
          {" "}
          {t("analysis_refused")} <span lang="en">{refusal.what}</span>
        </span>
      )}
    </>
  );
}

/** An experiment of the lab: what it asks and what came of it, which leads to its page. */
function Finding({ experiment }: { experiment: ExperimentInShort }) {
  return (
    <>
      <a href={labRoute("experiment", experiment.id)} data-not-a-claim="title">
        {say(experiment.title) || experiment.id}
      </a>{" "}
      <span class={`badge ${experiment.verdict}`}>{experiment.verdict ? verdictWord(experiment.verdict) : l("not_kept")}</span>
      {experiment.stale && <span class="honest"> {l("stale")}</span>}
    </>
  );
}

/** A fact with its value, a thing as a whole, or an analysis that may not have been run. */
function Piece({ piece }: { piece: PieceShown }) {
  const saved = SAVED[piece.kind as keyof typeof SAVED];
  if (saved) {
    const name = piece.written.replace(/^\w+:\s*/, "");
    return (
      <>
        {t(saved)}{" "}
        {piece.analysis ? (
          <Answer analysis={piece.analysis} />
        ) : piece.experiment ? (
          <Finding experiment={piece.experiment} />
        ) : piece.there && piece.kind === "scenario" ? (
          <a href={labRoute("scenario", name)}>
            <code>{name}</code>
          </a>
        ) : (
          <code>{name}</code>
        )}
        {!piece.there && <span class="honest"> {t("debates_analysis_missing")}</span>}
      </>
    );
  }
  if (!piece.subject) {
    return (
      <>
        <code>{piece.written}</code> <span class="honest">{t("debates_unknown")}</span>
      </>
    );
  }
  return (
    <>
      <EntityAnchor link={piece.subject} />
      {piece.kind === "fact" && !piece.value && (
        <>
          {" "}
          <code>{piece.written}</code> <span class="honest">{t("debates_nothing")}</span>
        </>
      )}
      {piece.value && (
        <>
          {" · "}
          <Say label={piece.property} />
          {": "}
          <Value shown={piece.value}>
            {piece.words ? say(piece.words) : piece.value.text}
            {piece.unit !== null && ` ${piece.unit}`}
          </Value>
        </>
      )}
    </>
  );
}
