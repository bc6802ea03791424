import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import { Charts } from "../compare/charts";
import { caseName, Chooser } from "../compare/chooser";
import { readCases, rowsOf, writeCases } from "../compare/model";
import { Ratios } from "../compare/ratios";
import { Dimensions } from "../compare/dimensions";
import { useData } from "../data";
import { Statements } from "../evidence";
import { say, t } from "../language";
import type { Compare } from "../page.gen";
import { Section, Waiting } from "../parts";
import { formatRoute, rememberRoute, route } from "../route";

/** Cases side by side, differences first; which ones stands in the address. */
export function ComparePage() {
  const { data, error } = useData<Compare>("data/compare.json");
  if (!data) return <Waiting error={error} />;
  return (
    <Statements.Provider value={data.evidence}>
      <Page compare={data} />
    </Statements.Provider>
  );
}

function Page({ compare }: { compare: Compare }) {
  const { query } = route.value;
  const [chosen, setChosen] = useState(() => readCases(compare, query));
  const started = useRef(query);
  // A link followed while the page is open.
  useEffect(() => {
    if (started.current === query) return;
    started.current = query;
    setChosen(readCases(compare, query));
  }, [query]);
  const choose = (next: number[]) => {
    setChosen(next);
    rememberRoute(formatRoute("compare", "", { cases: writeCases(compare, next) }));
  };
  useEffect(() => {
    if (query.get("see") === "ratios") document.getElementById("ratios")?.scrollIntoView();
  }, [query]);
  const flagged = compare.ratios.filter((one) => one.verdict === "differs" && chosen.includes(one.case));
  const rows = useMemo(() => rowsOf(compare, chosen), [compare, chosen]);
  return (
    <div class="compare">
      <header class="lead">
        <h1>{t("nav_compare")}</h1>
        <p class="abstract">{t("compare_text")}</p>
      </header>
      {compare.cases.length === 0 ? (
        <p class="honest">{t("compare_empty")}</p>
      ) : (
        <>
          <Chooser compare={compare} chosen={chosen} onChoose={choose} />
          {chosen.length === 0 ? (
            <p class="honest">{t("compare_none")}</p>
          ) : (
            <>
              {flagged.length > 0 && (
                <p class="flag">
                  <a data-lists href={formatRoute("compare", "", { cases: writeCases(compare, chosen), see: "ratios" })}>{t("compare_flagged", { n: flagged.length })}</a>
                  :{" "}
                  <span data-not-a-claim="names of the ratios that the link before leads to">
                    {flagged.map((one) => `${caseName(compare, one.case)}, ${say(one.stated.label)} ${one.stated.period ?? ""}`).join("; ")}
                  </span>
                </p>
              )}
              <Dimensions compare={compare} chosen={chosen} rows={rows} />
              <Section id="indicators" title={t("compare_indicators")}>
                <Charts compare={compare} chosen={chosen} />
              </Section>
              <Section id="ratios" title={t("compare_ratios")}>
                <Ratios compare={compare} chosen={chosen} />
              </Section>
            </>
          )}
        </>
      )}
    </div>
  );
}
