import { useState } from "preact/hooks";

import { t } from "../language";
import { caption, fileName, png, save, standalone, svgText } from "./figure";

/**
 * Takes a figure along as SVG or PNG, with title, study, digest, sources and licence under it.
 * `figure` finds or makes the picture when asked.
 */
export function ExportButtons(props: { title: string; figure: (button: HTMLElement) => SVGSVGElement | null | undefined | Promise<SVGSVGElement | undefined> }) {
  const [failed, setFailed] = useState(false);
  const take = async (button: HTMLElement, kind: "svg" | "png") => {
    try {
      setFailed(false);
      const figure = await props.figure(button);
      if (!figure) return setFailed(true);
      const copy = standalone(figure, await caption(props.title));
      const blob = kind === "png" ? await png(copy) : new Blob([svgText(copy)], { type: "image/svg+xml" });
      return save(blob, fileName(props.title, kind));
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
          aria-label={t("export_as", { kind: kind.toUpperCase(), title: props.title })}
          onClick={(event) => void take(event.currentTarget, kind)}
        >
          {kind.toUpperCase()}
        </button>
      ))}
      {failed && <span role="status">{t("export_failed")}</span>}
    </span>
  );
}
