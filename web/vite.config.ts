import { defineConfig } from "vite";

import { land } from "./vite.land.ts";

export default defineConfig({
  // Every address is relative, so that the site works from any path.
  base: "./",
  plugins: [land()],
  build: {
    target: "es2023",
    // MapLibre is one large module, loaded only with the atlas.
    chunkSizeWarningLimit: 1500,
    // Nothing is inlined as data: addresses, so that a strict content policy can stand.
    assetsInlineLimit: 0,
  },
  worker: { format: "es" },
});
