import { signal } from "@preact/signals";
import { type ComponentChildren, createContext } from "preact";
import { useContext, useLayoutEffect, useRef } from "preact/hooks";

import { type Account, AccountView } from "./account";
import { headings, propertyLabel, useSource } from "./data";
import { number, t, word } from "./language";
import type { Citation, CitedSource, EvidenceList, Label, Qualifiers, Shown } from "./page.gen";
import { Say, SourceAnchor } from "./parts";

const NONE: EvidenceList = { written: [], properties: [], cells: [], citing: [], qualifiers: {}, citations: [], sources: [], texts: [] };

/** The statements of the page that is open; values point into it. */
export const Statements = createContext<EvidenceList>(NONE);

/** A cited source as a statement names it; its reference is in the bibliography. */
export type WholeCitation = Omit<Citation, "source"> & CitedSource;

/** A statement with what it shares with others put back in its place. */
export interface WholeStatement extends Qualifiers {
  label: Label;
  written: string;
  status: string;
  cell: { file: string; header: string; line: number; column: number };
  citations: WholeCitation[];
}

/** The statements at these places of a page's list. Their headings are blank until those have come. */
export function statementsAt(list: EvidenceList, places: readonly number[]): WholeStatement[] {
  return places.flatMap((place) => {
    const written = list.written[place];
    if (written === undefined) return [];
    const citations = (list.citing[place] ?? []).flatMap((at) => {
      const citation = list.citations[at];
      const source = citation && list.sources[citation.source];
      return source ? [{ ...citation, ...source }] : [];
    });
    return [{ written, status: "accepted", ...list.qualifiers[place], ...standing(list, place), citations }];
  });
}

/** In which cell or part of a text a statement stands, and what that says in words. */
function standing(list: EvidenceList, place: number): Pick<WholeStatement, "label" | "cell"> {
  const property = list.properties[place] ?? null;
  const [within = -1, under = -1, line = 0, column = 0] = list.cells[place] ?? [];
  if (property === null) {
    const { file = "", heading = "", label = {} } = list.texts[within] ?? {};
    return { label, cell: { file, header: heading, line, column } };
  }
  const table = headings.value?.tables[within];
  return { label: propertyLabel(property), cell: { file: table?.file ?? "", header: table?.headers[under] ?? "", line, column } };
}

interface Opened {
  value: string;
  list: EvidenceList;
  places: readonly number[];
  /** How a number came about, where it is not stated but counted or computed. */
  account?: Account;
  from: HTMLElement | SVGElement;
}

const opened = signal<Opened | undefined>(undefined);

/** Opens the panel on statements of a list; focus will go back to `from`. */
export function showEvidence(value: string, list: EvidenceList, places: readonly number[], from: HTMLElement | SVGElement): void {
  opened.value = { value, list, places, from };
}

/** Opens the panel on how a number came about. */
export function showAccount(value: string, account: Account, from: HTMLElement | SVGElement): void {
  opened.value = { value, list: NONE, places: [], account, from };
}

/** Closes the panel; focus goes back to the value it was opened from. */
export function closeEvidence(returnFocus = true): void {
  const from = opened.value?.from;
  opened.value = undefined;
  if (returnFocus && from?.isConnected) from.focus();
}

/** Beyond this many characters a value is prose: its underline is fainter. */
const LONG = 48;

/** A value of the study: a button that opens its evidence, or plain text when it rests on none. */
export function Value({ shown, children }: { shown: Shown; children?: ComponentChildren }) {
  const all = useContext(Statements);
  const count = shown.evidence.length;
  const content = children ?? shown.text;
  const long = shown.text.length > LONG;
  if (count === 0) return <span>{content}</span>;
  return (
    <button
      type="button"
      class={long ? "value long" : "value"}
      aria-haspopup="dialog"
      title={t("evidence_open", { n: count })}
      onClick={(event) => showEvidence(shown.text, all, shown.evidence, event.currentTarget)}
    >
      {content}
    </button>
  );
}

/** The panel: at the side on wide screens, from below on phones. */
export function EvidencePanel() {
  const open = opened.value;
  const heading = useRef<HTMLHeadingElement>(null);
  // Before it is painted: Escape closes the panel from the moment it is there.
  useLayoutEffect(() => {
    if (!open) return undefined;
    heading.current?.focus();
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") closeEvidence();
    };
    const onRoute = () => closeEvidence(false);
    addEventListener("keydown", onKey);
    addEventListener("hashchange", onRoute);
    return () => {
      removeEventListener("keydown", onKey);
      removeEventListener("hashchange", onRoute);
    };
  }, [open]);
  if (!open) return null;
  return (
    <>
      <div class="veil" onClick={() => closeEvidence()} />
      <section class="panel" role="dialog" aria-labelledby="evidence-title">
        <div class="head">
          <div>
            <p class="eyebrow">{open.account ? t("account_of") : t("evidence_of", { n: open.places.length })}</p>
            <h2 id="evidence-title" tabIndex={-1} ref={heading}>
              {open.value || t("blank")}
            </h2>
          </div>
          <button type="button" class="plain close" onClick={() => closeEvidence()} aria-label={t("close")}>
            ×
          </button>
        </div>
        {open.account && <AccountView account={open.account} />}
        {!open.account && (
          <ol class="statements">
            {statementsAt(open.list, open.places).map((statement, index) => (
              <li key={index}>
                <Statement statement={statement} />
              </li>
            ))}
          </ol>
        )}
      </section>
    </>
  );
}

/** One statement: what is claimed, how it is read, where it stands, who says so. */
export function Statement({ statement }: { statement: WholeStatement }) {
  const { cell } = statement;
  const rows: [string, ComponentChildren][] = [];
  if (statement.read_as !== undefined) rows.push([t("evidence_read"), statement.read_as]);
  if (statement.valid !== undefined) rows.push([t("evidence_valid"), statement.valid]);
  if (statement.certainty !== undefined) rows.push([t("evidence_certainty"), word("certainty", statement.certainty)]);
  if (statement.coder !== undefined) rows.push([t("evidence_coder"), statement.coder]);
  if (statement.remark !== undefined) rows.push([t("evidence_remark"), statement.remark]);
  return (
    <article class={`statement ${statement.status}`}>
      <p class="claim">
        <span class="property">
          <Say label={statement.label} />
        </span>{" "}
        <q class="written">{statement.written}</q>
        {statement.unit !== undefined && <span class="unit"> {statement.unit}</span>}
        {statement.status !== "accepted" && <span class={`badge ${statement.status}`}>{word("claim", statement.status)}</span>}
      </p>
      {rows.length > 0 && (
        <dl class="reading">
          {rows.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {statement.citations.length === 0 ? (
        <p class="unsourced">{t("evidence_unsourced")}</p>
      ) : (
        <ul class="citations">
          {statement.citations.map((citation, index) => (
            <li key={index}>
              <CitationText citation={citation} />
            </li>
          ))}
        </ul>
      )}
      <p class="cell" title={t("evidence_cell_title", { line: number(cell.line), column: number(cell.column) })}>
        <code>
          {cell.file}:{cell.line}:{cell.column}
        </code>{" "}
        {cell.header}
      </p>
    </article>
  );
}

function CitationText({ citation }: { citation: WholeCitation }) {
  const source = useSource(citation.key);
  const address = source?.url ?? citation.archived;
  return (
    <>
      <p class="who">
        <SourceAnchor id={citation.key}>{citation.short || citation.key}</SourceAnchor>
        {citation.locator !== undefined && <span class="at">, {citation.locator}</span>}
      </p>
      {citation.quote !== undefined && <blockquote>{citation.quote}</blockquote>}
      <p class="reference">
        {source?.reference}{" "}
        {address !== undefined && (
          <a href={address} rel="noreferrer" target="_blank">
            {t("open_original")}
          </a>
        )}
      </p>
    </>
  );
}
