/**
 * Rational functions as a reader writes them: integer coefficients above and below the line.
 */
import * as Q from "../../model/rational.ts";
import { integerGcd } from "../../model/whole-number.ts";
import type { Step } from "../derivation.ts";
import * as P from "../exact/polynomial.ts";
import type { RationalFunction } from "../exact/rational-function.ts";
import { formatRationalFunction } from "../exact/text.ts";
import { latexOfRationalFunction } from "../term/format.ts";

/** The function as text of the spec language. @example "1/(2*r + 1)" */
export const fractionText = (f: RationalFunction): string => formatRationalFunction(integral(f));

/** The function as LaTeX. */
export const fractionLatex = (f: RationalFunction): string => latexOfRationalFunction(integral(f));

/** Numerator and denominator times one positive integer that clears all fractions. */
function integral({ numerator, denominator }: RationalFunction): RationalFunction {
  const factor = [...numerator.terms, ...denominator.terms].reduce(
    (lcm, { coefficient: { den } }) => (lcm / integerGcd(lcm, den)) * den,
    1n,
  );
  return {
    numerator: P.scale(numerator, Q.integer(factor)),
    denominator: P.scale(denominator, Q.integer(factor)),
  };
}

/** The step that gives a rational function, written like this. */
export const fractionStep = (
  of: string,
  latexOf: string,
  f: RationalFunction,
  rule: string,
  check: Step["check"] = "canonical-form",
): Step => ({
  of,
  equals: fractionText(f),
  latex: `${latexOf} = ${fractionLatex(f)}`,
  rule,
  check,
});
