/**
 * The loss of a pure link of symbolic degree n along the slice of one overlap at the average.
 *
 * On the circle through the average where u_1 = m (cos theta + r_1 sin theta) and the others are
 * m (cos theta + r sin theta), r_1 + (k-1) r = 0, unit speed means
 *   r_1 = (k-1) rho, r = -rho,   rho^2 = (1-beta) / ((k-1) (1 + (k-1) beta)).
 * The circle is the set of unit vectors of the span that exchanging all overlaps but the first
 * leaves alone, so the flow stays on it and no other direction enters the normal form. Up to the
 * factor -C m^n < 0 the loss is (cos + r_1 sin)^n + (k-1) (cos + r sin)^n, and its coefficients of
 * theta^3 and theta^4, where that of theta^2 is 0, tell the type [Strogatz2015, Ch. 3]:
 *   third not 0: transcritical;   third 0: a pitchfork, supercritical if the loss' fourth > 0.
 */
import * as Q from "../../../model/rational.ts";
import { coefficientsIn } from "../../exact/in-one-variable.ts";
import * as P from "../../exact/polynomial.ts";
import * as R from "../../exact/rational-function.ts";
import { NotDerivable } from "../../term/not-derivable.ts";

/** Coefficients of the loss over a positive factor each: rational functions of the parameters. */
export interface NormalForm {
  readonly third: R.RationalFunction;
  readonly fourth: R.RationalFunction;
}

/** The normal form. @param beta the cosine of the angle of the frame, a rational function */
export function normalForm(
  degree: P.Polynomial,
  terms: P.Polynomial,
  beta: R.RationalFunction,
): NormalForm {
  const rho = P.variable(letter);
  const others = P.subtract(terms, P.one);
  const series = [P.multiply(others, rho), P.negate(rho)].map((r) => powerSeries(degree, r));
  const total = (order: number): P.Polynomial =>
    P.negate(P.add(series[0]![order]!, P.multiply(others, series[1]![order]!)));
  const k = R.ofPolynomial(terms);
  const rest = R.subtract(k, R.one);
  const square = R.divide(
    R.subtract(R.one, beta),
    R.multiply(rest, R.add(R.one, R.multiply(rest, beta))),
  );
  return { third: inSquare(total(3), 1, square), fourth: inSquare(total(4), 0, square) };
}

/** An index letter, which no parameter is named as. */
const letter = "#rho";

/** (cos theta + r sin theta)^n to the fourth order, by the binomial series of 1 + x. */
function powerSeries(n: P.Polynomial, r: P.Polynomial): readonly P.Polynomial[] {
  const fraction = (a: P.Polynomial, den: bigint): P.Polynomial => P.scale(a, Q.rational(1n, den));
  const x = [
    P.zero,
    r,
    P.scale(P.one, Q.rational(-1n, 2n)),
    P.negate(fraction(r, 6n)),
    fraction(P.one, 24n),
  ];
  let power: readonly P.Polynomial[] = [P.one, P.zero, P.zero, P.zero, P.zero];
  let binomial = P.one;
  let total = power;
  for (let j = 1; j <= 4; j++) {
    power = truncatedProduct(power, x);
    const falling = P.subtract(n, P.constant(BigInt(j - 1)));
    binomial = fraction(P.multiply(binomial, falling), BigInt(j));
    total = total.map((c, i) => P.add(c, P.multiply(binomial, power[i]!)));
  }
  return total;
}

const truncatedProduct = (
  a: readonly P.Polynomial[],
  b: readonly P.Polynomial[],
): readonly P.Polynomial[] =>
  a.map((_, n) => P.sum(Array.from({ length: n + 1 }, (_, i) => P.multiply(a[i]!, b[n - i]!))));

/** A polynomial in rho over rho^least, in rho^2. */
function inSquare(a: P.Polynomial, least: 0 | 1, square: R.RationalFunction): R.RationalFunction {
  return R.sum(
    coefficientsIn(a, letter).map((coefficient, i) => {
      if (P.isZero(coefficient)) return R.zero;
      if ((i - least) % 2 !== 0) throw new NotDerivable("a slice that is neither odd nor even");
      return R.multiply(R.ofPolynomial(coefficient), R.power(square, (i - least) / 2));
    }),
  );
}
