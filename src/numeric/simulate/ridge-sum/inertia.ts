/**
 * The signs of the Hessian's eigenvalues on the sphere: index, nullity and least curvature.
 *
 * An eigenvalue within its error of 0 is neither negative nor zero nor positive here; it is
 * `unresolved`. Zero is never found by computation in doubles.
 */

import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { type Measured, measured, unitRoundoff } from "../../measured.ts";
import type { Eigenvalue, Inertia } from "../answers.ts";
import { sphericalHessian, type TangentHessian } from "./population-hessian.ts";
import type { RidgeSum } from "./ridge-sum.ts";

/** Counts of negative, positive and unresolved eigenvalues at w, with multiplicity. */
export function inertia(model: RidgeSum, w: Float64Array): Inertia {
  const eigenvalues = spectrum(sphericalHessian(model, w));
  const count = (test: (x: Measured) => boolean): number =>
    eigenvalues.reduce((n, x) => n + (test(x.eigenvalue) ? x.multiplicity : 0), 0);
  const negative = count((x) => x.value < -x.error);
  const positive = count((x) => x.value > x.error);
  return { negative, positive, unresolved: count(() => true) - negative - positive, eigenvalues };
}

/** The least eigenvalue at w. A tangent space of dimension 0 has none: NaN, unknown. */
export function smallestCurvature(model: RidgeSum, w: Float64Array): Measured {
  const least = spectrum(sphericalHessian(model, w))[0];
  return least?.eigenvalue ?? measured(Number.NaN, Number.POSITIVE_INFINITY);
}

/** All eigenvalues of both blocks, ascending. By Weyl each is off by the norm of the error. */
export function spectrum(hessian: TangentHessian): Eigenvalue[] {
  const of = (matrix: readonly Float64Array[], block: "within" | "across"): Eigenvalue[] => {
    const multiplicity = block === "within" ? 1 : hessian.multiplicity;
    if (multiplicity === 0) return [];
    return eigenvaluesOf(matrix, hessian.error).map((eigenvalue) => ({
      eigenvalue,
      multiplicity,
      block,
    }));
  };
  const all = [...of(hessian.within, "within"), ...of(hessian.across, "across")];
  return all.sort((a, b) => a.eigenvalue.value - b.eigenvalue.value);
}

/** Eigenvalues of a symmetric matrix; of a matrix that is not finite, as many unknown ones. */
function eigenvaluesOf(matrix: readonly Float64Array[], error: number): Measured[] {
  const n = matrix.length;
  if (n === 0) return [];
  if (!matrix.every((row) => row.every(Number.isFinite))) {
    return matrix.map(() => measured(Number.NaN, Number.POSITIVE_INFINITY));
  }
  const dense = new Matrix(matrix.map((row) => [...row]));
  const values = new EigenvalueDecomposition(dense, { assumeSymmetric: true }).realEigenvalues;
  const size = Math.max(...values.map(Math.abs));
  // The symmetric QR algorithm is backward stable, a few n u in the norm.
  const rounding = 10 * n * unitRoundoff * size;
  return values.map((value) => measured(value, error + rounding, "estimate"));
}
