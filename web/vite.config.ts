import { defineConfig } from "vite";

export default defineConfig({
  // Every address is relative, so that the site works from any path.
  base: "./",
  build: {
    target: "es2023",
    // MapLibre is one large module, loaded only with the atlas.
    chunkSizeWarningLimit: 1500,
    // Nothing is inlined as data: addresses, so that a strict content policy can stand.
    assetsInlineLimit: 0,
  },
  worker: { format: "es" },
});
