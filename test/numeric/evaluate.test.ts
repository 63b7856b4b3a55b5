import fc from "fast-check";
import { expect, test } from "vitest";
import type { Expression } from "../../src/model/expression/expression.ts";
import type { Environment } from "../../src/numeric/evaluate/environment.ts";
import {
  evaluate,
  evaluateNumber,
  evaluatePredicate,
} from "../../src/numeric/evaluate/evaluate-number.ts";
import { exactly, measured } from "../../src/numeric/measured.ts";
import { binary, call, less, name, num, plus, times } from "./trees.ts";

fc.configureGlobal({ seed: 20251 });

test("closed rational arithmetic is decided exactly", () => {
  // (p - 2)/(k + p - 2) = 1/4 at p = 3, k = 3.
  const left = binary("/", binary("-", 3, 2), binary("-", plus(3, 3), 2));
  const equal: Expression = { kind: "comparison", operators: ["="], operands: [left, num(0.25)] };
  expect(evaluatePredicate(equal)).toBe(true);
  expect(evaluateNumber(left)).toEqual({ value: 0.25, error: 0, basis: "exact" });
  expect(evaluateNumber(call("binomial", 50, 25))).toMatchObject({ value: 126410606437752 });
});

test("sums over ranges bind their letter, and unbounded ones are a failure", () => {
  const overRange = (to: Expression): Expression => ({
    kind: "over",
    operator: "sum",
    variable: "j",
    domain: { kind: "integers", from: num(1), to },
    body: binary("^", name("j"), 2),
  });
  expect(evaluateNumber(overRange(num(10)))).toMatchObject({ value: 385, error: 0 });
  expect(evaluateNumber(overRange(name("oo")))).toMatchObject({ code: "unbounded-domain" });
});

const state: Environment = {
  name: (text) =>
    text === "m" ? measured(0.5, 1e-10) : text === "u" ? [exactly(3), exactly(4)] : undefined,
  indexed: (text, [j]) => (text === "u" && (j === 1 || j === 2) ? exactly(j + 2) : undefined),
};

test("names of the state come with their errors, which propagate", () => {
  const cube = evaluateNumber(binary("^", name("m"), 3), state);
  expect(cube).toMatchObject({ value: 0.125, basis: "estimate" });
  expect("error" in cube && cube.error).toBeGreaterThan(0.75e-10);
  expect("error" in cube && cube.error).toBeLessThan(0.76e-10);
  expect(evaluateNumber(call("norm", name("u")), state)).toMatchObject({ value: 5 });
  expect(evaluateNumber({ kind: "indexed", name: "u", indices: [num(2)] }, state)).toMatchObject({
    value: 4,
  });
});

test("a comparison that the errors do not decide is neither true nor false", () => {
  const half = binary("-", name("m"), 0.5);
  expect(evaluatePredicate(less(half, 0), state)).toBeUndefined();
  expect(evaluatePredicate(binary("and", less(half, 0), less(1, 0)), state)).toBe(false);
  expect(evaluatePredicate(binary("or", less(half, 0), less(0, 1)), state)).toBe(true);
});

test("what nothing gives a value to is a failure that names it", () => {
  expect(evaluateNumber(name("q"))).toEqual({ kind: "failure", code: "unknown-name", detail: "q" });
  expect(evaluateNumber(call("hitting", 1))).toMatchObject({ code: "unknown-function" });
  const own: Environment = {
    node: (n) =>
      n.kind === "call" && n.name === "hitting"
        ? { kind: "measured", measured: exactly(7) }
        : undefined,
  };
  expect(evaluateNumber(plus(call("hitting", 1), 1), own)).toMatchObject({ value: 8 });
});

test("errors contain the truth when the inputs are moved within theirs", () => {
  const bodies = [
    (x: Expression) => call("exp", call("sin", x)),
    (x: Expression) => call("sqrt", plus(1, times(x, x))),
    (x: Expression) => call("h", num(6), x),
    (x: Expression) => binary("/", call("tanh", x), plus(2, call("cos", x))),
    (x: Expression) => binary("^", call("abs", x), 2.5),
  ];
  fc.assert(
    fc.property(
      fc.nat(bodies.length - 1),
      fc.double({ min: -2, max: 2, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.constantFrom(1e-3, 1e-6, 1e-12, 0),
      (which, x, move, e) => {
        const body = bodies[which]!(name("x"));
        const at = (value: number, error: number) =>
          evaluateNumber(body, { name: () => measured(value, error) });
        const [here, there] = [at(x, e), at(x + move * e, 0)];
        if (!("error" in here) || !("error" in there)) throw new Error("no value");
        expect(Math.abs(here.value - there.value)).toBeLessThanOrEqual(here.error + there.error);
      },
    ),
    { numRuns: 300 },
  );
});

test("vectors are scaled, subtracted and measured, and mixed up nowhere", () => {
  expect(evaluate(times(2, name("u")), state)).toMatchObject({ kind: "vector" });
  expect(evaluate(plus(1, name("u")), state)).toMatchObject({ kind: "failure" });
  expect(evaluateNumber(call("max", name("u")), state)).toMatchObject({ value: 4 });
});
