#!/usr/bin/env node
/**
 * Makes docs/coverage.md from the lists in docs/coverage/ and the specs.
 *
 *   node tools/coverage.mjs [REPORT...]    each what `lemmata verify --mutate --format json` prints
 *   node tools/coverage.mjs --check        writes nothing: is the page what it would be?
 *
 * What a report says of a claim replaces what docs/coverage/*.json keep of it. Exit status 1 where
 * lists and specs do not fit or, when the page is made, a claim was never judged. Needs `npm run build`.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { loadSpec } from "../dist/model/load.js";
import { readCoverage } from "../dist/model/read/read-coverage.js";
import { coverageMarkdown, coverageProblems, unjudged } from "../dist/report/coverage.js";

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const args = process.argv.slice(2);
const checks = args.includes("--check");

const namesIn = (folder, ending) =>
  readdirSync(at(folder), { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .sort();

const lists = namesIn("docs/coverage", ".yaml").map((name) => {
  const file = `docs/coverage/${name}.yaml`;
  return { name, list: readCoverage(readFileSync(at(file), "utf8"), file) };
});
// A path relative to here keeps `use:` within the repository.
const specs = new Map(
  namesIn("specs", ".yaml").map((name) => [
    name,
    loadSpec(relative(process.cwd(), at(`specs/${name}.yaml`)), { root: at("") }).spec,
  ]),
);
const claims = [...specs].flatMap(([path, spec]) => spec.claims.map(({ id }) => `${path}#${id}`));

const judgements = new Map(
  lists.flatMap(({ name }) => {
    const file = at(`docs/coverage/${name}.json`);
    return existsSync(file) ? Object.entries(JSON.parse(readFileSync(file, "utf8"))) : [];
  }),
);
for (const path of args.filter((arg) => arg !== "--check")) {
  const report = JSON.parse(readFileSync(path, "utf8"));
  const counts = new Map(
    (report.mutation?.claims ?? []).map((each) => [`${each.file}#${each.claimId}`, each]),
  );
  for (const spec of report.specs) {
    for (const { id, verdict, grade, asExpected } of spec.claims) {
      const { mutants = 0, caught = 0 } = counts.get(`${spec.file}#${id}`) ?? {};
      const name = spec.file.replace(/^(.*\/)?specs\//, "").replace(/\.ya?ml$/, "");
      judgements.set(`${name}#${id}`, {
        verdict,
        ...(grade === undefined || verdict !== "refuted" ? {} : { grade }),
        asExpected,
        mutants,
        caught,
      });
    }
  }
}
const folderOf = (name) => name.slice(0, name.lastIndexOf("/"));
const kept = (folders) =>
  claims
    .filter((name) => folders.includes(folderOf(name.slice(0, name.indexOf("#")))))
    .flatMap((name) => (judgements.has(name) ? [[name, judgements.get(name)]] : []));

const page = coverageMarkdown(
  lists.map(({ list }) => list),
  specs,
  judgements,
);
const problems = [
  ...coverageProblems(
    lists.map(({ list }) => list),
    specs,
  ),
];
if (checks) {
  const file = at("docs/coverage.md");
  if (!existsSync(file) || readFileSync(file, "utf8") !== page) {
    problems.push("docs/coverage.md is not what the lists give: run npm run coverage");
  }
} else {
  problems.push(...unjudged(specs, judgements));
  for (const { name, list } of lists) {
    const lines = kept(list.folders).map(
      ([key, judged]) => `  ${JSON.stringify(key)}: ${JSON.stringify(judged)}`,
    );
    writeFileSync(at(`docs/coverage/${name}.json`), `{\n${lines.join(",\n")}\n}\n`);
  }
  writeFileSync(at("docs/coverage.md"), page);
}
for (const problem of problems) process.stderr.write(`coverage: ${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
