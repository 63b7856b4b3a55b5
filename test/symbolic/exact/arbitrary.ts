/** Random exact objects for the properties of this folder, from a fixed seed. */
import fc from "fast-check";
import { type Rational, rational } from "../../../src/model/rational.ts";
import { monomial } from "../../../src/symbolic/exact/monomial.ts";
import { isZero, type Polynomial, sumOfTerms } from "../../../src/symbolic/exact/polynomial.ts";
import { quotient, type RationalFunction } from "../../../src/symbolic/exact/rational-function.ts";
import { parseRationalFunction } from "../../../src/symbolic/exact/text.ts";

fc.configureGlobal({ seed: 1_976 });

export const arbitraryRational: fc.Arbitrary<Rational> = fc
  .tuple(fc.bigInt({ min: -9n, max: 9n }), fc.bigInt({ min: 1n, max: 6n }))
  .map(([num, den]) => rational(num, den));

export function arbitraryPolynomial(
  names: readonly string[],
  maxExponent = 3,
  maxTerms = 5,
): fc.Arbitrary<Polynomial> {
  const exponents = fc.array(fc.nat(maxExponent), {
    minLength: names.length,
    maxLength: names.length,
  });
  return fc.array(fc.tuple(arbitraryRational, exponents), { maxLength: maxTerms }).map((terms) =>
    sumOfTerms(
      terms.map(([coefficient, powers]) => ({
        coefficient,
        monomial: monomial(
          names.flatMap((name, i) => (powers[i]! > 0 ? [[name, powers[i]!] as const] : [])),
        ),
      })),
    ),
  );
}

export const arbitraryFraction = (names: readonly string[]): fc.Arbitrary<RationalFunction> =>
  fc
    .tuple(
      arbitraryPolynomial(names, 2, 3),
      arbitraryPolynomial(names, 2, 2).filter((p) => !isZero(p)),
    )
    .map(([a, b]) => quotient(a, b));

/** The rational function of a text. @throws Error if it is none. */
export function fraction(text: string): RationalFunction {
  const parsed = parseRationalFunction(text);
  if (parsed === undefined) throw new Error(`expected a rational function, got ${text}`);
  return parsed;
}

/** The polynomial of a text. @throws Error if it is none. */
export function polynomial(text: string): Polynomial {
  const { numerator, denominator } = fraction(text);
  if (denominator.terms.length !== 1 || denominator.terms[0]!.monomial.degree !== 0) {
    throw new Error(`expected a polynomial, got ${text}`);
  }
  return numerator;
}
