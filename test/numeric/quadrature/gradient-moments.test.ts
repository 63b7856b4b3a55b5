/**
 * The gradient of a pair alone, against the double sums with all moments.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseExpression } from "../../../src/model/expression/parse.ts";
import { isFailure } from "../../../src/numeric/failure.ts";
import { type Link, link } from "../../../src/numeric/link.ts";
import { unitRoundoff } from "../../../src/numeric/measured.ts";
import { chosenFineness } from "../../../src/numeric/quadrature/fineness.ts";
import { gradientMoments } from "../../../src/numeric/quadrature/gradient-moments.ts";
import { pairSums } from "../../../src/numeric/quadrature/two-point.ts";

const made = (text: string): Link => {
  const parsed = parseExpression(text);
  const found = parsed.ok ? link(parsed.value) : undefined;
  if (found === undefined || isFailure(found)) throw new Error(text);
  return found;
};
const smooth = ["h(3, z)", "h(2, z) - h(5, z)/3", "tanh(z)", "z*erf(z)", "exp(-z^2)"].map(made);

test("the gradient of a pair is the one with sizes, within what rounding can do", () => {
  const links = fc.constantFrom(...smooth);
  const pairs = fc.record({
    r: fc.double({ min: 0.5, max: 2, noNaN: true }),
    angle: fc.double({ min: 0, max: Math.PI, noNaN: true }),
  });
  fc.assert(
    fc.property(links, links, pairs, (phi, f, { r, angle }) => {
      const { fine } = chosenFineness(phi, f);
      const pair = { r, rho: Math.cos(angle), s: Math.sin(angle) };
      const value = new Float64Array(3);
      gradientMoments(phi, f, pair, fine, value);
      const { value: whole, size } = pairSums(phi, f, pair, "gradient", fine);
      for (const i of [1, 2]) {
        expect(Math.abs(value[i]! - whole[i]!)).toBeLessThanOrEqual(8 * unitRoundoff * size[i]!);
      }
    }),
  );
});
