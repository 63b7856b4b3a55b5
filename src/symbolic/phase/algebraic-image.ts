/**
 * The image of an algebraic number under a map that is known by enclosures: the root of a
 * polynomial of candidates that lies there.
 */
import * as Q from "../../model/rational.ts";
import { type AlgebraicNumber, realRoots, refined } from "../exact/algebraic-number.ts";
import type { Enclosure } from "../exact/enclosure.ts";
import * as E from "../exact/enclosure.ts";
import { coefficientsIn, fromCoefficients } from "../exact/in-one-variable.ts";
import * as P from "../exact/polynomial.ts";
import type { RationalFunction } from "../exact/rational-function.ts";

/**
 * The one real root of `candidates` in the image, which is known to be one of them: the number is
 * refined until no other is left.
 *
 * @param map an enclosure of the image of an interval; its width must go to 0 with the interval's
 */
export function imageOf(
  of: AlgebraicNumber,
  candidates: P.Polynomial,
  map: (interval: Enclosure) => Enclosure | undefined,
): AlgebraicNumber {
  let roots = realRoots(candidates).map(({ root }) => root);
  let near = of;
  for (let width = Q.rational(1n, 16n); ; width = Q.divide(width, Q.integer(16))) {
    near = refined(near, width);
    const image = map(near);
    if (image === undefined) continue;
    const finer = width;
    roots = roots
      .map((root) => refined(root, finer))
      .filter(
        (root) =>
          Q.compare(root.upper, image.lower) >= 0 && Q.compare(root.lower, image.upper) <= 0,
      );
    const [only, ...others] = roots;
    if (only === undefined)
      throw new RangeError("imageOf: expected a root in the image, got none.");
    if (others.length === 0) return only;
  }
}

/** An enclosure of a rational function in one variable; `undefined` near a pole. */
export function functionOn(
  f: RationalFunction,
  name: string,
  at: Enclosure,
): Enclosure | undefined {
  const bottom = E.power(polynomialOn(f.denominator, name, at), Q.integer(-1));
  return bottom && E.multiply(polynomialOn(f.numerator, name, at), bottom);
}

/** The minimal polynomial as a polynomial in a letter. */
export const polynomialOf = ({ minimalPolynomial }: AlgebraicNumber, name: string): P.Polynomial =>
  fromCoefficients(
    minimalPolynomial.map((c) => P.constant(c)),
    name,
  );

const polynomialOn = (a: P.Polynomial, name: string, at: Enclosure): Enclosure =>
  coefficientsIn(a, name).reduceRight(
    (sum, row) => E.add(E.multiply(sum, at), E.exactly(P.constantTerm(row))),
    E.exactly(Q.zero),
  );
