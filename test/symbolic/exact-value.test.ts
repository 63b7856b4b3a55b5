import { expect, test } from "vitest";
import type { Binding } from "../../src/model/bind/instance.ts";
import { parseExpression } from "../../src/model/expression/parse.ts";
import * as Q from "../../src/model/rational.ts";
import { exactValueOf, relationOf } from "../../src/symbolic/exact-value.ts";

const k3: Binding = new Map([["k", { kind: "exact", value: Q.integer(3) }]]);
const value = (text: string) => exactValueOf(parsed(text), k3);

const parsed = (text: string) => {
  const tree = parseExpression(text);
  if (!tree.ok) throw new Error(text);
  return tree.value;
};

test("rationals and roots are compared exactly, however near they are", () => {
  const third = value("1/k");
  expect(relationOf(third, value("2/6"))).toBe("equal");
  expect(relationOf(third, value("1/3 + 1/10^60"))).toBe("apart");
  expect(relationOf(value("root(x in 0 < real < 1, k*x - 1)"), third)).toBe("equal");
  const root = value("root(x in 0 < real < 1, 2*x^2 - 1)");
  expect(relationOf(root, value("root(x in 1/2 < real < 1, 4*x^4 - 1)"))).toBe("equal");
  expect(relationOf(root, value("root(x in 0 < real < 1, 2*x^2 - 1 - 1/10^60)"))).toBe("apart");
});

test("radicals are enclosed: not told from their own root, told from a neighbour", () => {
  const root = value("root(x in 0 < real < 1, 2*x^2 - 1)");
  expect(relationOf(root, value("1/sqrt(2)"))).toBe("within");
  expect(relationOf(root, value("1/sqrt(2) + 1/10^30"))).toBe("apart");
  expect(relationOf(value("1/(1 + 2*sqrt(k - 1))"), value("0.2612038749637"))).toBe("apart");
});

test("no value: two roots, none, a pole inside, a name of the state, no real number", () => {
  for (const text of [
    "root(x in -1 < real < 1, 9*x^2 - 1)",
    "root(x in 0 < real < 1, x + 1)",
    "root(x in 0 < real < 1, (2*x - 1)/(3*x - 1))",
    "u[1]",
    "sqrt(1 - k)",
  ]) {
    expect(value(text)).toBeUndefined();
  }
  expect(relationOf(undefined, value("1"))).toBe("unknown");
});
