/**
 * Points of the parameter beta at which something happens, as a reader and a machine need them.
 */
import * as Q from "../../model/rational.ts";
import { type AlgebraicNumber, rationalOf, refined, toDecimal } from "../exact/algebraic-number.ts";
import type { Irreducibility } from "../exact/factorise.ts";
import type { IntegerPolynomial } from "../exact/integer-polynomial.ts";
import { closedForm } from "../exact/radical.ts";
import { decimal } from "../links/quantity.ts";

/** A value of beta: algebraic, or known by an enclosure alone. */
export interface PhasePoint {
  /** A text of the spec language that is the number, for degrees 1 and 2. */
  readonly exact?: string;
  /** Correctly rounded if algebraic; else the middle of the enclosure. */
  readonly value: string;
  /** Decimals around the number. */
  readonly enclosure: readonly [string, string];
  readonly minimalPolynomial?: IntegerPolynomial;
  readonly irreducible?: Irreducibility;
  readonly basis: "exact" | "bound" | "estimate";
}

const digits = 20;

/** An algebraic number as a point. */
export function algebraicPoint(root: AlgebraicNumber): PhasePoint {
  const exact = closedForm(root);
  const rational = rationalOf(root);
  const near = refined(root, Q.rational(1n, 10n ** BigInt(digits + 2)));
  return {
    ...(exact === undefined ? {} : { exact }),
    value: toDecimal(root, digits),
    enclosure: outwardDecimals(rational ?? near.lower, rational ?? near.upper, digits + 1),
    minimalPolynomial: root.minimalPolynomial,
    irreducible: root.irreducible,
    basis: "exact",
  };
}

/** A number between two rationals as a point. */
export function enclosedPoint(
  lower: Q.Rational,
  upper: Q.Rational,
  basis: "bound" | "estimate",
): PhasePoint {
  const middle = Q.divide(Q.add(lower, upper), Q.integer(2));
  const places = placesOf(Q.subtract(upper, lower));
  const [low] = outwardDecimals(middle, middle, places + 1);
  return { value: low, enclosure: outwardDecimals(lower, upper, places + 2), basis };
}

/** Decimals with so many places below and above two rationals. */
export function outwardDecimals(
  lower: Q.Rational,
  upper: Q.Rational,
  places: number,
): readonly [string, string] {
  const scale = Q.integer(10n ** BigInt(places));
  const below = Q.floor(Q.multiply(lower, scale));
  const above = -Q.floor(Q.negate(Q.multiply(upper, scale)));
  return [decimal(below, places), decimal(above, places)];
}

/** Places down to the size of a width, at most `digits`. */
function placesOf(width: Q.Rational): number {
  let places = 1;
  let size = Q.multiply(width, Q.integer(10));
  while (places < digits && Q.compare(size, Q.one) < 0) {
    places += 1;
    size = Q.multiply(size, Q.integer(10));
  }
  return places;
}
