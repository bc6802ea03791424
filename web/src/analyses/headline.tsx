import type { AnalysisInShort, NumberShown } from "../page.gen";
import { Say } from "../parts";
import { formatRoute } from "../route";
import { bound, numberText, probability } from "./model";

/** The number that answers an analysis in one line; it leads to the analysis. */
export function Headline({ of, headline }: { of: AnalysisInShort; headline: NumberShown }) {
  return (
    <>
      <a data-lists="the analysis" href={formatRoute("analyses", of.id)}>
        <span class="figure">{numberText(headline)}</span>
        {headline.interval && (
          <span class="quiet">
            {" "}
            [{bound(headline.interval[0], true)}; {bound(headline.interval[1], false)}]
          </span>
        )}
        {headline.p !== null && <span class="quiet"> {probability(headline.p)}</span>}
      </a>{" "}
      <Say label={headline.label} />
      {headline.of && <span data-not-a-claim="what the number is of"> · {headline.of}</span>}
    </>
  );
}
