/**
 * What a link subtracts of itself vanishes, and nothing else does.
 */
import { expect, test } from "vitest";
import type { LinkExpansion } from "../../../src/symbolic/links/expansion.ts";
import { expansionOf } from "./expand.ts";

const g = "x^2*tanh(x)";
const isZeroAt = ({ coefficients }: LinkExpansion): readonly number[] =>
  coefficients.filter(({ exact }) => exact?.length === 0).map(({ degree }) => degree);

test.each([
  [`${g} - hermite(x^2*tanh(x), 1)*x`, [1]],
  [`${g} - x*hermite(x^2*tanh(x) - x + x, 1)`, [1]],
  [`2*(${g}) - hermite(x^2*tanh(x), 3)*(x^3 - 3*x)*2/sqrt(6)`, [3]],
  [`${g} - hermite(x^2*tanh(x), 3)*h(3, x) - hermite(x^2*tanh(x), 5)*h(5, x)`, [3, 5]],
  // Half of it, another function's, another degree's: nothing vanishes.
  [`${g} - hermite(x^2*tanh(x), 1)*x/2`, []],
  [`${g} - hermite(x^2*tanh(x/2), 1)*x`, []],
  [`${g} - hermite(x^2*tanh(x), 3)*x`, []],
])("%s", (link, degrees) => {
  const expansion = expansionOf(link, 6);
  expect(isZeroAt(expansion)).toEqual([0, 2, 4, 6, ...degrees].sort((a, b) => a - b));
});

test("the exponent of a link without its first coefficient needs no note", () => {
  const { informationExponent } = expansionOf(`${g} - hermite(x^2*tanh(x), 1)*x`, 6);
  expect(informationExponent).toEqual({ seen: 3, decided: "numeric" });
});
