import { computed, effect, signal } from "@preact/signals";

import { store, stored } from "./language";

export type Theme = "light" | "dark";
const KEY = "milieu.theme";

const asked = signal<Theme | undefined>(read());
const system = signal<Theme>("light");

function read(): Theme | undefined {
  const text = stored(KEY);
  return text === "light" || text === "dark" ? text : undefined;
}

/** The theme in force: the reader's choice, else the system's. */
export const theme = computed<Theme>(() => asked.value ?? system.value);

export function toggleTheme(): void {
  asked.value = theme.value === "dark" ? "light" : "dark";
  store(KEY, asked.value);
}

/** Follows the system and marks the document; called once. */
export function followTheme(): void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  system.value = dark.matches ? "dark" : "light";
  dark.addEventListener("change", () => {
    system.value = dark.matches ? "dark" : "light";
  });
  effect(() => {
    document.documentElement.dataset["theme"] = theme.value;
  });
}

/** A colour of the style sheet, for canvases. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
