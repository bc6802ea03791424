import type { ComponentChildren } from "preact";

import type { EntityLink, Label } from "./page.gen";
import { pick, t } from "./language";
import { corners, look } from "./palette";
import { entityRoute, formatRoute } from "./route";

/** A label in the interface language, tagged with its own when it falls back to another. */
export function Say({ label }: { label: Label | null | undefined }) {
  const { text, lang } = pick(label);
  return <span lang={lang}>{text}</span>;
}

/** Chinese text, tagged so that the right glyphs are chosen. */
export function Zh({ children }: { children: ComponentChildren }) {
  return (
    <span lang="zh" class="zh">
      {children}
    </span>
  );
}

export function EntityAnchor({ link }: { link: EntityLink }) {
  const { text, lang } = pick(link.title);
  return (
    <a href={entityRoute(link.table, link.id)} lang={lang}>
      {text || link.id}
    </a>
  );
}

export function SourceAnchor({ id, children }: { id: string; children: ComponentChildren }) {
  return <a href={formatRoute("source", id)}>{children}</a>;
}

/** The sign of a kind, as on the map. */
export function KindSign({ kind }: { kind: number | null }) {
  const { colour, shape } = look(kind);
  const points = corners(shape);
  const style = { fill: `var(${colour})` };
  return (
    <svg class="sign" viewBox="-1.5 -1.5 3 3" aria-hidden="true">
      {points.length > 0 ? (
        <polygon points={points.map((point) => point.join(",")).join(" ")} style={style} />
      ) : (
        <circle r="1" style={style} />
      )}
    </svg>
  );
}

/** What stands in place of a page that has not come, or never will. */
export function Waiting({ error }: { error?: string | undefined }) {
  if (error === undefined) return <p class="waiting" role="status">{t("loading")}</p>;
  return (
    <div class="missing" role="alert">
      <h1>{error.includes("404") ? t("missing_title") : t("failed_title")}</h1>
      <p>{error.includes("404") ? t("missing_text") : error}</p>
      <p>
        <a href="#/">{t("nav_overview")}</a>
      </p>
    </div>
  );
}

/** A section with a heading and, beside it, how many things it holds. */
export function Section(props: { id: string; title: string; count?: number; children: ComponentChildren }) {
  return (
    <section class="section" aria-labelledby={props.id}>
      <h2 id={props.id}>
        {props.title}
        {props.count !== undefined && <span class="tally" data-lists="below">{props.count}</span>}
      </h2>
      {props.children}
    </section>
  );
}
