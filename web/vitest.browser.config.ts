import { defineConfig } from "vitest/config";
import type { Reporter, TestCase } from "vitest/node";

/** Names each test that passed only when tried again: a test that needs it is to be mended. */
const retried: Reporter = {
  onTestCaseResult(test: TestCase) {
    const { retryCount = 0 } = test.diagnostic() ?? {};
    if (retryCount > 0) console.log(`tried again: ${test.module.relativeModuleId} > ${test.fullName}`);
  },
};

// One browser, one page at a time: times printed by the tests are not disturbed by each other.
export default defineConfig({
  test: {
    include: ["browser/**/*.test.ts"],
    environment: "node",
    fileParallelism: false,
    maxConcurrency: 3,
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // The last net, for a machine that stalls.
    retry: 1,
    reporters: ["default", retried],
  },
});
