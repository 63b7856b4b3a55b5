/**
 * `lemmata init`: a folder with a first spec, a test set-up and a README, which passes as made.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { exitStatus } from "./exit-status.ts";

/** @returns the exit status: 2 where a file would be overwritten; then none is written. */
export function initCommand(folder: string): number {
  const files = filesOf(basename(resolve(folder)));
  const taken = Object.keys(files).filter((name) => existsSync(join(folder, name)));
  if (taken.length > 0) {
    const list = taken.join(", ");
    process.stderr.write(
      `lemmata init: expected a folder without ${list}, got one with it. Name another folder.\n`,
    );
    return exitStatus.wrongUse;
  }
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    process.stdout.write(`${path}\n`);
  }
  const there = resolve(folder) === resolve(".") ? "" : `cd ${folder}, `;
  process.stdout.write(`Next: ${there}npm install, then npm test.\n`);
  return exitStatus.expected;
}

const manifest = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
) as { readonly version: string; readonly peerDependencies: { readonly vitest: string } };

const filesOf = (name: string): Readonly<Record<string, string>> => ({
  "package.json": `${JSON.stringify(
    {
      name:
        name
          .toLowerCase()
          .replace(/[^a-z0-9-]+/g, "-")
          .replace(/^-+|-+$/g, "") || "theorems",
      private: true,
      type: "module",
      scripts: { test: "vitest run", verify: "lemmata verify specs" },
      devDependencies: {
        lemmata: `^${manifest.version}`,
        vitest: manifest.peerDependencies.vitest,
      },
    },
    null,
    2,
  )}\n`,
  "vitest.config.js": [
    'import { lemmata } from "lemmata/vitest";',
    'import { defineConfig } from "vitest/config";',
    "",
    "export default defineConfig({ plugins: [lemmata()] });",
    "",
  ].join("\n"),
  "specs/first.yaml": firstSpec,
  "README.md": `# ${name}

Theorems about gradient flow, checked by Lemmata.

    npm install
    npm test

\`specs/first.yaml\` is a theorem: a model, its parameters, and claims. Change a right-hand side and run the
tests again: the claim fails at its line, with a counterexample. \`npm run verify\` prints the whole report,
\`npx lemmata verify specs --mutate\` puts every right-hand side wrong to see that it is noticed.
`,
  ".gitignore": "node_modules/\n.lemmata/\n",
});

const firstSpec = `# yaml-language-server: $schema=../node_modules/lemmata/schema/spec.json
title: Where the average of the teachers turns from a saddle into a minimum
source: { status: ours }
parameters:
  k:    { in: 2..oo, sampled: [2, 3] }
  d:    { in: k + 1..oo, sampled: [k + 1, 8] }
  beta: 0 <= real < 1
model:
  input:   { gaussian: isotropic, dimension: d }
  teacher: { sum-of: k, link: "h(3, z)", frame: { equiangular: beta } }
  student: { link: same }
  loss: correlation
claims:
  flow:
    kind: reduction
    flow:
      u[j]: 3*(sum(i in 1..k, A[j,i]*u[i]^2) - u[j]*sum(i in 1..k, u[i]^3))
  threshold:
    kind: threshold
    at: average
    in: beta
    equals: 1/(k + 1)
    below: saddle
    above: minimum
`;
