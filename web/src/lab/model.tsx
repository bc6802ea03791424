import { useLayoutEffect, useRef } from "preact/hooks";

import { useData } from "../data";
import type { Lab, ModelPage } from "../page.gen";
import { Waiting } from "../parts";
import { Caution, Crumb } from "./simulated";
import { l } from "./words";

/** The description of the model (ODD+D), as generated from its rules. */
export function ModelView() {
  const { data, error } = useData<ModelPage>("data/lab/model.json");
  const lab = useData<Lab>("data/lab.json").data;
  const text = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // Tables and formulas that scroll by themselves are reached by the keyboard too.
    for (const table of text.current?.querySelectorAll("table") ?? []) {
      const frame = document.createElement("div");
      frame.className = "scroll";
      frame.tabIndex = 0;
      frame.setAttribute("role", "group");
      frame.setAttribute("aria-label", table.querySelector("th")?.textContent ?? l("model"));
      table.replaceWith(frame);
      frame.append(table);
    }
    for (const code of text.current?.querySelectorAll("pre") ?? []) code.tabIndex = 0;
  }, [data]);
  if (!data) return <Waiting error={error} />;
  return (
    <div class="lab">
      <header class="lead">
        <Crumb />
        <h1>{l("model")}</h1>
        {lab && <Caution assumed={lab.assumed} />}
      </header>
      <div class="odd" lang="en" ref={text} data-not-a-claim="the description of the model" dangerouslySetInnerHTML={{ __html: data.html }} />
    </div>
  );
}
