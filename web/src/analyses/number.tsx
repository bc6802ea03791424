import { type ComponentChildren, createContext } from "preact";
import { useContext } from "preact/hooks";

import { showEvidence } from "../evidence";
import { t } from "../language";
import type { AnalysisPage } from "../page.gen";
import { evidenceOf } from "./model";

/** Beyond this many statements the cases are shown instead, each of which opens its own. */
const MANY = 150;

/** The analysis that is open, and how to show some of its cases. */
export const Open = createContext<{ page: AnalysisPage; showCases: (rows: readonly number[]) => void } | undefined>(undefined);

/**
 * What shows the evidence of some cases: their statements, their list where these are many or the
 * cases are rows of a file, or how a kept result was made.
 */
export function useOpener(): (text: string, rows: readonly number[], from: HTMLElement | SVGElement) => void {
  const open = useContext(Open);
  return (text, rows, from) => {
    if (!open) return;
    const statements = evidenceOf(open.page.input, rows);
    if (statements.length > 0 && statements.length <= MANY) return showEvidence(text, open.page.evidence, statements, from);
    if (open.page.kept) {
      const kept = document.getElementById("kept");
      kept?.scrollIntoView({ block: "center" });
      return kept?.focus({ preventScroll: true });
    }
    return open.showCases(rows);
  };
}

/** A result that opens what it rests on. */
export function Rests({ text, rows, children }: { text: string; rows: readonly number[]; children?: ComponentChildren }) {
  const show = useOpener();
  return (
    <button type="button" class="value" data-lists="cases or statements" title={t("analysis_opens")} onClick={(event) => show(text, rows, event.currentTarget)}>
      {children ?? text}
    </button>
  );
}

/** A mark of a figure that opens the case it stands for; one that is `written` says itself what others say when pointed at. */
export function Mark(props: { text: string; rows: readonly number[]; class?: string; written?: boolean; children: ComponentChildren }) {
  const show = useOpener();
  // A kept result has no cases: its marks open how it was made.
  const isKept = Boolean(useContext(Open)?.page.kept);
  if (props.rows.length === 0 && !isKept) {
    return (
      <g class={props.class}>
        <title>{props.text}</title>
        {props.children}
      </g>
    );
  }
  return (
    <g
      class={props.class ? `mark ${props.class}` : "mark"}
      role="button"
      tabIndex={0}
      data-lists="cases or statements"
      aria-label={props.text}
      onClick={(event) => show(props.text, props.rows, event.currentTarget as SVGGElement)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        show(props.text, props.rows, event.currentTarget as SVGGElement);
      }}
    >
      {!props.written && <title>{props.text}</title>}
      {props.children}
    </g>
  );
}
