/**
 * What an expression can be worth: a number, a truth, or a vector or matrix of numbers.
 *
 * Numbers stay exact rationals as long as only + - * / and integer powers touch them, so that
 * `(p - 2)/(k + p - 2) = 1/4` is decided exactly; the first root or exponential makes a measured
 * double of them.
 */
import type { Rational } from "../../model/rational.ts";
import { type Failure, failure } from "../failure.ts";
import { type Measured, ofRational } from "../measured.ts";

export type Value =
  | { readonly kind: "rational"; readonly rational: Rational }
  | { readonly kind: "measured"; readonly measured: Measured }
  /** `undefined`: the sides of a comparison cannot be told apart within their errors. */
  | { readonly kind: "truth"; readonly truth: boolean | undefined }
  | { readonly kind: "vector"; readonly entries: readonly Measured[] }
  | MatrixValue;

export interface MatrixValue {
  readonly kind: "matrix";
  /** Rows of one length. */
  readonly rows: readonly (readonly Measured[])[];
}

export type Result = Value | Failure;

/** The values of the letters bound so far. */
export type Letters = ReadonlyMap<string, Value>;

export const truth = (value: boolean | undefined): Value => ({ kind: "truth", truth: value });
export const real = (value: Measured): Value => ({ kind: "measured", measured: value });

/** Numerators longer than this are rounded: an exact value is a convenience, not a promise. */
const longestNumerator = 2n ** 2000n;

/** A rational value; beyond 2000 bits a double. */
export function exact(rational: Rational): Value {
  const size = rational.num < 0n ? -rational.num : rational.num;
  if (size > longestNumerator || rational.den > longestNumerator) return real(ofRational(rational));
  return { kind: "rational", rational };
}

/** The number that a value is, or a failure for truths, vectors and matrices. */
export function toMeasured(value: Result): Measured | Failure {
  switch (value.kind) {
    case "rational":
      return ofRational(value.rational);
    case "measured":
      return value.measured;
    case "truth":
    case "vector":
    case "matrix":
      return failure("wrong-arguments", `a number is wanted, not a ${value.kind}`);
    case "failure":
      return value;
  }
}
