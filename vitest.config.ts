import { configDefaults, defineConfig } from "vitest/config";

/** Minutes long: run by `npm run test:full` alone. */
const long = process.env.LEMMATA_FULL === "1" ? [] : ["test/checks/time-claims.test.ts"];

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: [...configDefaults.exclude, ...long],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // The default leaves one core idle, which on two cores is half of them.
    maxWorkers: 2,
    // The file is for `.ci/run`, which counts passed and failed tests from it.
    reporters: ["default", ["json", { outputFile: "node_modules/.cache/test-results.json" }]],
  },
});
