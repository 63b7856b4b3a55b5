/**
 * Escape from the equator for one ridge function: u(0) = c d^(-1/2), c > 0, as d -> infinity.
 *
 * For k = 1 the derived flow of the overlap is, for h_q, a polynomial in u whose lowest term is r
 * u^(q-1) with r = q; with the weights of the link the lowest degree s with c_s > 0 leads. The
 * time to reach a fixed height is that of u' = r c_s u^(s-1) up to a bounded amount (s >= 2):
 *   s = 1: bounded;   s = 2: log(1/u(0))/(r c_2);   s >= 3: u(0)^(2-s)/((s-2) r c_s).
 */
import * as Q from "../../model/rational.ts";
import { coefficientsIn } from "../exact/in-one-variable.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import type { LinkWeights, Weight } from "./link-weights.ts";
import type { PureLinkRules } from "./pure-link-rules.ts";
import { atDegree, onSlice } from "./slice.ts";

/** T = constant * (scale of d) * (1 + o(1)). */
export interface EscapeLaw {
  /** s. */
  readonly degree: number;
  readonly kind: "bounded" | "logarithm" | "power";
  /** s/2 - 1. */
  readonly exponent: Q.Rational;
  /** The constant is 1 / (divisor c_s c^(s-2)). */
  readonly divisor: Q.Rational;
  readonly weight: Weight;
  /** u' for h_s and k = 1, a polynomial in u. */
  readonly rate: P.Polynomial;
}

/** The law of a link, or `undefined` if its lowest degree is not decided. */
export function escapeLaw(rules: PureLinkRules, { weights }: LinkWeights): EscapeLaw | undefined {
  const weight = weights.find(({ sign }) => sign !== "zero");
  if (weight === undefined || weight.sign === "undecided") return undefined;
  const s = weight.degree;
  const rate = singleRate(rules, s);
  const lead = leadingCoefficient(rate, s - 1);
  const exponent = Q.subtract(Q.rational(BigInt(s), 2n), Q.one);
  if (s === 1) return { degree: s, kind: "bounded", exponent: Q.zero, divisor: lead, weight, rate };
  if (s === 2) {
    // log(1/u(0)) = (log d)/2 - log c.
    const divisor = Q.multiply(Q.integer(2), lead);
    return { degree: s, kind: "logarithm", exponent: Q.zero, divisor, weight, rate };
  }
  const divisor = Q.multiply(Q.integer(s - 2), lead);
  return { degree: s, kind: "power", exponent, divisor, weight, rate };
}

/** u' for h_q and one ridge function: the slice with k = l = 1. */
function singleRate(rules: PureLinkRules, degree: number): P.Polynomial {
  const rate = onSlice(atDegree(rules.rate, degree), "first");
  const single = ["k", "l", "z"].reduce((f, name) => R.substitute(f, name, R.one), rate);
  if (!R.isPolynomial(single) || P.variables(single.numerator).some((name) => name !== "t")) {
    throw new NotDerivable("the flow of one overlap");
  }
  return single.numerator;
}

function leadingCoefficient(rate: P.Polynomial, order: number): Q.Rational {
  const rows = coefficientsIn(rate, "t");
  if (rows.slice(0, order).some((row) => !P.isZero(row))) {
    throw new NotDerivable("a flow of another order at the equator");
  }
  return P.constantTerm(rows[order] ?? P.zero);
}
