/**
 * Coefficients to order 30 against mpmath (test/oracles/links/make-oracles.py, 45 digits): the
 * stated error must hold the truth, and be small enough to be of use.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { gapOf } from "./decimal-gap.ts";
import { expansionOf } from "./expand.ts";

interface Oracle {
  readonly coefficients: readonly string[];
  readonly squaredNorm: string;
}

const path = join(import.meta.dirname, "../../oracles/links/coefficients.json");
const oracles: Record<string, Oracle> = JSON.parse(readFileSync(path, "utf8"));
/** The oracle's own rounding: 45 digits of numbers below 10^3. */
const oracleError = 1e-41;

describe.each(Object.entries(oracles))("%s", (link, oracle) => {
  const expansion = expansionOf(link, 30);

  test("every coefficient is within its stated error of the oracle's", () => {
    expansion.coefficients.forEach(({ degree, value, error }) => {
      const gap = gapOf(value, oracle.coefficients[degree]!);
      expect(gap, `a_${degree} = ${value}`).toBeLessThanOrEqual(error + oracleError);
    });
  });

  test("the stated error is at most 10^-13 of a coefficient that is not zero", () => {
    for (const { degree, error } of expansion.coefficients) {
      const truth = Math.abs(Number(oracle.coefficients[degree]));
      expect(error, `a_${degree}`).toBeLessThanOrEqual(Math.max(1e-13 * truth, 1e-25));
    }
  });

  test("E f^2 is within its stated error, and at least the sum of squares", () => {
    const { value, error } = expansion.squaredNorm;
    expect(gapOf(value, oracle.squaredNorm)).toBeLessThanOrEqual(error + oracleError);
    expect(error).toBeLessThanOrEqual(1e-13 * Number(oracle.squaredNorm));
  });
});
