/**
 * Folds of links of several degrees: against the branches of pure links, the thresholds of the
 * average, and the stationary equations themselves, solved on a grid.
 */
import { expect, test } from "vitest";
import * as Q from "../../../src/model/rational.ts";
import { lastOf, mixtureSlices } from "../../../src/symbolic/phase/mixture-fold.ts";
import { algebraicPoint } from "../../../src/symbolic/phase/phase-point.ts";
import { pureLinkRules } from "../../../src/symbolic/phase/pure-link-rules.ts";

const rules = pureLinkRules();
type Weights = Readonly<Record<number, number>>;

const slicesOf = (weights: Weights, k: number) =>
  mixtureSlices(
    rules,
    new Map(Object.entries(weights).map(([q, c]) => [Number(q), Q.integer(c)])),
    BigInt(k),
  );

/**
 * Roots z > 1 of the stationary equations on a slice, from their definition: (1 - beta) g_i +
 * beta S = mu u_i with g = sum q c_q u^(q-1), S the sum of all g, and |w| = 1.
 */
function pointsSeen(weights: Weights, k: number, l: number, beta: number): number {
  const slope = (u: number): number =>
    Object.entries(weights).reduce((sum, [q, c]) => sum + Number(q) * c * u ** (Number(q) - 1), 0);
  const gap = (z: number): number => {
    const squares = l * z * z + (k - l);
    const sum = l * z + (k - l);
    const norm = (squares - (beta * sum * sum) / (1 + (k - 1) * beta)) / (1 - beta);
    const t = 1 / Math.sqrt(norm);
    const [g1, g2] = [slope(z * t), slope(t)];
    const all = l * g1 + (k - l) * g2;
    return ((1 - beta) * g1 + beta * all) * t - ((1 - beta) * g2 + beta * all) * z * t;
  };
  let changes = 0;
  let last = 0;
  for (let i = 1; i <= 40_000; i++) {
    const value = Math.sign(gap(1 + 1e-3 * i));
    if (last !== 0 && value !== 0 && value !== last) changes += 1;
    if (value !== 0) last = value;
  }
  return changes;
}

test.each([
  [{ 3: 1 }, 10, "1/7"],
  [{ 3: 1 }, 3, "(-1 + 2*sqrt(2))/7"],
] as const)("one degree is a mixture of one: %o, k = %d", (weights, k, exact) => {
  expect(algebraicPoint(lastOf(slicesOf(weights, k)[0]!)!).exact).toBe(exact);
});

test.each([
  [{ 3: 1, 5: 1 }, 2, 1, 0],
  [{ 3: 1, 5: 1 }, 4, 1, 0],
  [{ 3: 1, 5: 1 }, 4, 3, 2],
  [{ 4: 1, 6: 3 }, 3, 1, 0],
  [{ 2: 1, 4: 1 }, 3, 1, 0],
  // Both parities: roots of the norm that belong to the other sign of t are none.
  [{ 3: 1, 4: 1 }, 3, 1, 0],
  [{ 3: 1, 4: 1 }, 5, 2, 1],
  [{ 1: 1, 4: 3 }, 3, 1, 0],
  [{ 2: 1, 3: 1 }, 3, 1, 0],
  [{ 1: 1, 3: 1, 4: 1 }, 2, 1, 0],
] as const)(
  "the number of points on both sides of every change: %o, k = %d, l = %d",
  (weights, k, l, at) => {
    const slice = slicesOf(weights, k)[at]!;
    expect(slice.l).toBe(BigInt(l));
    slice.changes.forEach((change, i) => {
      const beta = Number(algebraicPoint(change).value);
      expect(pointsSeen(weights, k, l, beta - 2e-3), `before ${beta}`).toBe(slice.counts[i]);
      expect(pointsSeen(weights, k, l, beta + 2e-3), `after ${beta}`).toBe(slice.counts[i + 1]);
    });
    expect(slice.changes.length).toBeGreaterThan(0);
  },
);

test("high degrees have no rule and say so", () => {
  expect(() => slicesOf({ 3: 1, 6: 1 }, 3)).toThrow("odd and even degrees above degree");
  expect(() => slicesOf({ 3: 1, 41: 1 }, 3)).toThrow("one parity above degree");
});
