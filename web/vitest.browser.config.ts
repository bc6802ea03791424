import { defineConfig } from "vitest/config";
import type { Reporter, TestCase } from "vitest/node";

/** Names each test that passed only when tried again: a test that needs it is to be mended. */
const retried: Reporter = {
  onTestCaseResult(test: TestCase) {
    const { retryCount = 0 } = test.diagnostic() ?? {};
    if (retryCount > 0) console.log(`tried again: ${test.module.relativeModuleId} > ${test.fullName}`);
  },
};

// Two files at a time, each with its browser: a page mostly waits, so that two cores serve both.
export default defineConfig({
  test: {
    include: ["browser/**/*.test.ts"],
    environment: "node",
    maxWorkers: 2,
    maxConcurrency: 2,
    // Long: what hangs is to be found, what is slow on a busy machine is no mistake.
    testTimeout: 300_000,
    hookTimeout: 120_000,
    // The last net, for a machine that stalls.
    retry: 1,
    reporters: ["default", retried],
  },
});
