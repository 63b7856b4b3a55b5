import { defineConfig } from "vitest/config";

/**
 * Tests that leave no trace in the modules they import: their files share the modules of a worker,
 * which saves a third of their time. A file whose tests register something, or change the
 * environment, is named as an exception here; every other folder has its modules anew for each file.
 */
const sharing = [
  "test/{field,model,numeric,symbolic}/**/!(own-inputs).test.ts",
  "test/report/**/!(terminal).test.ts",
];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // The default leaves one core idle, which on two cores is half of them.
    maxWorkers: 2,
    // The file is for `.ci/run`, which counts passed and failed tests from it.
    reporters: ["default", ["json", { outputFile: "node_modules/.cache/test-results.json" }]],
    projects: [
      {
        extends: true,
        test: { name: "apart", include: ["test/**/*.test.ts"], exclude: sharing },
      },
      { extends: true, test: { name: "sharing", include: sharing, isolate: false } },
    ],
  },
});
