import { useState } from "preact/hooks";

import { useData } from "./data";
import { Statement, statementsAt } from "./evidence";
import { number, t } from "./language";
import type { EvidenceList, TieStatements } from "./page.gen";
import { EntityAnchor } from "./parts";
import { statedIn, useRuns } from "./runs";

/** How many ties share a file of statements; as `TIES_A_FILE` of the program. */
export const TIES_A_FILE = 250;
/** Things listed before more are asked for. */
const FIRST = 60;

/** Statements on their page's list. */
export interface Said {
  list: EvidenceList;
  places: readonly number[];
}

/** One thing that a number counts, or is computed from. */
export interface Item {
  text: string;
  lang?: string | undefined;
  /** Its page. */
  href?: string | undefined;
  /** What is said of it. */
  said?: Said | undefined;
  /** Its number among the ties of the study. */
  tie?: number | undefined;
  /** Its number among the statements of the study. */
  fact?: number | undefined;
}

/** A heading and what stands under it: what is counted, what it is divided by, what is left out. */
export interface Part {
  title: string;
  items: readonly Item[];
}

/** How a number came about. */
export interface Account {
  /** The method in words. */
  how: string;
  parts: readonly Part[];
}

/** The account in the panel. */
export function AccountView({ account }: { account: Account }) {
  return (
    <div class="account">
      <p class="how">{account.how}</p>
      {account.parts.map((part, index) => (
        <section key={index} data-counted={part.items.length}>
          <h3>
            {part.title} <span class="tally">{number(part.items.length)}</span>
          </h3>
          <Items items={part.items} />
        </section>
      ))}
    </div>
  );
}

function Items({ items }: { items: readonly Item[] }) {
  const [most, setMost] = useState(FIRST);
  if (items.length === 0) return <p class="quiet">{t("account_none")}</p>;
  return (
    <>
      <ol class="counted">
        {items.slice(0, most).map((item, index) => (
          <li key={index}>{item.fact === undefined ? <Thing item={item} /> : <Fact at={item.fact} />}</li>
        ))}
      </ol>
      {items.length > most && (
        <button type="button" class="plain more" onClick={() => setMost(most + 4 * FIRST)}>
          {t("more", { n: items.length - most })}
        </button>
      )}
    </>
  );
}

/** A thing by its name, with its page and what is said of it. */
function Thing({ item }: { item: Item }) {
  const [open, setOpen] = useState(false);
  const name = item.href === undefined ? <span lang={item.lang}>{item.text}</span> : <a href={item.href} lang={item.lang}>{item.text}</a>;
  if (item.said === undefined && item.tie === undefined) return name;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{name}</summary>
      {open && (item.said ? <Statements said={item.said} /> : <Tie at={item.tie ?? 0} />)}
    </details>
  );
}

function Statements({ said }: { said: Said }) {
  return (
    <>
      {statementsAt(said.list, said.places).map((statement, index) => (
        <Statement key={index} statement={statement} />
      ))}
    </>
  );
}

function Tie({ at }: { at: number }) {
  const run = useData<TieStatements>(`data/ties/${Math.floor(at / TIES_A_FILE)}.json`).data;
  const shown = run?.ties[at % TIES_A_FILE];
  return run && shown ? <Statements said={{ list: run.evidence, places: shown.evidence }} /> : <p class="quiet">{t("loading")}</p>;
}

/** A statement by its number, with what it is about. */
function Fact({ at }: { at: number }) {
  const { data } = useRuns([at]);
  const stated = data && statedIn(data, at);
  if (!stated) return <p class="quiet">{t("loading")}</p>;
  return (
    <>
      {stated.about && (
        <p class="about">
          <EntityAnchor link={stated.about} />
        </p>
      )}
      <Statements said={{ list: stated.list, places: [stated.place] }} />
    </>
  );
}
