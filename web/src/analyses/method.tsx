import { t } from "../language";
import type { AnalysisPage } from "../page.gen";
import { Say, Section } from "../parts";

/** The method in plain words: what it answers, what must hold, when not to use it, whom it equals. */
export function Method({ page }: { page: AnalysisPage }) {
  const { method } = page;
  if (!method) return null;
  const seed = page.result?.seed;
  return (
    <Section id="method" title={t("analysis_method")}>
      <div data-not-a-claim="words, settings and works of the method">
      <p>
        <b>
          <Say label={method.title} />
        </b>
        {". "}
        <Say label={method.question} />
      </p>
      <div class="beside">
        <div>
          <h3>{t("analysis_assumptions")}</h3>
          <ul class="plainlist">
            {method.assumptions.map((one, index) => (
              <li key={index}>
                <Say label={one} />
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h3>{t("analysis_not_for")}</h3>
          <ul class="plainlist">
            {method.not_for.map((one, index) => (
              <li key={index}>
                <Say label={one} />
              </li>
            ))}
          </ul>
        </div>
      </div>
      <h3>{t("analysis_parameters")}</h3>
      <dl class="facts parameters">
        {page.parameters.map((one) => (
          <div key={one.name} class={one.said ? "said" : undefined}>
            <dt title={one.help}>{one.name}</dt>
            <dd>
              {one.value} {!one.said && <span class="quiet">{t("analysis_default")}</span>}
            </dd>
          </div>
        ))}
        {seed !== null && seed !== undefined && (
          <div>
            <dt>{t("analysis_seed")}</dt>
            <dd>{seed}</dd>
          </div>
        )}
      </dl>
      <p class="peer">
        {t("analysis_peer")} <code>{method.peer}</code>
      </p>
      <ul class="plainlist references">
        {method.references.map((one) => (
          <li key={one}>{reference(one)}</li>
        ))}
      </ul>
      </div>
    </Section>
  );
}

/** A reference whose DOI or address is a link. */
function reference(text: string) {
  const found = /(?:doi:|https:\/\/doi\.org\/)(10\.\S+?)(?=[.,;]?(?:\s|$))/.exec(text);
  if (!found) return text;
  return (
    <>
      {text.slice(0, found.index)}
      <a href={`https://doi.org/${found[1]}`} rel="noreferrer" target="_blank">
        {found[0]}
      </a>
      {text.slice(found.index + found[0].length)}
    </>
  );
}
