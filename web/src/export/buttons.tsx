import { useContext, useState } from "preact/hooks";

import { Statements } from "../evidence";
import { t } from "../language";
import { caption } from "./caption";
import { type Cited, citedBy } from "./cited";
import { fileName, save, standalone, svgText } from "./figure";
import { pictured } from "./html";
import { png } from "./raster";

type Found = Element | null | undefined;

/**
 * Takes a figure along as SVG or PNG, with title, study, sources, licence and edition under it.
 * `figure` finds or makes the picture when asked. `cites` names its sources, or the statements of
 * the page that it rests on; without it the caption counts those of the study.
 */
export function ExportButtons(props: {
  title: string;
  figure: (button: HTMLElement) => Found | Promise<Found>;
  cites?: { keys: () => Cited | Promise<Cited> } | { statements: () => Iterable<number> | undefined };
}) {
  const { title, figure, cites } = props;
  const page = useContext(Statements);
  const [failed, setFailed] = useState(false);
  const cited = () => {
    if (!cites) return undefined;
    return "keys" in cites ? cites.keys() : citedBy(page, cites.statements());
  };
  const take = async (button: HTMLElement, kind: "svg" | "png") => {
    try {
      setFailed(false);
      const found = await figure(button);
      if (!found) return setFailed(true);
      const drawn = found instanceof SVGSVGElement ? found : pictured(found);
      const copy = standalone(drawn, await caption(title, await cited()));
      const blob = kind === "png" ? await png(copy) : new Blob([svgText(copy)], { type: "image/svg+xml" });
      return save(blob, fileName(title, kind));
    } catch {
      return setFailed(true);
    }
  };
  return (
    <span class="export">
      {(["svg", "png"] as const).map((kind) => (
        <button
          type="button"
          key={kind}
          class="plain"
          aria-label={t("export_as", { kind: kind.toUpperCase(), title })}
          onClick={(event) => void take(event.currentTarget, kind)}
        >
          {kind.toUpperCase()}
        </button>
      ))}
      {failed && <span role="status">{t("export_failed")}</span>}
    </span>
  );
}
