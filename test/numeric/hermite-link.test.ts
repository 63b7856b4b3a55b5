/**
 * Links as one recurrence: the forms that are read, against each Hermite polynomial by itself.
 */
import { expect, test } from "vitest";
import { isFailure } from "../../src/numeric/failure.ts";
import { compileLink } from "../../src/numeric/link/compile-link.ts";
import { hermiteCombination, hermiteLink } from "../../src/numeric/link/hermite-link.ts";
import { jets } from "../../src/numeric/link/jet.ts";
import { binary, call, h, num, plus, times, z } from "./trees.ts";

const combination = plus(
  binary("/", times(num(3), h(5)), num(-4)),
  plus({ kind: "unary", operator: "-", operand: h(2) }, plus(z, plus(num(7), h(2)))),
);

test("a linear combination has its coefficients", () => {
  expect(Array.from(hermiteCombination(combination)!)).toEqual([7, 1, 0, 0, 0, -0.75]);
});

test("the value and both derivatives are those of the tree of its parts", () => {
  const tree = compileLink(combination, jets, []);
  if (isFailure(tree)) throw new Error(tree.detail);
  const link = hermiteLink(hermiteCombination(combination)!);
  for (const x of [-3.1, -1, 0, 0.4, 2.7]) {
    tree(x).forEach((value, i) => expect(link.jet(x)[i]).toBeCloseTo(value, 11));
    expect(link.value(x)).toBe(link.jet(x)[0]);
  }
});

test.each([
  ["a product", times(z, z)],
  ["a power", binary("^", z, num(2))],
  ["a shifted argument", call("h", num(2), plus(z, num(1)))],
  ["a quotient by z", binary("/", num(1), z)],
  ["another function", call("relu", z)],
])("%s is no combination", (_, expression) => {
  expect(hermiteCombination(expression)).toBeUndefined();
});
