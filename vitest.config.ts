import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // The default leaves one core idle, which on two cores is half of them.
    maxWorkers: 2,
    // The file is for `.ci/run`, which counts passed and failed tests from it.
    reporters: ["default", ["json", { outputFile: "node_modules/.cache/test-results.json" }]],
  },
});
