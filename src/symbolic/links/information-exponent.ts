/**
 * The information exponent: the least p >= 1 with a_p not 0 [BenArous2021, Definition 1.2], and
 * how far that is decided.
 */
import type { HermiteCoefficient, InformationExponent } from "./expansion.ts";
import { isNonzero } from "./quantity.ts";

/**
 * From coefficients whose vanishing is decided: true if zero, false if not, else `undefined`.
 *
 * @param degree The degree, for a polynomial link.
 */
export function exactInformationExponent(
  zeros: readonly (boolean | undefined)[],
  degree: number | undefined,
): InformationExponent {
  const first = zeros.findIndex((zero, p) => p >= 1 && zero !== true);
  if (first < 0) {
    if (degree === 0) return { decided: "exact", note: "The link is constant: there is none." };
    const order = zeros.length - 1;
    return { decided: "undecided", note: `a_1..a_${order} are zero; it is larger.` };
  }
  if (zeros[first] === false) return { value: first, decided: "exact" };
  const next = zeros.findIndex((zero, p) => p > first && zero === false);
  const note = `Whether a_${first} is zero is not decided.`;
  return next < 0 ? { decided: "undecided", note } : { seen: next, decided: "numeric", note };
}

/** From coefficients with errors; those that parity or linearity makes zero are zero exactly. */
export function numericInformationExponent(
  coefficients: readonly HermiteCoefficient[],
): InformationExponent {
  const small: HermiteCoefficient[] = [];
  for (const c of coefficients.slice(1)) {
    if (isNonzero(c)) {
      const note =
        small.length === 0
          ? undefined
          : `${small.map((s) => `a_${s.degree}`).join(", ")} are zero to within ${Math.max(
              ...small.map((s) => s.error),
            ).toExponential(1)}, which does not prove that they are.`;
      return { seen: c.degree, decided: "numeric", ...(note ? { note } : {}) };
    }
    if (c.basis !== "exact") small.push(c);
  }
  return {
    decided: "undecided",
    note: `No coefficient up to ${coefficients.length - 1} is shown not to be zero.`,
  };
}
