import type { ComponentChildren } from "preact";

import type { Item, Part } from "./account";
import { showAccount } from "./evidence";
import { number, pick, t, template, type Words } from "./language";
import type { EntityLink } from "./page.gen";
import { entityRoute } from "./route";

/**
 * A number that opens what it counts, or what it is computed from, with the method in words. What it
 * opens is put together only when it is asked for.
 */
export function Counted(props: {
  /** The number; what it counts is the first part, unless it is `computed`. */
  n: number;
  /** As a person reads it, where that is more than the number. */
  children?: ComponentChildren;
  /** The method in words. */
  how: string;
  parts: () => readonly Part[] | Promise<readonly Part[]>;
  /** A mean, a share or a sum: not the length of its first part. */
  computed?: boolean;
}) {
  const { n, children, how, parts, computed } = props;
  return (
    <button
      type="button"
      class="value"
      aria-haspopup="dialog"
      title={t("account_open")}
      data-n={computed ? undefined : n}
      data-computed={computed}
      onClick={(event) => {
        event.stopPropagation();
        event.preventDefault();
        const from = event.currentTarget;
        void Promise.resolve(parts()).then((ready) => showAccount(from.textContent ?? "", { how, parts: ready }, from));
      }}
    >
      {children ?? number(n)}
    </button>
  );
}

/** A sentence of the interface in which some values are more than text: `{n}` may open what it counts. */
export function Sentence(props: { of: keyof Words; values?: Record<string, string | number>; parts: Record<string, ComponentChildren> }) {
  const { of, values = {}, parts } = props;
  const pieces = template(of, values).split(/\{(\w+)\}/);
  return (
    <>
      {pieces.map((piece, index) => {
        if (index % 2 === 0) return piece;
        const value = values[piece];
        return parts[piece] ?? (typeof value === "number" ? number(value) : (value ?? `{${piece}}`));
      })}
    </>
  );
}

/** The one part of a plain count. */
export function counting(items: readonly Item[], title = t("account_counted")): Part[] {
  return [{ title, items }];
}

/** An entity as something counted. */
export function entityItem(link: EntityLink): Item {
  const { text, lang } = pick(link.title);
  return { text: text || link.id, lang, href: entityRoute(link.table, link.id) };
}

/** A place as something counted. */
export function placeItem(place: { id: string; name: string }): Item {
  return { text: place.name, href: entityRoute("places", place.id) };
}
