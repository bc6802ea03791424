import "./style/base.css";
import "./style/shell.css";
import "./style/overview.css";
import "./style/places.css";
import "./style/life.css";
import "./style/entity.css";
import "./style/lists.css";
import "./style/evidence.css";
import "./style/account.css";
import "./style/atlas.css";
import "./style/plans.css";
import "./style/plantargets.css";
import "./style/planparts.css";
import "./style/network.css";
import "./style/lineage.css";
import "./style/export.css";
import "./style/compare.css";
import "./style/debates.css";
import "./style/words.css";
import "./style/analyses.css";
import "./style/print.css";

import { render } from "preact";

import { App } from "./app";
import { followHeadings, followServer, load } from "./data";
import type { Head } from "./page.gen";
import { followAddress } from "./route";
import { followTheme } from "./theme";

followTheme();
followAddress();
followHeadings();
const root = document.getElementById("app");
if (root) render(<App />, root);
// The list of fonts is longer than all other styles; text is shown in the system's until they come.
import("./fonts").catch(() => undefined);

// Pages of `serve` follow the study; those of `build` are as they are.
load<Head>("data/head.json").then(
  (head) => {
    if (head.live) followServer();
  },
  () => undefined,
);
