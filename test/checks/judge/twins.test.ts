import { describe, expect, test } from "vitest";
import { answersWith } from "../../../src/checks/claims/twin-answers.ts";
import { wrongVersions } from "../../../src/checks/judge/twins.ts";
import type { Expression } from "../../../src/model/expression/expression.ts";
import { formatExpression } from "../../../src/model/expression/format.ts";
import { specOf } from "../../specs.ts";

/** The right-hand side of a threshold as the spec language reads it. */
function expressionOf(text: string): Expression {
  const claims = [`c: { kind: threshold, at: average, in: beta, equals: "${text}" }`];
  const { answer } = specOf({ claims }).claims[0]!;
  if (answer.kind !== "threshold" || answer.equals === undefined) throw new Error(text);
  return answer.equals;
}

const labels = (text: string, parameters: readonly string[] = ["p", "k"]): readonly string[] =>
  wrongVersions(expressionOf(text), parameters, formatExpression).map(({ label }) => label);

describe("wrong versions of a right-hand side", () => {
  test("shift integers both ways, turn signs, drop terms, exchange parameters", () => {
    expect(labels("(p - 2) / (k + p - 2)")).toEqual([
      "(p + 1 - 2)/(k + p - 2)",
      "(p - 3)/(k + p - 2)",
      "(p - 1)/(k + p - 2)",
      "p/(k + p - 2)",
      "(p + 2)/(k + p - 2)",
      "(p - 2)/(k + 1 + p - 2)",
      "(p - 2)/(k + (p + 1) - 2)",
      "(p - 2)/(k - 2)",
      "(p - 2)/(k - p - 2)",
      "(p - 2)/(k + p - 3)",
      "(p - 2)/(k + p - 1)",
      "(p - 2)/(k + p)",
      "(p - 2)/(k + p + 2)",
      "(k - 2)/(p + k - 2)",
      expect.stringMatching(/\+ 1\/7$/),
      expect.stringMatching(/- 1\/7$/),
      expect.stringMatching(/^-/),
    ]);
  });

  test("move the whole by 1/7 and turn its sign, even if nothing in it can be shifted", () => {
    expect(labels("beta", [])).toHaveLength(3);
  });

  test("do not exchange what bounds a range", () => {
    expect(labels("p*sum(j in 1..k, j)")).not.toContain("k*sum(j in 1..p, j)");
    expect(labels("p*sum(j in 1..k, j*beta)", ["p", "beta"])).toContain("beta*sum(j in 1..k, j*p)");
  });

  test("reach into powers and calls", () => {
    expect(labels("k^3", [])).toContain("k^4");
    expect(labels("k^3", [])).toContain("k^2");
    expect(labels("sqrt(k + 1)", [])).toContain("sqrt(k + 2)");
  });

  test.each(["(p - 2) / (k + p - 2)", "0", "1/2", "k^p", "sqrt(k)*(1 - 1/p)", "-k"])(
    "of %s are never the text itself, and none comes twice",
    (text) => {
      const found = labels(text);
      expect(found).not.toContain(formatExpression(expressionOf(text)));
      expect(new Set(found).size).toBe(found.length);
      expect(found.length).toBeGreaterThan(1);
    },
  );

  test("are expressions that are read again as themselves", () => {
    for (const label of labels("(p - 2) / (k + p - 2)")) {
      expect(formatExpression(expressionOf(label))).toBe(label);
    }
  });
});

test("a claim that only asks has no twin", () => {
  expect(answersWith<"morse-index">({ kind: "morse-index" }, ["p"])).toEqual([]);
});
