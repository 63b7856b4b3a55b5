import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { SpecError } from "../src/model/issue.ts";
import { parseSpec } from "../src/model/parse-spec.ts";
import { type CoverageList, readCoverage } from "../src/model/read/read-coverage.ts";
import {
  coverageMarkdown,
  coverageProblems,
  type Judgements,
  unjudged,
} from "../src/report/coverage.ts";
import { root } from "./source-files.ts";
import { specText } from "./specs.ts";

const list = (...items: readonly string[]): CoverageList =>
  readCoverage(
    [
      "title: A paper",
      "paper: lemmata",
      "from: the full text",
      "folders: [one]",
      "sections:",
      "  Results:",
      ...items.map((item) => `    - ${item}`),
    ].join("\n"),
    "list.yaml",
  );

const spec = parseSpec(
  specText({
    more: ["experiments:", '  drawn: { x: beta, y: "at(loss, average)" }'],
    claims: [
      "rests: { kind: stationary, at: average, narrowed: only | here }",
      "moves: { kind: stationary, at: pure(1), expect: refuted, corrected-by: rests }",
    ],
  }),
  "one/a.yaml",
).spec;
const specs = new Map([["one/a", spec]]);
const judgements: Judgements = new Map([
  ["one/a#rests", { verdict: "proved", asExpected: true, mutants: 3, caught: 2 }],
  [
    "one/a#moves",
    { verdict: "refuted", grade: "certified", asExpected: true, mutants: 0, caught: 0 },
  ],
]);
const all = "{ where: Lemma 1, says: It rests., specs: { one/a: [rests, moves, drawn] } }";

describe("a list of what a paper says", () => {
  test("has items with references, or with a reason", () => {
    const [section] = list(all, "{ where: Remark 2, says: It may., open: too hard }").sections;
    expect(section?.items.map(({ references, open }) => [references.length, open])).toEqual([
      [3, undefined],
      [0, "too hard"],
    ]);
  });

  test.each([
    ["{ where: Lemma 1, says: It rests. }", "specs, open or out-of-scope"],
    ["{ where: Lemma 1, open: why }", "says"],
    ["{ where: Lemma 1, says: It rests., spec: { one/a: [rests] } }", "a key of an item"],
    ["{ where: Lemma 1, says: It rests., specs: { one/a: rests } }", "a list of names"],
  ])("%s is refused", (item, expected) => {
    const issues = (): readonly string[] => {
      try {
        list(item);
        return [];
      } catch (error) {
        return error instanceof SpecError ? error.issues.map((issue) => issue.expected) : [];
      }
    };
    expect(issues()).toContain(expected);
  });
});

describe("the lists and the specs", () => {
  test("fit where every claim, experiment and remark is named", () => {
    expect(coverageProblems([list(all)], specs)).toEqual([]);
  });

  test("do not where a name means nothing or is missing; what was not judged is told apart", () => {
    const items = "{ where: Lemma 1, says: It rests., specs: { one/a: [rests, rest] } }";
    expect(coverageProblems([list(items)], specs)).toEqual([
      "there is no one/a#rest",
      "no item names one/a#moves",
      "no item names one/a#drawn",
    ]);
    expect(unjudged(specs, judgements)).toEqual([]);
    expect(unjudged(specs, new Map())).toEqual([
      "one/a#rests was not judged",
      "one/a#moves was not judged",
    ]);
    expect(coverageProblems([list(all)], new Map([["two/a", spec]]))).toContain(
      "no list has the folder of two/a",
    );
  });

  test("show a claim that is not as expected as such", () => {
    const judged: Judgements = new Map([
      ...judgements,
      ["one/a#rests", { verdict: "undecided", asExpected: false, mutants: 0, caught: 0 }],
    ]);
    expect(coverageMarkdown([list(all)], specs, judged)).toContain(
      "**undecided, not as expected**; narrowed: only",
    );
  });

  test("give a row a claim, with its verdict, its kill rate and why it is narrower", () => {
    const rows = coverageMarkdown([list(all)], specs, judgements)
      .split("\n")
      .slice(-5);
    expect(rows).toEqual([
      "|---|---|---|---|---|",
      "| Lemma 1 | It rests. | [one/a#rests](../specs/one/a.yaml) | proved; narrowed: only \\| here | 2/3 |",
      "|  |  | [one/a#moves](../specs/one/a.yaml) | refuted (certified) |  |",
      "|  |  | [one/a#drawn](../specs/one/a.yaml) | observed |  |",
      "",
    ]);
  });
});

test("docs/coverage.md is what the lists, the specs and the kept verdicts give", () => {
  const { status, stderr } = spawnSync(process.execPath, ["tools/coverage.mjs", "--check"], {
    cwd: root,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(status).toBe(0);
});
