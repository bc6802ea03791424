import { useRef, useState } from "preact/hooks";

import { textWidth } from "../export/svg";
import { language, t } from "../language";
import { useNarrow } from "../narrow";
import type { Term, WordsPage } from "../page.gen";
import { labels, toward } from "./labels";
import { beside, name } from "./model";

const MARGIN = 46;

/** What stands beside a dot: the reader's word, and its other script. */
function written(term: Term): { text: string; lang: string | undefined; other: string | undefined } {
  const { text, lang } = name(term, language.value);
  const other = lang === "zh" ? term.en : term.zh;
  return { text: text.length > 26 ? `${text.slice(0, 25)}…` : text, lang, other: other !== null && other.length < 16 ? other : undefined };
}

/**
 * Terms that stand together: area by passages, width of a line by passages of both. Each dot is a
 * button; the arrow keys lead to the next one in their direction.
 */
export function WordNetwork(props: { page: WordsPage; chosen: number | undefined; glossary: boolean; choose: (term: number) => void }) {
  const { page, chosen, glossary, choose } = props;
  const narrow = useNarrow();
  const svg = useRef<SVGSVGElement>(null);
  const [reached, setReached] = useState(0);
  // The most frequent first: they are named first.
  const drawn = page.terms.flatMap((term, number) => (term.at ? [{ term, number, at: term.at }] : [])).sort((a, b) => b.term.passages.length - a.term.passages.length || a.number - b.number);
  if (drawn.length === 0) return <p class="quiet">{t("words_no_links")}</p>;
  const width = narrow ? 400 : 1000;
  const [xs, ys] = [drawn.map(({ at }) => at[0]), drawn.map(({ at }) => at[1])];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const wide = Math.max(1, Math.max(...xs) - left);
  const high = Math.max(1, Math.max(...ys) - top);
  const scale = (width - 2 * MARGIN) / wide;
  const height = Math.round((narrow ? width * 1.5 : Math.min(high * scale, width * 0.62)) + 2 * MARGIN);
  const squeeze = (height - 2 * MARGIN) / high;
  const place = (at: readonly [number, number]): [number, number] => [MARGIN + (at[0] - left) * scale, MARGIN + (at[1] - top) * squeeze];
  const most = Math.max(...drawn.map(({ term }) => term.passages.length));
  const radius = (count: number) => 3 + 13 * Math.sqrt(count / most) * (narrow ? 0.6 : 1);
  const near = chosen === undefined ? undefined : new Set([chosen, ...beside(page, chosen).map(({ number }) => number)]);
  const points = drawn.map(({ at }) => place(at));
  const of = new Map(drawn.map(({ number }, index) => [number, points[index]]));
  const font = `12px ${typeof document === "undefined" ? "sans-serif" : getComputedStyle(document.body).fontFamily}`;
  const spots = drawn.map(({ term }, index) => {
    const { text, other } = written(term);
    const [x, y] = points[index] ?? [0, 0];
    return { x, y, r: radius(term.passages.length), width: textWidth(other === undefined ? text : `${text} ${other}`, font) };
  });
  const set = labels(spots, width, height);
  const faint = (term: Term, number: number) => (near !== undefined && !near.has(number)) || (glossary && term.kind !== "concept");
  const current = Math.max(0, chosen === undefined ? Math.min(reached, drawn.length - 1) : drawn.findIndex(({ number }) => number === chosen));
  const press = (event: KeyboardEvent, index: number) => {
    const next = toward(points, index, event.key);
    if (event.key === "Enter" || event.key === " ") choose(drawn[index]?.number ?? 0);
    else if (next !== undefined) {
      setReached(next);
      svg.current?.querySelectorAll<SVGGElement>(".node")[next]?.focus();
    } else return;
    event.preventDefault();
  };
  return (
    <svg ref={svg} class="wordnet" viewBox={`0 0 ${width} ${height}`} role="group" aria-label={t("words_figure_label", { n: drawn.length, links: page.links.length })}>
      {page.links.map((link) => {
        const [a, b] = [of.get(link.a), of.get(link.b)];
        if (!a || !b) return null;
        const faded = near ? link.a !== chosen && link.b !== chosen : glossary && [link.a, link.b].some((end) => page.terms[end]?.kind !== "concept");
        return (
          <line key={`${link.a} ${link.b}`} class={faded ? "link faded" : "link"} x1={a[0]} y1={a[1]} x2={b[0]} y2={b[1]} style={{ strokeWidth: `${Math.min(6, 0.6 + link.passages.length * 0.35)}px` }} />
        );
      })}
      {drawn.map(({ term, number }, index) => {
        const { x, y, r, width: long } = spots[index] ?? { x: 0, y: 0, r: 0, width: 0 };
        const { text, lang, other } = written(term);
        const label = set[index];
        const classes = ["node", term.kind, faint(term, number) ? "faded" : "", number === chosen ? "chosen" : "", label ? "" : "unnamed"];
        const whole = `${[term.zh, term.en, term.fr].filter(Boolean).join(" · ")}: ${t("words_passages", { n: term.passages.length })}`;
        // What is heard begins with what is seen.
        const spoken = `${[text, other].filter(Boolean).join(" ")} · ${whole}`;
        const at = label ?? { x: Math.min(Math.max(2, x - long / 2), width - long - 2), y: y + r + 12 };
        return (
          <g
            key={term.id}
            class={classes.filter(Boolean).join(" ")}
            role="button"
            tabindex={index === current ? 0 : -1}
            aria-pressed={number === chosen}
            aria-label={spoken}
            onClick={() => choose(number)}
            onKeyDown={(event) => press(event, index)}
          >
            <title>{whole}</title>
            <circle class="hit" cx={x} cy={y} r={Math.max(r, 13)} />
            <circle cx={x} cy={y} r={r} />
            <text x={at.x} y={at.y} lang={lang}>
              {text}
              {other !== undefined && <tspan class="other"> {other}</tspan>}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
