/**
 * The flow of a normalised predictor phi(<w, x>/|S w|), S = Sigma^(1/2), as one of wbar = S w/|S w|.
 *
 * The arguments of both links have variance 1 and correlation rho, so by Mehler's identity
 * [ODonnell2021, Prop. 11.31] the part of the loss that moves is -k F(rho), F = sum_j c_j rho^j,
 * with k = 2 factor for the squared loss and k = factor for the correlation loss, and
 *   grad rho = S q/|S w|,   q = vbar - rho wbar,
 *   normalised:      w' = -|S w|^2 grad L             = k |S w| zeta S q,      zeta = F'(rho),
 *   preconditioned:  w' = -|S w|^2 Sigma^(-1) grad L  = k |S w| zeta S^(-1) q.
 * With wbar' = (I - wbar wbar^T) S w'/|S w| the length of w cancels:
 *   wbar' = k zeta (I - wbar wbar^T) P q,   P = Sigma, or the identity.
 */
import * as P from "../../exact/polynomial.ts";
import { indexRange, symbol } from "../../term/atom.ts";
import { powerOf } from "../../term/power.ts";
import { sumOver } from "../../term/sum.ts";
import * as T from "../../term/term.ts";
import { across, add, type Combination, dotWith, type Frame, gram, scale } from "./vectors.ts";

export interface NormalisedFlow {
  /** k. */
  readonly weight: T.Term;
  readonly kappa: T.Term;
  readonly isPreconditioned: boolean;
}

/** The range from..oo. */
export const endless = (from: bigint) => indexRange(P.constant(from), P.variable("oo"));

/** c[place]. */
export const coefficient = (place: string): T.Term => T.ofAtom(symbol("c", [place]));

/** zeta(rho) = sum_{j >= 1} j c_j rho^(j-1). */
export function correlationSlope(): T.Term {
  const j = T.ofAtom(symbol("#j"));
  const power = powerOf(gram("wbar", "vbar"), P.subtract(P.variable("#j"), P.one));
  return sumOver("#j", endless(1n), T.product([j, coefficient("#j"), power]));
}

/** wbar'. */
export function whitenedVelocity(flow: NormalisedFlow): Combination {
  const { weight, kappa, isPreconditioned } = flow;
  const q = across({ vbar: T.one }, "wbar");
  const seen = isPreconditioned ? q : covarianceTimes(q, kappa);
  return scale(across(seen, "wbar"), T.multiply(weight, correlationSlope()));
}

/** Sigma a, Sigma = (I + kappa theta theta^T)/(1 + kappa). */
function covarianceTimes(a: Combination, kappa: T.Term): Combination {
  const total = add(a, { theta: T.multiply(kappa, dotWith(a, "theta")) });
  return scale(total, powerOf(T.add(T.one, kappa), P.constant(-1)));
}

/** d<wbar, x>/dt for a vector that does not move. */
export const rateOfProduct = (flow: NormalisedFlow, x: Exclude<Frame, "wbar">): T.Term =>
  dotWith(whitenedVelocity(flow), x);
