import { expect, test } from "vitest";
import { rational } from "../../../src/model/rational.ts";
import * as P from "../../../src/symbolic/exact/polynomial.ts";
import * as R from "../../../src/symbolic/exact/rational-function.ts";
import { evaluateTerm } from "../../../src/symbolic/term/evaluate.ts";
import { NotDerivable } from "../../../src/symbolic/term/not-derivable.ts";
import { parameterDerivative } from "../../../src/symbolic/term/parameter-derivative.ts";
import { powerOf } from "../../../src/symbolic/term/power.ts";
import * as T from "../../../src/symbolic/term/term.ts";

const [x, p] = [P.variable("x"), P.variable("p")];
// (1 + 2x)^(p/2) (3 + x)/x
const term = T.multiply(
  powerOf(T.ofPolynomial(P.add(P.one, P.scale(x, rational(2n)))), P.scale(p, rational(1n, 2n))),
  T.ofRationalFunction(R.quotient(P.add(x, P.constant(3n)), x)),
);

const at = (value: number, degree: number): number => {
  const num = BigInt(Math.round(value * 2 ** 30));
  const parameters = new Map([
    ["x", rational(num, 1n << 30n)],
    ["p", rational(BigInt(degree))],
  ]);
  const slope = evaluateTerm(parameterDerivative(term, "x"), { parameters })!;
  return Number((slope.lower.num * 10n ** 18n) / slope.lower.den) / 1e18;
};

test.each([
  [0.5, 3],
  [1, 4],
  [2, 7],
])("d/dx of a power of a base and a fraction, at x = %f, p = %i", (value, degree) => {
  const f = (y: number): number => ((1 + 2 * y) ** (degree / 2) * (3 + y)) / y;
  const step = 2 ** -12;
  const slope = (f(value + step) - f(value - step)) / (2 * step);
  expect(Math.abs(at(value, degree) / slope - 1)).toBeLessThan(1e-5);
});

test("a parameter in an exponent has no derivative here", () => {
  expect(() => parameterDerivative(term, "p")).toThrow(NotDerivable);
});
