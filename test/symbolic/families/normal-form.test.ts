import { expect, test } from "vitest";
import { type Rational, rational, toNumber } from "../../../src/model/rational.ts";
import * as P from "../../../src/symbolic/exact/polynomial.ts";
import * as R from "../../../src/symbolic/exact/rational-function.ts";
import { normalForm } from "../../../src/symbolic/families/ridge-sum/normal-form.ts";

const form = normalForm(P.variable("p"), P.variable("k"), R.variable("beta"));
const valueAt = (f: R.RationalFunction, p: number, k: number, beta: Rational): number => {
  const point = new Map([
    ["p", rational(BigInt(p))],
    ["k", rational(BigInt(k))],
    ["beta", beta],
  ]);
  return toNumber(R.evaluate(f, point)!);
};

/** The loss over m^p along the circle, by its definition. */
function lossOnCircle(p: number, k: number, beta: number): (theta: number) => number {
  const m = Math.sqrt((1 + (k - 1) * beta) / k);
  const alpha = Math.sqrt((1 - beta) / (k * (k - 1)));
  return (theta) => {
    const u = (a: number): number => Math.cos(theta) + (a / m) * Math.sin(theta);
    return -(u((k - 1) * alpha) ** p + (k - 1) * u(-alpha) ** p);
  };
}

test.each([
  [3, 3, rational(1n, 4n)],
  [4, 2, rational(1n, 2n)],
  [5, 4, rational(3n, 7n)],
  [6, 3, rational(1n, 5n)],
])(
  "p = %i, k = %i: third and fourth coefficient are those of the loss on the circle",
  (p, k, beta) => {
    const b = toNumber(beta);
    const f = lossOnCircle(p, k, b);
    const h = 0.02;
    const third = (f(2 * h) - 2 * f(h) + 2 * f(-h) - f(-2 * h)) / (12 * h ** 3);
    const fourth = (f(2 * h) - 4 * f(h) + 6 * f(0) - 4 * f(-h) + f(-2 * h)) / (24 * h ** 4);
    const rho = Math.sqrt((1 - b) / ((k - 1) * (1 + (k - 1) * b)));
    const scale = p ** 4 * k;
    expect(Math.abs(valueAt(form.third, p, k, beta) * rho - third)).toBeLessThan(1e-3 * scale);
    expect(Math.abs(valueAt(form.fourth, p, k, beta) - fourth)).toBeLessThan(1e-3 * scale);
  },
);

test("k = 2: the third coefficient is 0, the fourth is positive at the threshold (p - 2)/p", () => {
  for (const p of [3, 4, 7]) {
    const beta = rational(BigInt(p - 2), BigInt(p));
    expect(valueAt(form.third, p, 2, beta)).toBe(0);
    expect(valueAt(form.fourth, p, 2, beta)).toBeGreaterThan(0);
  }
});
