/**
 * The average of the frame, and terms evaluated there.
 *
 * average = sum_j v_j / N with N^2 = sum_ij A_ij, so that u_i = (sum_j A_ij) / N. The rule asks
 * that all row sums be equal; then every overlap is the same number m.
 */

import type { Point } from "../../../model/spec.ts";
import type * as P from "../../exact/polynomial.ts";
import * as Poly from "../../exact/polynomial.ts";
import { replaceAtoms } from "../../term/calculus.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import { powerBases, powerOf, squareRoot } from "../../term/power.ts";
import { sumOver } from "../../term/sum.ts";
import * as T from "../../term/term.ts";
import { gradientCoefficient, radialDerivative, speedName, squaredSpeed } from "./flow.ts";
import type { RidgeSum } from "./model.ts";

/** A direction sum_j c_j v_j at which all overlaps are equal. */
export interface AveragePoint {
  /** m, the common overlap. */
  readonly overlap: T.Term;
  /** The common coefficient c_j = 1/N. */
  readonly coefficient: T.Term;
  /** The common row sum of the Gram matrix. */
  readonly rowSum: T.Term;
  /** What must be positive for the point to exist. */
  readonly positive: readonly P.Polynomial[];
  /** |w'| there, where it is one monomial. */
  readonly speed: () => T.Term | undefined;
}

/** The average. @throws NotDerivable if the row sums of the Gram matrix are not all equal. */
export function averagePoint(model: RidgeSum): AveragePoint {
  const rowSum = model.rowSum ?? sumOver("#s", model.range, model.gram("#r", "#s"));
  if (T.termDependsOn(rowSum, "#r")) {
    throw new NotDerivable("the average of a frame whose Gram matrix has unequal row sums");
  }
  const norm = squareRoot(sumOver("#r", model.range, rowSum));
  const coefficient = powerOf(norm, Poly.constant(-1));
  const point = {
    overlap: T.multiply(rowSum, coefficient),
    coefficient,
    rowSum,
    positive: powerBases(norm),
  };
  return {
    ...point,
    speed: () => speedAt(model, { ...point, speed: () => undefined }),
  };
}

/** The directions orthogonal to the frame, all overlaps 0; `undefined` if the point is another. */
export function originPoint(model: RidgeSum, at: Point): AveragePoint | undefined {
  if (at.kind !== "expression" || at.expression.kind !== "name") return undefined;
  if (at.expression.name !== "origin") return undefined;
  const point = { overlap: T.zero, coefficient: T.zero, rowSum: T.zero, positive: [] };
  return { ...point, speed: () => speedAt(model, { ...point, speed: () => undefined }) };
}

/** |w'| where all overlaps are the same, if it is one monomial. */
function speedAt(model: RidgeSum, point: AveragePoint): T.Term | undefined {
  const square = atAverage(point, squaredSpeed(model));
  if (T.isZero(square)) return T.zero;
  return square.monomials.length === 1 ? squareRoot(square) : undefined;
}

/** A term in the overlaps with every u[j] replaced by the common overlap of the average. */
export const atAverage = (point: AveragePoint, term: T.Term): T.Term =>
  replaceAtoms(
    term,
    (atom) => {
      if (atom.kind !== "symbol") return undefined;
      if (atom.name === "u") return point.overlap;
      return atom.name === speedName ? point.speed() : undefined;
    },
    powerOf,
  );

/**
 * The coefficient of v[place] in the spherical gradient at the average: g_j - <w, grad L> c_j.
 *
 * The v_j are linearly independent, so the gradient vanishes iff this does for every place.
 */
export function tangentCoefficientAtAverage(
  model: RidgeSum,
  loss: T.Term,
  point: AveragePoint,
  place: string,
): T.Term {
  const radial = atAverage(point, radialDerivative(model, loss));
  const pull = atAverage(point, gradientCoefficient(loss, place));
  return T.subtract(pull, T.multiply(radial, point.coefficient));
}
