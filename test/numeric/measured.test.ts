import fc from "fast-check";
import { expect, test } from "vitest";
import { add, multiply, rational, rationalOfNumber, toNumber } from "../../src/model/rational.ts";
import {
  agrees,
  exactly,
  type Measured,
  measured,
  ofRational,
  product,
  quotient,
  signOf,
  sum,
} from "../../src/numeric/measured.ts";

fc.configureGlobal({ seed: 20251 });

test("small integers and dyadic fractions stay exact under sums and products", () => {
  expect(sum(exactly(2), exactly(3))).toEqual({ value: 5, error: 0, basis: "exact" });
  expect(product(exactly(-4), exactly(7))).toEqual({ value: -28, error: 0, basis: "exact" });
  expect(quotient(exactly(6), exactly(3))).toEqual({ value: 2, error: 0, basis: "exact" });
  expect(ofRational(rational(1n, 4n))).toEqual({ value: 0.25, error: 0, basis: "exact" });
  expect(ofRational(rational(1n, 3n)).basis).toBe("bound");
});

const doubles = fc.double({ min: -1e6, max: 1e6, noNaN: true });

test("the error of a sum, a product and a quotient is a bound: exact arithmetic lies within", () => {
  fc.assert(
    fc.property(doubles, doubles, (x, y) => {
      const [a, b] = [rationalOfNumber(x), rationalOfNumber(y)];
      for (const [result, truth] of [
        [sum(exactly(x), exactly(y)), add(a, b)],
        [product(exactly(x), exactly(y)), multiply(a, b)],
      ] as const) {
        const gap = add(rationalOfNumber(result.value), multiply(rational(-1n), truth));
        expect(Math.abs(toNumber(gap))).toBeLessThanOrEqual(result.error);
      }
    }),
  );
});

test("what is not finite agrees with nothing and has no sign", () => {
  const unknown = measured(Number.NaN, 0);
  expect(agrees(unknown, unknown)).toBe(false);
  expect(agrees(exactly(1), measured(Number.POSITIVE_INFINITY, 1))).toBe(false);
  expect(signOf(unknown)).toBeUndefined();
  expect(signOf(quotient(exactly(1), measured(0.1, 0.2)))).toBeUndefined();
});

test("a sign is decided beyond the error and nowhere else", () => {
  const of = (value: number, error: number): Measured => ({ value, error, basis: "estimate" });
  expect([of(2, 1), of(-2, 1), of(1, 2), exactly(0)].map(signOf)).toEqual([1, -1, undefined, 0]);
});
