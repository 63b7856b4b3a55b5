/**
 * Leap exponents from exact coefficients: known links, rotations, and the other witness's quadrature.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Expression } from "../../../src/model/expression/expression.ts";
import { parseExpression } from "../../../src/model/expression/parse.ts";
import { rational } from "../../../src/model/rational.ts";
import { isFailure } from "../../../src/numeric/failure.ts";
import { multiLink } from "../../../src/numeric/link/multi-link.ts";
import { leapExponents } from "../../../src/numeric/simulate/multi-index/leap-exponents.ts";
import { leapExponentsOf, saddlesOf } from "../../../src/symbolic/families/multi-index/leaps.ts";
import { nullSpace } from "../../../src/symbolic/families/multi-index/null-space.ts";
import { inCoordinates, polynomialLink } from "../../../src/symbolic/links/many-variables.ts";
import {
  rationalOfScalar,
  type Scalar,
  scalarOfInteger,
  scalarOfRational,
} from "../../../src/symbolic/links/scalar.ts";

const parsed = (text: string): Expression => {
  const result = parseExpression(text);
  if (!result.ok) throw new Error(`${text} cannot be read`);
  return result.value;
};
const link = (text: string, q: number) => polynomialLink(parsed(text), q);

describe("leapExponentsOf", () => {
  test.each([
    ["z[1] + h(2, z[2])", 2, [1, 2]],
    ["z[1] + z[1]*z[2]", 2, [1, 1]],
    ["z[1] + z[1]*h(2, z[2])", 2, [1, 2]],
    ["h(2, z[1]) + h(2, z[1])*z[2]", 2, [2, 1]],
    ["z[1] + z[1]*z[2] + z[1]*z[2]*z[3]", 3, [1, 1, 1]],
    ["h(2, z[1]) + h(3, z[2])", 2, [2, 3]],
    // Both directions at once, and a direction that is in no term.
    ["h(2, z[1]) + h(2, z[2])", 2, [2, 2]],
    ["z[1]*z[2]", 2, [2, 2]],
    ["z[1]^3", 1, [1]],
    ["h(3, z[1])", 3, [3]],
    ["3", 2, []],
    // (z1 + z2) is one direction; what is left of z2 appears with it in degree 1.
    ["z[1] + z[2] + He(2, z[1])*z[2]", 2, [1, 1]],
    ["h(3, z[1]) + z[1]*h(3, z[2]) + h(2, z[1])*z[2]*z[3]", 3, [3, 2, 2]],
    ["sum(i in 1..3, h(i + 1, z[i]))", 3, [2, 3, 4]],
  ] as const)("%s has %j", (text, q, leaps) => {
    expect(leapExponentsOf(link(text, q))).toEqual(leaps);
  });

  /** (1 - A)(1 + A)^-1 for A skew with integers: a rational rotation (Cayley). */
  const rotation = (n: number) =>
    fc
      .array(fc.integer({ min: -3, max: 3 }), { minLength: 3, maxLength: 3 })
      .map((a): Scalar[][] => {
        const [x, y, w] = [a[0]!, n === 3 ? a[1]! : 0, n === 3 ? a[2]! : 0];
        // Euler-Rodrigues: quaternion (1, w, y, x).
        const s = BigInt(1 + x * x + y * y + w * w);
        const R = [
          [1 + w * w - y * y - x * x, 2 * (w * y - x), 2 * (w * x + y)],
          [2 * (w * y + x), 1 - w * w + y * y - x * x, 2 * (y * x - w)],
          [2 * (w * x - y), 2 * (y * x + w), 1 - w * w - y * y + x * x],
        ];
        return Array.from({ length: n }, (_, i) =>
          Array.from({ length: n }, (__, j) => scalarOfRational(rational(BigInt(R[i]![j]!), s))),
        );
      });

  const term = (q: number) =>
    fc.record({
      powers: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: q, maxLength: q }),
      weight: fc.integer({ min: -2, max: 2 }).filter((x) => x !== 0),
    });
  const textOf = (terms: readonly { powers: readonly number[]; weight: number }[]): string =>
    terms
      .map(({ powers, weight }) =>
        [`(${weight})`, ...powers.map((p, i) => `h(${p}, z[${i + 1}])`)].join("*"),
      )
      .join(" + ");

  test.each([2, 3])("is unchanged under rotations of %i variables, and so are weights", (q) => {
    fc.assert(
      fc.property(fc.array(term(q), { minLength: 1, maxLength: 4 }), rotation(q), (terms, R) => {
        const f = link(textOf(terms), q);
        const turned = inCoordinates(f, R);
        expect(saddlesOf(turned)).toEqual(saddlesOf(f));
      }),
      { seed: 2, numRuns: q === 2 ? 40 : 20 },
    );
  });

  test.each([1, 2, 3])("is what quadrature finds, %i variables", (q) => {
    fc.assert(
      fc.property(fc.array(term(q), { minLength: 1, maxLength: 4 }), (terms) => {
        const text = textOf(terms);
        const numeric = multiLink(parsed(text), q);
        if (isFailure(numeric)) throw new Error(numeric.detail);
        expect(leapExponents(numeric)).toEqual(leapExponentsOf(link(text, q)));
      }),
      { seed: 3, numRuns: 25 },
    );
  });

  test("weights are squared coefficients, whatever was learned before", () => {
    // alpha_(1,2)^2 = 1; and (3 z1 + 4 z2)/5 is a unit vector.
    const weight = (text: string, q: number) =>
      saddlesOf(link(text, q)).map(({ weight: w }) => w && rationalOfScalar(w));
    expect(weight("z[1] + z[1]*h(2, z[2])", 2)).toEqual([rational(1n), rational(1n)]);
    expect(weight("2*h(3, (3*z[1] + 4*z[2])/5)", 2)).toEqual([rational(4n)]);
    expect(weight("z[1] + 2*z[2] + h(3, z[1])*0", 2)).toEqual([rational(5n)]);
  });
});

describe("nullSpace", () => {
  test("is orthogonal to the rows, with the dimension that is left", () => {
    const rows = [
      [1, 2, 3],
      [2, 4, 6],
    ].map((row) => row.map((x) => scalarOfInteger(x)));
    const space = nullSpace(rows, 3);
    expect(space).toHaveLength(2);
    for (const x of space) {
      const entries = x.map((s) => Number(rationalOfScalar(s)!.num));
      expect(entries[0]! + 2 * entries[1]! + 3 * entries[2]!).toBe(0);
    }
  });
});
