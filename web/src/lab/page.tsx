import "./lab.css";
import "./findings.css";

import { route } from "../route";
import { Waiting } from "../parts";
import { ExperimentView } from "./experiment";
import { LabList } from "./list";
import { ModelView } from "./model";
import { ParametersView } from "./parameters";
import { PatternsView } from "./patterns";
import { ScenarioView } from "./scenario";

/** The lab: `#/lab`, `#/lab/scenario/ID`, `#/lab/experiment/ID`, `#/lab/patterns`, `#/lab/parameters`, `#/lab/model`. */
export function LabPage() {
  const [kind = "", ...rest] = route.value.id.split("/");
  const id = rest.join("/");
  switch (kind) {
    case "":
      return <LabList />;
    case "scenario":
      return <ScenarioView key={id} id={id} />;
    case "experiment":
      return <ExperimentView key={id} id={id} />;
    case "patterns":
      return <PatternsView />;
    case "parameters":
      return <ParametersView />;
    case "model":
      return <ModelView />;
    default:
      return <Waiting error="404" />;
  }
}
