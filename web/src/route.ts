import { signal } from "@preact/signals";

/** Where the reader is: `#/place/xinchejian?t=2012` is page `place`, id `xinchejian`, query t. */
export interface Route {
  page: string;
  id: string;
  query: URLSearchParams;
}

/** Reads the part of an address after `#`. Anything unreadable is the overview. */
export function parseRoute(hash: string): Route {
  const text = hash.replace(/^#?\/?/, "");
  const mark = text.indexOf("?");
  const path = mark < 0 ? text : text.slice(0, mark);
  const [page = "", ...rest] = path.split("/");
  let id = rest.join("/");
  try {
    id = decodeURIComponent(id);
  } catch {
    // A stray percent sign: take the id as it stands.
  }
  return { page, id, query: new URLSearchParams(mark < 0 ? "" : text.slice(mark + 1)) };
}

/** Writes what {@link parseRoute} reads; empty values are left out. */
export function formatRoute(page: string, id = "", query: Record<string, string | undefined> = {}): string {
  const parts = Object.entries(query).filter((entry): entry is [string, string] => !!entry[1]);
  // Commas and colons are legal in a fragment; a link is read by people too.
  const text = new URLSearchParams(parts).toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return `#/${page}${id ? `/${encodeURIComponent(id)}` : ""}${text ? `?${text}` : ""}`;
}

/** The current route. */
export const route = signal<Route>(parseRoute(globalThis.location?.hash ?? ""));

/** The address as this page last read or wrote it. */
let known = globalThis.location?.hash ?? "";

/** Follows the address bar; called once. */
export function followAddress(): void {
  addEventListener("hashchange", () => {
    known = location.hash;
    route.value = parseRoute(known);
  });
}

/**
 * Writes view state into the address without a step in the history and without a new page. A page
 * that remembers late, when the reader has already followed a link, does not call them back: the
 * address changes at once, but is heard of only some tasks later.
 */
export function rememberRoute(hash: string): void {
  if (location.hash !== known || hash === known || parseRoute(hash).page !== parseRoute(known).page) return;
  history.replaceState(null, "", hash);
  known = location.hash;
}

/** {@link rememberRoute} in `wait` ms, unless a link was followed by then; the answer gives it up. */
export function rememberSoon(hash: () => string, wait: number): () => void {
  const start = route.peek();
  const timer = setTimeout(() => {
    if (route.peek() === start) rememberRoute(hash());
  }, wait);
  return () => clearTimeout(timer);
}

/** The page of an entity: places have their own address. */
export function entityRoute(table: string, id: string): string {
  return formatRoute(table === "places" ? "place" : "entity", id);
}
