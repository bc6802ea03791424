import { useContext } from "preact/hooks";

import { ExportButtons } from "../../export/buttons";
import { t } from "../../language";
import { citedBy } from "../../export/cited";
import type { FigureShown } from "../../page.gen";
import { evidenceOf } from "../model";
import { Open } from "../number";
import { GraphFigure } from "./graph";
import { IntervalsFigure } from "./intervals";
import { MapFigure } from "./map";
import { MatrixFigure } from "./matrix";
import { LinesFigure, ScatterFigure } from "./plane";
import { StepsFigure } from "./steps";
import { TruthTableFigure } from "./truthtable";

/** A figure of an analysis with its name and the way to take it along. */
export function Figure({ figure, of }: { figure: FigureShown; of: string }) {
  const name = t(`analysis_figure_${figure.kind}`);
  const title = `${of}: ${name}`;
  const page = useContext(Open)?.page;
  // The statements of the cases used, and what the analysis itself cites.
  const cited = () => {
    const own = page?.sources.map(({ key }) => key) ?? [];
    const list = page?.evidence;
    const behind = list ? citedBy(list, evidenceOf(page.input, page.result?.used ?? [])) : [];
    return [...new Set([...own, ...behind])];
  };
  return (
    <figure class="answer">
      <figcaption>
        <b>{name}</b>
        <ExportButtons title={title} figure={(button) => button.closest("figure")?.querySelector("svg.plot, svg.locator, table")} cites={{ keys: cited }} />
      </figcaption>
      <Drawn figure={figure} title={title} />
    </figure>
  );
}

function Drawn({ figure, title }: { figure: FigureShown; title: string }) {
  switch (figure.kind) {
    case "steps":
      return <StepsFigure figure={figure} title={title} />;
    case "intervals":
      return <IntervalsFigure figure={figure} title={title} />;
    case "scatter":
      return <ScatterFigure figure={figure} title={title} />;
    case "lines":
      return <LinesFigure figure={figure} title={title} />;
    case "truth_table":
      return <TruthTableFigure figure={figure} title={title} />;
    case "graph":
      return <GraphFigure figure={figure} title={title} />;
    case "map":
      return <MapFigure figure={figure} title={title} />;
    case "matrix":
      return <MatrixFigure figure={figure} title={title} />;
  }
}
