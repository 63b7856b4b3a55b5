import { describe, expect, test } from "vitest";
import type { Expression } from "../../../src/model/expression/expression.ts";
import { parseExpression } from "../../../src/model/expression/parse.ts";
import { integer, type Rational, rational, toNumber } from "../../../src/model/rational.ts";
import { attractorThreshold } from "../../../src/symbolic/families/ridge-sum/attractors/attractor-threshold.ts";
import { attractorsAt } from "../../../src/symbolic/families/ridge-sum/attractors/attractors-at.ts";
import {
  type Branch,
  branchesOf,
  kappaOf,
  pointAt,
  slopeOfKappa,
  type WeightBlock,
} from "../../../src/symbolic/families/ridge-sum/attractors/branch.ts";
import { criticalValues } from "../../../src/symbolic/families/ridge-sum/attractors/critical.ts";

/** Blocks of the given sizes and weights under h_p. */
const blocksOf = (
  degree: number,
  ...blocks: readonly (readonly [number, Rational])[]
): readonly WeightBlock[] => blocks.map(([size, weight]) => ({ degree, size, weight }));

function over(operator: "some" | "all", text: string): Expression {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new RangeError(`over: expected an expression, got ${text}.`);
  return { kind: "over-states", operator, set: "attractors", body: parsed.value };
}

/** Where the first index loses its own attractor, both ends of the enclosure. */
function foldOf(blocks: readonly WeightBlock[]): readonly [number, number] {
  const blockOf = blocks.flatMap(({ size }, i) => Array.from({ length: size }, () => i));
  const own = "u[1] > u[k] and u[k] > 0";
  const { belowUntil, aboveFrom } = attractorThreshold(
    { blocks, blockOf },
    over("some", own),
    over("all", `not (${own})`),
    new Map([["k", { kind: "exact", value: integer(blockOf.length) }]]),
    rational(0n),
    rational(1n),
  );
  if (typeof belowUntil === "string" || typeof aboveFrom === "string") {
    throw new RangeError("foldOf: expected a place inside the domain.");
  }
  // Without a gap both predicates change at the same critical value.
  expect(aboveFrom).toEqual(belowUntil);
  return [toNumber(belowUntil.lower), toNumber(belowUntil.upper)];
}

const one = integer(1);

describe("the fold where an index loses its own attractor", () => {
  test.each([10])("is 1/(1 + 2 sqrt(k - 1)) for h_3 and k = %d equal weights", (k) => {
    const [lower, upper] = foldOf(blocksOf(3, [k, one]));
    const exact = 1 / (1 + 2 * Math.sqrt(k - 1));
    expect(lower).toBeLessThanOrEqual(exact);
    expect(upper).toBeGreaterThanOrEqual(exact);
    expect(upper - lower).toBeLessThan(1e-12);
  });

  test.each([3, 5])("is the threshold (p - 2)/p for k = 2 and p = %d, without a gap", (p) => {
    const [lower, upper] = foldOf(blocksOf(p, [2, one]));
    expect(lower).toBeLessThanOrEqual((p - 2) / p + 1e-9);
    expect(upper).toBeGreaterThanOrEqual((p - 2) / p - 1e-9);
  });

  test("holds the root .416030... of the quartic for h_4 and k = 3", () => {
    // Source: sympy, the discriminant of the stationarity equation on the slice.
    const quartic = (b: number): number => 83 * b ** 4 + 40 * b ** 3 - 6 * b ** 2 - 8 * b - 1;
    const [lower, upper] = foldOf(blocksOf(4, [3, one]));
    expect(Math.sign(quartic(lower - 1e-12))).not.toBe(Math.sign(quartic(upper + 1e-12)));
  });

  test("comes earlier for a light direction than for one of equal weight", () => {
    const [, light] = foldOf(blocksOf(3, [1, one], [1, integer(2)]));
    expect(light).toBeLessThan(1 / 3);
  });
});

describe("a branch", () => {
  const blocks = blocksOf(5, [2, one], [3, rational(5n, 4n)]);
  const inner = (branch: Branch, share: number): number =>
    toNumber(branch.from) + share * (toNumber(branch.to) - toNumber(branch.from));
  const kappaAt = (branch: Branch, t: number): number => {
    const point = pointAt(branch, blocks, rational(BigInt(Math.round(t * 2 ** 40)), 2n ** 40n));
    const value = point && kappaOf(branch, blocks, point);
    return value === undefined ? Number.NaN : (toNumber(value.lower) + toNumber(value.upper)) / 2;
  };

  test("has the slope of kappa that its differences have, in sign", () => {
    for (const branch of branchesOf(blocks)) {
      for (const share of [0.2, 0.5, 0.8]) {
        const t = inner(branch, share);
        const difference = kappaAt(branch, t + 1e-4) - kappaAt(branch, t - 1e-4);
        const at = rational(BigInt(Math.round(t * 2 ** 40)), 2n ** 40n);
        const slope = slopeOfKappa(branch, blocks, pointAt(branch, blocks, at)!);
        expect(Math.sign(toNumber(slope.lower))).toBe(Math.sign(difference));
        expect(Math.sign(toNumber(slope.upper))).toBe(Math.sign(difference));
      }
    }
  });

  test("gives fixed points: every attractor solves both equations", () => {
    const small = blocksOf(3, [2, one], [2, integer(2)]);
    const pieces = branchesOf(small).flatMap((b) => criticalValues(b, small)?.pieces ?? []);
    const beta = rational(1n, 10n);
    const found = attractorsAt(small, pieces, beta) ?? [];
    // One for a light index, one for a heavy one; the balanced point is a saddle at this angle.
    expect(found.map(({ special }) => special.block).sort()).toEqual([0, 1]);
    for (const { special, rest } of found) {
      const values = [special, ...rest].map(({ value, count, block }) => ({
        y: toNumber(value.lower),
        count,
        weight: toNumber(small[block]!.weight),
      }));
      const levels = values.map(({ y, weight }) => y - weight * y * y);
      for (const level of levels) expect(Math.abs(level - levels[0]!)).toBeLessThan(1e-12);
      const sum = values.reduce((total, { y, count }) => total + count * y, 0);
      expect(Math.abs(sum - (3 + 10) * levels[0]!)).toBeLessThan(1e-12);
    }
  });
});
