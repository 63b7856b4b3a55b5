import { expect, test } from "vitest";
import { gaussHermite } from "../../../src/numeric/quadrature/gauss-hermite.ts";
import { gaussLegendre, piecewiseRule } from "../../../src/numeric/quadrature/gauss-legendre.ts";
import { expectation } from "../../../src/numeric/quadrature/rule.ts";
import { trapezoid } from "../../../src/numeric/quadrature/trapezoid.ts";

test("the two- and three-point Gauss-Hermite rules are the known ones", () => {
  expect([...gaussHermite(2).nodes]).toEqual([-1, 1]);
  expect([...gaussHermite(2).weights].map((x) => Math.abs(x - 0.5) < 1e-15)).toEqual([true, true]);
  const { nodes, weights } = gaussHermite(3);
  expect(Math.abs(nodes[2]! - Math.sqrt(3))).toBeLessThan(1e-15);
  expect(nodes[1]).toBe(0);
  expect(Math.abs(weights[1]! - 2 / 3)).toBeLessThan(1e-15);
});

/** (n - 1)!! for even n, else 0. */
const moment = (n: number): number => (n % 2 === 1 ? 0 : n === 0 ? 1 : (n - 1) * moment(n - 2));

test.each([1, 2, 5, 20, 64, 128])(
  "%i nodes integrate Gaussian moments up to degree 2n - 1",
  (n) => {
    const rule = gaussHermite(n);
    expect(rule.nodes.every((z, i) => i === 0 || z > rule.nodes[i - 1]!)).toBe(true);
    for (let degree = 0; degree <= Math.min(2 * n - 1, 40); degree++) {
      const size = moment(degree + (degree % 2));
      const found = expectation(rule, (z) => z ** degree);
      expect(Math.abs(found - moment(degree))).toBeLessThan(2e-13 * size);
    }
  },
);

test("one node too few is seen: degree 2n is not integrated", () => {
  expect(Math.abs(expectation(gaussHermite(5), (z) => z ** 10) - moment(10))).toBeGreaterThan(100);
});

test("Gauss-Legendre integrates powers over [-1, 1]", () => {
  const { nodes, weights } = gaussLegendre(22);
  for (let degree = 0; degree <= 43; degree++) {
    let total = 0;
    nodes.forEach((x, i) => {
      total += weights[i]! * x ** degree;
    });
    const exact = degree % 2 === 1 ? 0 : 2 / (degree + 1);
    expect(Math.abs(total - exact)).toBeLessThan(2e-15);
  }
});

test("E|z| = sqrt(2/pi) and P(z > 1/3) by rules that know their breaks", () => {
  const mesh = { points: 22, longest: 5, reach: 12.5 };
  const around0 = piecewiseRule([0], mesh);
  expect(Math.abs(expectation(around0, Math.abs) - Math.sqrt(2 / Math.PI))).toBeLessThan(1e-15);
  const around = piecewiseRule([1 / 3], mesh);
  // 1 - Phi(1/3), by mpmath.
  const mass = expectation(around, (z) => (z > 1 / 3 ? 1 : 0));
  expect(Math.abs(mass - 0.36944134018176367)).toBeLessThan(1e-15);
});

test("the trapezoidal rule is exact to rounding for entire functions at h = 1/2", () => {
  const rule = trapezoid(0.5, 12);
  expect(Math.abs(expectation(rule, (z) => z ** 6) - 15)).toBeLessThan(1e-13);
  expect(Math.abs(expectation(rule, Math.exp) - Math.exp(0.5))).toBeLessThan(1e-15 * 4);
});

test("the trapezoidal rule converges like exp(-2 pi a / h): poles of tanh at a = pi/2", () => {
  const g = (z: number): number => z * Math.tanh(z);
  const limit = expectation(trapezoid(0.125, 12), g);
  const logError = [1, 0.75, 0.5].map((h) =>
    Math.log(Math.abs(expectation(trapezoid(h, 12), g) - limit)),
  );
  // Against 1/h the logarithm has slope -pi^2.
  const slopes = [
    (logError[1]! - logError[0]!) / (1 / 0.75 - 1),
    (logError[2]! - logError[0]!) / 1,
  ];
  for (const slope of slopes) expect(Math.abs(slope / Math.PI ** 2 + 1)).toBeLessThan(0.1);
});
