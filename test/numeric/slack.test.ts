import fc from "fast-check";
import { expect, test } from "vitest";
import type { Expression } from "../../src/model/expression/expression.ts";
import { parseExpression } from "../../src/model/expression/parse.ts";
import { evaluatePredicate } from "../../src/numeric/evaluate/evaluate-number.ts";
import { slackOf, truthOf } from "../../src/numeric/evaluate/slack.ts";
import { isFailure } from "../../src/numeric/failure.ts";
import { exactly } from "../../src/numeric/measured.ts";

const environment = (x: number, y: number) => ({
  name: (name: string) =>
    ({ x: exactly(x), y: exactly(y) })[name as "x" | "y"] as ReturnType<typeof exactly> | undefined,
});

function slackAt(text: string, x: number, y: number) {
  const slack = slackOf(parse(text), environment(x, y));
  if (isFailure(slack)) throw new Error(slack.detail);
  return slack;
}

function parse(text: string): Expression {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(parsed.problem.expected);
  return parsed.value;
}

test("the slack of a comparison is the distance to its boundary", () => {
  expect(slackAt("x >= y", 3, 1)).toMatchObject({ slack: { value: 2, error: 0 }, isStrict: false });
  expect(slackAt("0 < x < 1", 0.25, 0)).toMatchObject({ slack: { value: 0.25 }, isStrict: true });
  expect(slackAt("x = y", 3, 1)).toMatchObject({ slack: { value: -2 } });
  expect(slackAt("all(j in 1..3, x > j)", 5, 0)).toMatchObject({ slack: { value: 2 } });
  expect(slackAt("x > 1 or y > 1", 4, 3)).toMatchObject({ slack: { value: 3 } });
});

test("truths without sides decide or step aside", () => {
  expect(slackAt("odd(3) and x > 1", 4, 0)).toMatchObject({ slack: { value: 3 } });
  expect(truthOf(slackAt("odd(4) and x > 1", 4, 0))).toBe(false);
  expect(truthOf(slackAt("odd(4) implies x > 9", 4, 0))).toBe(true);
});

test("the sign of the slack is the truth of the predicate", () => {
  const leaf = fc
    .tuple(fc.constantFrom("x", "y", "x*y"), fc.constantFrom("<", "<=", ">", ">=", "=", "!="))
    .chain(([side, relation]) =>
      fc.integer({ min: -2, max: 2 }).map((n) => `${side} ${relation} ${n}`),
    );
  const predicate = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc
        .tuple(tie("tree"), fc.constantFrom("and", "or", "implies", "iff"), tie("tree"))
        .map(([a, op, b]) => `((${a}) ${op} (${b}))`),
      tie("tree").map((a) => `not (${a})`),
    ),
  })).tree;
  const place = fc.integer({ min: -3, max: 3 });
  fc.assert(
    fc.property(predicate, place, place, (text, x, y) => {
      expect(truthOf(slackAt(text, x, y))).toBe(evaluatePredicate(parse(text), environment(x, y)));
    }),
    { numRuns: 500 },
  );
});
