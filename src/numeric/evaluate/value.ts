/**
 * What an expression can be worth: a number, a truth, a vector or matrix of numbers, or a function
 * of Gaussian variables.
 *
 * Numbers stay exact rationals as long as only + - * / and integer powers touch them, so that
 * `(p - 2)/(k + p - 2) = 1/4` is decided exactly; the first root or exponential makes a measured
 * double of them.
 */
import type { Rational } from "../../model/rational.ts";
import { type Failure, failure } from "../failure.ts";
import { coefficientsOf, type GaussianFunction } from "../gaussian/function.ts";
import { type Measured, ofRational } from "../measured.ts";

export type Value =
  | { readonly kind: "rational"; readonly rational: Rational }
  | { readonly kind: "measured"; readonly measured: Measured }
  /** `undefined`: the sides of a comparison cannot be told apart within their errors. */
  | { readonly kind: "truth"; readonly truth: boolean | undefined }
  | { readonly kind: "vector"; readonly entries: readonly Measured[] }
  | MatrixValue
  | FunctionValue;

export interface MatrixValue {
  readonly kind: "matrix";
  /** Rows of one length. */
  readonly rows: readonly (readonly Measured[])[];
}

/** A link, or what became of one. */
export interface FunctionValue {
  readonly kind: "function";
  readonly function: GaussianFunction;
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

/** The number that a value is, or a failure for what is no number. */
export function toMeasured(value: Result): Measured | Failure {
  switch (value.kind) {
    case "rational":
      return ofRational(value.rational);
    case "measured":
      return value.measured;
    case "truth":
    case "vector":
    case "matrix":
    case "function":
      return failure("wrong-arguments", `a number is wanted, not a ${value.kind}`);
    case "failure":
      return value;
  }
}

/**
 * The numbers that a value consists of: one, the entries of a vector or matrix row by row, or the
 * Hermite coefficients of a function.
 */
export function entriesOf(value: Result): readonly Measured[] | Failure {
  switch (value.kind) {
    case "vector":
      return value.entries;
    case "matrix":
      return value.rows.flat();
    case "function":
      return coefficientsOf(value.function);
    default: {
      const number = toMeasured(value);
      return "kind" in number ? number : [number];
    }
  }
}
