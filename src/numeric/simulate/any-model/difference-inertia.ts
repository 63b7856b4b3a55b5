/**
 * The signs of the Hessian's eigenvalues of any model, by differences of its gradient.
 *
 * For a tangent vector t at the state y, H t is the tangent part of
 *   (grad(R(y + e t)) - grad(R(y - e t)))/(2 e),   R the nearest point of the constraint,
 * with the gradient projected at its own point ([Absil2008, Eq. 5.15]: the derivative of the
 * projected gradient, projected). Two distances give the truncation; the error of the gradient
 * over e is added.
 */

import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { type Measured, measured, signOf, unitRoundoff } from "../../measured.ts";
import { addScaled, dot, minus, norm, orthonormalBasis, scaled } from "../../vectors.ts";
import type { Inertia } from "../answers.ts";
import { type DefinedModel, measuredGradient } from "./defined-model.ts";

/** Distances of the differences, the wide one first. */
const [wide, narrow] = [2e-4, 1e-4];

/** The Hessian in an orthonormal basis of the tangent space. */
export interface DifferenceHessian {
  readonly basis: readonly Float64Array[];
  /** Symmetric; entries may be not finite. */
  readonly entries: readonly (readonly number[])[];
  /** A bound of the norm of the error, as far as differences can tell. */
  readonly error: number;
}

export function differenceHessian(model: DefinedModel, state: Float64Array): DifferenceHessian {
  const basis = tangentBasis(model, state);
  let truncation = 0;
  let noise = 0;
  const columns = basis.map((t) => {
    const [rough, good] = [along(model, state, t, wide), along(model, state, t, narrow)];
    truncation += norm(minus(good.value, rough.value)) ** 2;
    noise += good.error ** 2;
    return good.value;
  });
  const products = basis.map((a) => columns.map((column) => dot(a, column)));
  const entries = products.map((row, i) => row.map((x, j) => (x + products[j]![i]!) / 2));
  return { basis, entries, error: Math.sqrt(truncation) + Math.sqrt(noise) };
}

/** Eigenvalues of the Hessian on the tangent space, ascending, each with its error. */
export function differenceSpectrum(model: DefinedModel, state: Float64Array): Measured[] {
  const { basis, entries, error } = differenceHessian(model, state);
  const n = basis.length;
  if (n === 0) return [];
  if (!entries.every((row) => row.every(Number.isFinite))) {
    return basis.map(() => measured(Number.NaN, Number.POSITIVE_INFINITY));
  }
  const H = new Matrix(entries.map((row) => [...row]));
  const values = new EigenvalueDecomposition(H, { assumeSymmetric: true }).realEigenvalues;
  const size = Math.max(...values.map(Math.abs));
  // Weyl: each is off by at most the norm of the error, here the Frobenius norm.
  const total = error + 10 * n * unitRoundoff * size;
  return [...values].sort((a, b) => a - b).map((value) => measured(value, total, "estimate"));
}

/**
 * Eigenvalues without those that are 0 by symmetry: as many as the orbit has dimensions, if so many
 * are 0 within their error. Where an orbit shrinks to a point the direction across it has their
 * eigenvalue too, so that a degenerate point keeps one.
 */
export function acrossOrbit(
  model: DefinedModel,
  state: Float64Array,
  spectrum: readonly Measured[],
): Measured[] {
  let left = model.orbitDimension?.(state) ?? 0;
  return spectrum.filter((x) => {
    if (signOf(x) !== undefined || !Number.isFinite(x.error) || left === 0) return true;
    left -= 1;
    return false;
  });
}

/**
 * Counts of negative, positive and unresolved eigenvalues; those that symmetry explains are none.
 *
 * @param hidden directions of the model that its states have no room for: unresolved.
 */
export function differenceInertia(model: DefinedModel, state: Float64Array, hidden = 0): Inertia {
  const unknown = Array.from({ length: hidden }, () => measured(0, 1));
  const all = differenceSpectrum(model, state);
  const values = acrossOrbit(model, state, [...all, ...unknown]);
  const negative = values.filter((x) => x.value < -x.error).length;
  const positive = values.filter((x) => x.value > x.error).length;
  return {
    negative,
    positive,
    unresolved: values.length - negative - positive,
    eigenvalues: all.map((eigenvalue) => ({ eigenvalue, multiplicity: 1, block: "within" })),
  };
}

function along(
  model: DefinedModel,
  state: Float64Array,
  t: Float64Array,
  distance: number,
): { readonly value: Float64Array; readonly error: number } {
  const at = (step: number) => {
    const moved = state.slice();
    addScaled(moved, step, t);
    model.restore(moved);
    return measuredGradient(model, moved);
  };
  const [ahead, behind] = [at(distance), at(-distance)];
  const value = scaled(1 / (2 * distance), minus(ahead.value, behind.value));
  model.project(state, value);
  return { value, error: (ahead.error + behind.error) / (2 * distance) };
}

/** An orthonormal basis of the tangent space at a state. */
export function tangentBasis(model: DefinedModel, state: Float64Array): Float64Array[] {
  const axes = Array.from({ length: model.size }, (_, i) => {
    const e = new Float64Array(model.size);
    e[i] = 1;
    model.project(state, e);
    return e;
  });
  // Axes that are almost normal add nothing: their tangent parts are those of the others.
  return orthonormalBasis(
    axes.filter((e) => norm(e) > 1e-6),
    1e-6,
  );
}
