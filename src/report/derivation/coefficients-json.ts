/**
 * The coefficients of a link, and the information exponent, in the JSON of a derivation.
 */
import type { InformationExponent } from "../../symbolic/links/expansion.ts";
import type { Weight } from "../../symbolic/phase/link-weights.ts";

/** What was found, exactly or within errors, under one name. */
export const exponentJson = ({ value, seen, ...how }: InformationExponent) => {
  const found = value ?? seen;
  return found === undefined ? how : { value: found, ...how };
};

/** c_q of a degree. */
export const weightJson = ({ degree, text, latex, sign, enclosure }: Weight) => ({
  degree,
  exact: text ?? null,
  latex: latex ?? null,
  sign,
  value: Number((enclosure.lower.num * 10n ** 40n) / enclosure.lower.den) / 1e40,
});
