/**
 * Points of beta in words: values, enclosures, minimal polynomials.
 */
import { polynomialIn } from "../../symbolic/exact/integer-polynomial.ts";
import type { PhasePoint } from "../../symbolic/phase/phase-point.ts";
import { latexOfPolynomial } from "../../symbolic/term/format.ts";

/** `1/7 = 0.1428...`, or the decimal alone. */
export const valueText = ({ exact, value }: PhasePoint): string =>
  exact === undefined ? value : `\`${exact}\` = ${value}`;

/** The two ends. */
export const enclosureText = ({ enclosure: [lower, upper] }: PhasePoint): string =>
  `[${lower}, ${upper}]`;

/** The minimal polynomial between dollars. */
export function minimalText(
  { minimalPolynomial, irreducible }: PhasePoint,
  letter = "\\beta",
): string {
  if (minimalPolynomial === undefined) return "";
  const words = irreducible === "shown" ? "" : " (a multiple of it)";
  const inBeta = latexOfPolynomial(polynomialIn(minimalPolynomial, "beta"));
  return `$${inBeta.replaceAll("\\beta", () => letter)}$${words}`;
}
