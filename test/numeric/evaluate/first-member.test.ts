/**
 * `least` and `greatest` over lists: what is not needed is not asked, what is open is allowed for.
 */
import { expect, test } from "vitest";
import type { Over } from "../../../src/model/expression/expression.ts";
import { parseExpression } from "../../../src/model/expression/parse.ts";
import { integer } from "../../../src/model/rational.ts";
import { firstMember } from "../../../src/numeric/evaluate/least-over.ts";
import { exact, type Result, toMeasured, truth } from "../../../src/numeric/evaluate/value.ts";
import { failure, isFailure } from "../../../src/numeric/failure.ts";

const parsed = parseExpression("least(x in 1..9, x > 0)");
if (!parsed.ok) throw new Error("no expression");
const node = parsed.value as Over;

/** What is found among members of which each says what stands beside it, and who was asked. */
function search(members: readonly (readonly [number, Result])[]) {
  const asked: number[] = [];
  const found = firstMember(
    node,
    members.map(([x]) => exact(integer(x))),
    new Map(),
    (_, letters) => {
      const x = toMeasured(letters.get("x")!);
      if (isFailure(x)) throw new Error(x.detail);
      asked.push(x.value);
      return members.find(([member]) => member === x.value)![1];
    },
  );
  return { found: toMeasured(found), asked };
}

const [yes, no, open] = [truth(true), truth(false), truth(undefined)];

test("members after the first that qualifies are not asked", () => {
  const { found, asked } = search([
    [3, no],
    [5, yes],
    [7, failure("unsupported-model", "dear")],
  ]);
  expect(found).toMatchObject({ value: 5, error: 0 });
  expect(asked).toEqual([3, 5]);
});

test.each([
  ["a predicate that is open", open],
  ["a path that has not finished", failure("unfinished", "no time left")],
])("%s may be the first: the value is one of them", (_, said) => {
  const { found } = search([
    [1, no],
    [6, said],
    [2, said],
    [4, yes],
  ]);
  expect(found).toMatchObject({ value: 4, error: 2, basis: "estimate" });
});

test.each([
  ["none qualifies", no],
  ["none is known to", open],
  ["one has no meaning", failure("wrong-arguments", "no name")],
])("there is no value where %s", (_, said) => {
  expect(
    isFailure(
      search([
        [1, no],
        [2, said],
      ]).found,
    ),
  ).toBe(true);
});
