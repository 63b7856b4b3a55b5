/**
 * Points over an orthonormal frame at which l overlaps are l^(-1/2) and the others 0: pure(j),
 * mixed(1..l), the average, and for l = 0 the directions orthogonal to the frame.
 *
 * The loss is a sum of one function of each overlap, L = sum_i f(u_i). With t = l^(-1/2) the radial
 * derivative is R = sum u_i f'(u_i) = l t f'(t). The coefficients of v_i in the spherical gradient
 * are f'(t) - R t for the l and f'(0) for the others, and the Hessian has the eigenvalues
 *   f''(t) - R   on the l vectors, across their sum;       l - 1 times
 *   f''(0) - R   on the other vectors of the frame;        k - l times
 *   -R           across the frame;                         d - k times
 * ([Absil2008, Sec. 5.4.1], as in hessian.ts); for l = 0 one of the last is the radial direction.
 * A power 0^e is 0 for e > 0, which the user of a term has to show.
 */
import type { Expression } from "../../../model/expression/expression.ts";
import * as Q from "../../../model/rational.ts";
import * as P from "../../exact/polynomial.ts";
import type { EigenBlock } from "../../prediction.ts";
import { exponentOf, type Meaning, termOf } from "../../term/interpret.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import { powerBases, powerOf } from "../../term/power.ts";
import { sumOver } from "../../term/sum.ts";
import * as T from "../../term/term.ts";
import { productSeries } from "./loss.ts";
import type { RidgeSum } from "./model.ts";

export interface OrthonormalPoint {
  /** l. */
  readonly size: P.Polynomial;
  readonly loss: T.Term;
  /** Coefficients of the frame in the spherical gradient: of the l vectors, of the others. */
  readonly gradient: { readonly own: T.Term; readonly other: T.Term };
  readonly blocks: readonly EigenBlock[];
  /** What must be positive for all of it. */
  readonly positive: readonly P.Polynomial[];
}

/**
 * The point that an expression names.
 *
 * @throws NotDerivable if the frame is not orthonormal or the expression names no such point.
 */
export function orthonormalPoint(
  model: RidgeSum,
  expression: Expression,
  meaning: Meaning,
): OrthonormalPoint {
  if (model.frame !== "orthonormal") {
    throw new NotDerivable("no rule for this point on a frame that is not orthonormal");
  }
  const size = sizeOf(expression, model, meaning);
  const positive: P.Polynomial[] = [];
  const atZero = (order: number): T.Term => derivativeAt(model, order, "zero", positive);
  if (P.isZero(size)) {
    return {
      size,
      loss: T.multiply(T.ofPolynomial(model.terms), atZero(0)),
      gradient: { own: T.zero, other: atZero(1) },
      blocks: [
        { block: "frame", eigenvalue: atZero(2), multiplicity: model.terms },
        {
          block: "across",
          eigenvalue: T.zero,
          multiplicity: P.subtract(P.subtract(model.dimension, model.terms), P.one),
        },
      ],
      positive,
    };
  }
  const l = T.ofPolynomial(size);
  const t = powerOf(l, P.constant(Q.rational(-1n, 2n)));
  const at = (order: number): T.Term => derivativeAt(model, order, t, positive);
  const radial = T.product([l, t, at(1)]);
  const others = P.subtract(model.terms, size);
  const rest = T.multiply(T.ofPolynomial(others), atZero(0));
  return {
    size,
    loss: T.add(T.multiply(l, at(0)), rest),
    gradient: { own: T.subtract(at(1), T.multiply(radial, t)), other: atZero(1) },
    blocks: [
      {
        block: "within",
        eigenvalue: T.subtract(at(2), radial),
        multiplicity: P.subtract(size, P.one),
      },
      { block: "others", eigenvalue: T.subtract(atZero(2), radial), multiplicity: others },
      {
        block: "across",
        eigenvalue: T.negate(radial),
        multiplicity: P.subtract(model.dimension, model.terms),
      },
    ],
    positive: [...positive, ...powerBases(t)],
  };
}

/** The number of overlaps that are not 0 and equal. */
function sizeOf(e: Expression, model: RidgeSum, meaning: Meaning): P.Polynomial {
  const isVector = e.kind === "indexed" && e.name === "v";
  const isPure = e.kind === "call" && e.name === "pure";
  if (isVector || isPure || (e.kind === "name" && e.name === "target")) return P.one;
  if (e.kind === "name" && e.name === "average") return model.terms;
  if (e.kind === "name" && e.name === "origin") return P.zero;
  const [range] = e.kind === "call" && e.name === "mixed" ? e.args : [];
  if (range?.kind === "range") {
    const [from, to] = [range.from, range.to].map((end) => exponentOf(termOf(end, meaning)));
    return P.add(P.subtract(to!, from!), P.one);
  }
  throw new NotDerivable("no rule for this point: it is no average of frame vectors");
}

/** The derivative of f of an order, f(u) = -factor omega sum_q c_q u^q, at t or at 0. */
function derivativeAt(
  model: RidgeSum,
  order: number,
  at: T.Term | "zero",
  positive: P.Polynomial[],
): T.Term {
  const weight = model.weight("#j");
  if (T.termDependsOn(weight, "#j")) throw new NotDerivable("a point of unequal weights");
  const parts = productSeries(model).map(({ degree, coefficient, over }) => {
    const lowered = P.subtract(degree, P.constant(BigInt(order)));
    const slope = T.multiply(coefficient, T.ofPolynomial(falling(degree, order)));
    if (at !== "zero") {
      const term = T.multiply(slope, powerOf(at, lowered));
      return over === undefined ? term : sumOver(over.letter, over.range, term);
    }
    if (over === undefined && P.isConstant(lowered)) {
      return P.constantTerm(lowered).num === 0n ? slope : T.zero;
    }
    // The least degree of the sum decides; a degree below the order has no derivative left.
    const least = over === undefined ? degree : over.range.from;
    positive.push(P.subtract(least, P.constant(BigInt(order))));
    return T.zero;
  });
  return T.negate(T.product([model.factor, weight, T.sum(parts)]));
}

/** q (q - 1) ... (q - order + 1). */
const falling = (q: P.Polynomial, order: number): P.Polynomial =>
  P.product(Array.from({ length: order }, (_, i) => P.subtract(q, P.constant(BigInt(i)))));
