import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";

// An address bar as a browser has it: the address changes at once, the event follows later.
let heard: () => void = () => undefined;
const bar = { hash: "#/network" };
vi.stubGlobal("location", bar);
vi.stubGlobal("history", { replaceState: (_state: unknown, _title: string, hash: string) => (bar.hash = hash) });
vi.stubGlobal("addEventListener", (_event: string, listener: () => void) => (heard = listener));
const { followAddress, rememberRoute, rememberSoon, route } = await import("../src/route");
followAddress();

const follow = (hash: string) => {
  bar.hash = hash;
  heard();
};

describe("what a page remembers in the address", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    follow("#/network");
  });
  afterAll(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("stands there without a new page", () => {
    const before = route.value;
    rememberRoute("#/network?view=map");
    rememberRoute("#/network?view=map&t=2011.00");
    expect(bar.hash).toBe("#/network?view=map&t=2011.00");
    expect(route.value).toBe(before);
  });

  it("never takes the place of a link that was followed and is not heard of yet", () => {
    bar.hash = "#/network?view=lineage";
    rememberRoute("#/network?view=map");
    expect(bar.hash).toBe("#/network?view=lineage");
    heard();
    expect(route.value.query.get("view")).toBe("lineage");
  });

  it("is given up when a link was followed meanwhile, or when it is remembered otherwise", () => {
    rememberSoon(() => "#/network?view=map", 250);
    follow("#/network?view=lineage");
    vi.advanceTimersByTime(300);
    expect(bar.hash).toBe("#/network?view=lineage");
    rememberSoon(() => "#/network?view=layers", 250)();
    rememberSoon(() => "#/network?view=outlived", 250);
    vi.advanceTimersByTime(300);
    expect(bar.hash).toBe("#/network?view=outlived");
  });

  it("is not written into the address of another page", () => {
    follow("#/atlas");
    rememberRoute("#/network?view=map");
    expect(bar.hash).toBe("#/atlas");
  });
});
