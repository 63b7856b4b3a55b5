/**
 * Which standing assumptions of [simsek2025] a link meets, and which it violates.
 *
 * Stated there for c_q = a_q b_q and p* = min{q >= 1: c_q != 0}; here b_q = a_q. Nothing that is
 * derived here rests on them: they say where that paper's theorems speak.
 */
import type { LinkWeights } from "./link-weights.ts";
import { positiveDegrees } from "./link-weights.ts";

export interface AssumptionCheck {
  /** As numbered in the paper. */
  readonly name: string;
  readonly statement: string;
  readonly status: "met" | "violated" | "not decided";
  readonly reason: string;
}

/** The assumptions, held against the weights of a link. */
export function assumptionChecks(
  weights: LinkWeights,
  frame: "orthonormal" | "equiangular",
): readonly AssumptionCheck[] {
  return [exponentCheck(weights), signCheck(), summability(weights, frame), angles(frame)];
}

function exponentCheck(weights: LinkWeights): AssumptionCheck {
  const { informationExponent, polynomialDegree } = weights.expansion;
  const degrees = positiveDegrees(weights);
  const p = informationExponent.value ?? informationExponent.seen;
  const base = {
    name: "Assumption 1.1",
    statement: "$p^* \\ge 3$, or $p^* \\ge 2$ and a term of higher degree",
  };
  if (p === undefined) {
    return { ...base, status: "not decided", reason: "the information exponent is not decided" };
  }
  const higher = degrees.some((q) => q > p);
  const note = informationExponent.decided === "exact" ? "" : " (to within the errors)";
  if (p >= 3) return { ...base, status: "met", reason: `$p^* = ${p}$${note}` };
  if (p === 1) return { ...base, status: "violated", reason: `$p^* = 1$${note}: $c_1 > 0$` };
  if (higher) return { ...base, status: "met", reason: `$p^* = 2$${note} with a higher term` };
  return polynomialDegree === undefined
    ? { ...base, status: "not decided", reason: "no higher term was found up to the order" }
    : { ...base, status: "violated", reason: "$p^* = 2$ and there is no higher term" };
}

const signCheck = (): AssumptionCheck => ({
  name: "Assumption 1.2",
  statement: "$c_q \\ge 0$ for all $q$",
  status: "met",
  reason: "student and teacher have the same link, so $c_q = a_q^2$",
});

/**
 * sum c_q q lambda_max^(q/2) < oo, lambda_max = 1 + (k - 1) beta.
 *
 * A kink or a jump makes the c_q decay no faster than a power of q along a subsequence, for a
 * link whose coefficients decay geometrically is analytic [Szego1975, Sec. 9.2]: the sum diverges
 * for every beta > 0. Without one the decay of the coefficients is not known here.
 */
function summability(
  { expansion }: LinkWeights,
  frame: "orthonormal" | "equiangular",
): AssumptionCheck {
  const base = {
    name: "Assumption 1.3",
    statement:
      "$\\sum_q c_q\\, q\\, \\lambda_{\\max}^{q/2} < \\infty$, $\\lambda_{\\max} = 1 + (k-1)\\beta$",
  };
  if (expansion.polynomialDegree !== undefined) {
    return { ...base, status: "met", reason: "the sum is finite: the link is a polynomial" };
  }
  if (expansion.smoothness.length > 0 && frame === "equiangular") {
    return {
      ...base,
      status: "violated",
      reason:
        "the link has a kink or a jump, so $c_q$ does not decay geometrically: the sum diverges for every $\\beta > 0$",
    };
  }
  return {
    ...base,
    status: "not decided",
    reason: "the rate at which $c_q$ decays is not derived",
  };
}

const angles = (frame: "orthonormal" | "equiangular"): AssumptionCheck => ({
  name: "Assumptions 1.4, 1.5",
  statement:
    "$\\langle v_i, v_j \\rangle = \\beta \\in [0, 1]$ for $i \\ne j$, linearly independent",
  status: "met",
  reason: frame === "orthonormal" ? "$\\beta = 0$" : "$0 \\le \\beta < 1$",
});
