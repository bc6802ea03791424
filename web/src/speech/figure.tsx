import { language, t } from "../language";
import { useNarrow } from "../narrow";
import type { WordsPage } from "../page.gen";
import { beside, name } from "./model";

const MARGIN = 46;

/** Terms that stand together: area by passages, width of a line by passages of both. */
export function WordNetwork(props: { page: WordsPage; chosen: number | undefined; choose: (term: number) => void }) {
  const { page, chosen, choose } = props;
  const narrow = useNarrow();
  const drawn = page.terms.flatMap((term, number) => (term.at ? [{ term, number, at: term.at }] : []));
  if (drawn.length === 0) return <p class="quiet">{t("words_no_links")}</p>;
  const width = narrow ? 400 : 1000;
  const [xs, ys] = [drawn.map(({ at }) => at[0]), drawn.map(({ at }) => at[1])];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const wide = Math.max(1, Math.max(...xs) - left);
  const high = Math.max(1, Math.max(...ys) - top);
  const scale = (width - 2 * MARGIN) / wide;
  const height = Math.round(Math.min(high * scale, width * (narrow ? 1.3 : 0.62)) + 2 * MARGIN);
  const squeeze = (height - 2 * MARGIN) / high;
  const place = (at: readonly [number, number]): [number, number] => [MARGIN + (at[0] - left) * scale, MARGIN + (at[1] - top) * squeeze];
  const most = Math.max(...drawn.map(({ term }) => term.passages.length));
  const radius = (count: number) => 3 + 13 * Math.sqrt(count / most) * (narrow ? 0.6 : 1);
  const near = chosen === undefined ? undefined : new Set([chosen, ...beside(page, chosen).map(({ number }) => number)]);
  const points = new Map(drawn.map(({ number, at }) => [number, place(at)]));
  return (
    <svg class="wordnet" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t("words_figure_label", { n: drawn.length, links: page.links.length })}>
      {page.links.map((link) => {
        const [a, b] = [points.get(link.a), points.get(link.b)];
        if (!a || !b) return null;
        const faded = near && link.a !== chosen && link.b !== chosen;
        return (
          <line key={`${link.a} ${link.b}`} class={faded ? "link faded" : "link"} x1={a[0]} y1={a[1]} x2={b[0]} y2={b[1]} style={{ strokeWidth: `${Math.min(6, 0.6 + link.passages.length * 0.35)}px` }} />
        );
      })}
      {drawn.map(({ term, number }) => {
        const [x, y] = points.get(number) ?? [0, 0];
        const { text, lang } = name(term, language.value);
        // Beside the reader's word its other script.
        const other = lang === "zh" ? term.en : term.zh;
        const r = radius(term.passages.length);
        const classes = ["node", term.kind, near && !near.has(number) ? "faded" : "", number === chosen ? "chosen" : ""];
        return (
          <g key={term.id} class={classes.filter(Boolean).join(" ")} onClick={() => choose(number)}>
            <title>{`${[term.zh, term.en, term.fr].filter(Boolean).join(" · ")}: ${t("words_passages", { n: term.passages.length })}`}</title>
            <circle cx={x} cy={y} r={r} />
            <text x={x} y={y + r + 11} lang={lang}>
              {text.length > 26 ? `${text.slice(0, 25)}…` : text}
              {other !== null && other.length < 16 && <tspan class="other"> {other}</tspan>}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
