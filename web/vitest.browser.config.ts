import { defineConfig } from "vitest/config";

// One browser, one page at a time: times printed by the tests are not disturbed by each other.
export default defineConfig({
  test: { include: ["browser/**/*.test.ts"], environment: "node", fileParallelism: false, testTimeout: 90_000, hookTimeout: 90_000 },
});
