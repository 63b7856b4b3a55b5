/**
 * The fixed points of a pure link h_n, n >= 3, over an orthonormal frame.
 *
 * Off the span of the frame the gradient sum g_i v_i - <w, grad L> w vanishes only if every g_i
 * does, that is at u = 0. In the span u is a unit vector, and u_i' = 0 says
 *   u_i (u_i^(n-2) - S_n) = 0 for all i,
 * which is checked against the derived rate. So u_i = 0 or u_i^(n-2) = S_n. For odd n this has one
 * real root: the l overlaps that are not 0 agree, +-1/sqrt(l), the sign being that of S_n. For even
 * n they agree up to their signs, which are free. Choosing which l of k are not 0:
 *   n odd:   sum_l C(k, l) 2   = 2 (2^k - 1),      n even: sum_l C(k, l) 2^l = 3^k - 1.
 */

import { exactScalars } from "../../../model/bind/instance.ts";
import type { Question } from "../../../model/claim.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import * as Q from "../../../model/rational.ts";
import { step } from "../../derivation.ts";
import { evaluate as evaluatePolynomial } from "../../exact/in-one-variable.ts";
import * as P from "../../exact/polynomial.ts";
import * as R from "../../exact/rational-function.ts";
import type { Derived, DerivedPrediction } from "../../prediction.ts";
import { evaluateTerm } from "../../term/evaluate.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import { powerOf } from "../../term/power.ts";
import { sumOver } from "../../term/sum.ts";
import * as T from "../../term/term.ts";
import { countedPoints } from "./counted-points.ts";
import { parityOf } from "./degree-parity.ts";
import { overlapRate } from "./flow.ts";
import { listsAll } from "./listed-fixed-points.ts";
import { overlap, productSeries } from "./loss.ts";
import type { RidgeSum } from "./model.ts";
import { type Context, prediction } from "./prediction-context.ts";

type Asked = Extract<Question, { readonly kind: "fixed-points" }>;

/** The fixed points, by their shape; n - 2 must be positive for it. */
export function predictFixedPoints(context: Context, { where, upTo }: Asked): DerivedPrediction {
  const { setting, model, loss } = context;
  if (model.frame !== "orthonormal") {
    throw new NotDerivable("fixed points over a frame that is not orthonormal");
  }
  const [only, ...others] = productSeries(model);
  if (only === undefined || others.length > 0 || only.over !== undefined) {
    throw new NotDerivable("fixed points of a link of more than one degree");
  }
  const { degree } = only;
  const rate = overlapRate(model, loss, "#i");
  requireShape(model, rate, degree);
  const parity = parityOf(degree, setting);
  if (parity === undefined) {
    throw new NotDerivable("the number of fixed points of a degree whose parity is not known");
  }
  const isOffComplement = where !== undefined && saysNonZero(where);
  const steps = [
    step(
      "u[i]'",
      "\\dot u_i",
      rate,
      "u[i]' = 0 in the span: u[i] = 0, or u[i]^(n-2) is the same for all others",
      "canonical-form",
    ),
  ];
  const count = isOffComplement ? closedCount(parity, model.terms, upTo) : undefined;
  const signs = parity === "odd" ? "of one sign" : "of any signs";
  const derived = {
    kind: "fixed-points",
    text: `l of the overlaps are 1/sqrt(l) in size, ${signs}, the others 0`,
    ...(count === undefined ? {} : { count }),
    countAt: (binding) => {
      const parameters = exactScalars(binding);
      if (count !== undefined) {
        const value = evaluateTerm(count, { parameters });
        return value === undefined ? undefined : Number(value.lower.num);
      }
      const k = Number(evaluatePolynomial(model.terms, parameters).num);
      if (where === undefined || k > mostTerms || upTo.length > 0) return undefined;
      return countedPoints(k, parity, where, binding);
    },
    listsAll: (points) => upTo.length === 0 && listsAll(points, parity, model.terms, setting),
  } satisfies Derived;
  const found = prediction(context, derived, steps);
  return { ...found, positive: [...found.positive, P.subtract(degree, P.constant(2n))] };
}

/** Frames whose fixed points are written down one by one. */
const mostTerms = 10;

/** Whether the rate is c (u_i^(n-1) - u_i S_n) with c free of the state. */
function requireShape(model: RidgeSum, rate: T.Term, degree: P.Polynomial): void {
  const lowered = powerOf(overlap("#i"), P.subtract(degree, P.one));
  const total = sumOver("#t", model.range, powerOf(overlap("#t"), degree));
  const shape = T.subtract(lowered, T.multiply(overlap("#i"), total));
  const [first] = shape.monomials;
  const same = rate.monomials.find(({ key }) => key === first?.key);
  if (first === undefined || same === undefined) throw new NotDerivable("a rate of another shape");
  const ratio = R.divide(same.coefficient, first.coefficient);
  if (!T.equal(rate, T.scale(shape, ratio))) throw new NotDerivable("a rate of another shape");
}

/** Whether the predicate is norm(u) > 0. */
function saysNonZero(e: Expression): boolean {
  if (e.kind !== "comparison" || e.operators.length !== 1) return false;
  const [a, b] = e.operators[0] === "<" ? [e.operands[1], e.operands[0]] : e.operands;
  const isStrict = e.operators[0] === ">" || e.operators[0] === "<" || e.operators[0] === "!=";
  return (
    isStrict &&
    a?.kind === "call" &&
    a.name === "norm" &&
    a.args[0]?.kind === "name" &&
    a.args[0].name === "u" &&
    b?.kind === "number" &&
    Q.isZero(b.value)
  );
}

/**
 * The number of fixed points with u != 0. Up to permutation there is one for each l and sign (n
 * odd), or for each l and number of negative signs, 0..l (n even).
 */
function closedCount(parity: "odd" | "even", k: P.Polynomial, upTo: Asked["upTo"]): T.Term {
  const half = T.constant(Q.rational(1n, 2n));
  const upToSign = upTo.includes("sign");
  if (upTo.includes("permutation")) {
    if (parity === "odd") return T.multiply(T.ofPolynomial(k), T.constant(upToSign ? 1 : 2));
    if (upToSign) throw new NotDerivable("a number that depends on the parity of k");
    return T.product([half, T.ofPolynomial(k), T.ofPolynomial(P.add(k, P.constant(3n)))]);
  }
  const all =
    parity === "odd"
      ? T.scale(T.subtract(powerOf(T.constant(2), k), T.one), R.constant(2))
      : T.subtract(powerOf(T.constant(3), k), T.one);
  return upToSign ? T.multiply(half, all) : all;
}
