import { expect, test } from "vitest";
import { formatIssue } from "../../src/model/issue.ts";
import { parseSpec } from "../../src/model/parse-spec.ts";
import { changed } from "./bad-spec.ts";

const warningsOf = (text: string): readonly string[] =>
  parseSpec(text, "bad.yaml").warnings.map(formatIssue);

test.each<[string, Readonly<Record<number, string>>, readonly string[]]>([
  ["a spec without warnings", {}, []],
  [
    "a name that no claim uses",
    { 6: "  beta: 0 <= real < 1\n  q: 1..2" },
    ["bad.yaml:7:3 parameters.q: expected a name that a claim uses, got q. Use it or remove it."],
  ],
  [
    "a definition that a claim writes out",
    { 7: "let:\n  index_c: k - 1\nmodel:", 14: "    when: index_c > 1\n    kind: morse-index" },
    [
      "bad.yaml:8:3 let.index_c: expected a definition that no claim writes out, got the equals of c again. Write equals: index_c there.",
    ],
  ],
  [
    "sampled values outside the domain",
    { 3: "  p: { in: 3..oo, sampled: 2..4 }" },
    [
      "bad.yaml:3:28 parameters.p.sampled: expected values that a claim can meet, got 2. Leave out what no domain and no condition admits.",
    ],
  ],
  [
    "sampled values that every condition excludes",
    { 16: "    when: odd(p)" },
    [
      "bad.yaml:3:28 parameters.p.sampled: expected values that a claim can meet, got 4, 6, 8. Leave out what no domain and no condition admits.",
    ],
  ],
  [
    "a refuted claim without its correction",
    { 16: "    equals: k - 1\n    expect: refuted" },
    [
      "bad.yaml:13:3 claims.c: expected corrected-by beside expect: refuted, got nothing. Name the claim that puts it right.",
    ],
  ],
])("%s", (_, changes, warnings) => {
  expect(warningsOf(changed(changes))).toEqual(warnings);
});
