/**
 * Runge-Kutta methods as tables, checked when they are built.
 */

import { determinant, Matrix } from "ml-matrix";

/** dy/dt = f(t, y): writes dy/dt into `dy` (length of `y`) and must not keep either array. */
export type VectorField = (t: number, y: Float64Array, dy: Float64Array) => void;

/** df_i/dy_j at (t, y), written into J row by row (length n^2). */
export type Jacobian = (t: number, y: Float64Array, J: Float64Array) => void;

/** What `solve` can integrate with. */
export type Tableau = ButcherTableau | CollocationTableau;

/** An explicit s-stage pair: nodes c, strictly lower A, weights b, and b - bhat for the error. */
export interface ButcherTableau {
  readonly kind: "explicit";
  readonly name: string;
  /** Of the solution that is carried on. */
  readonly order: number;
  /** Of the error estimate: the exponent of the step-size control is 1/(errorOrder + 1). */
  readonly errorOrder: number;
  readonly c: readonly number[];
  readonly A: readonly (readonly number[])[];
  readonly b: readonly number[];
  readonly bError: readonly number[];
  /** A second estimate of lower order; see `errorNorm` in `solve.ts`. */
  readonly bErrorLow?: readonly number[];
  readonly dense: DenseOutput;
}

/** An implicit method by collocation at s nodes, the last of them 1, and its error estimate. */
export interface CollocationTableau {
  readonly kind: "collocation";
  readonly name: string;
  readonly order: number;
  readonly errorOrder: number;
  readonly c: readonly number[];
  readonly A: readonly (readonly number[])[];
  readonly b: readonly number[];
  /** A real eigenvalue of A. */
  readonly gamma: number;
  /** e in the estimate (I - h gamma J)^-1 gamma (h f(t, y) + sum_i e_i z_i), z_i = Y_i - y. */
  readonly error: readonly number[];
}

/** How the state between the ends of a step is had; see `interpolant.ts`. */
export type DenseOutput =
  /** Weights of the last term of a quartic, over the stages. */
  | { readonly kind: "quartic"; readonly weights: readonly number[] }
  /** Three more stages, evaluated on demand, and the weights of four terms over all stages. */
  | {
      readonly kind: "septic";
      readonly c: readonly number[];
      readonly A: readonly (readonly number[])[];
      readonly weights: readonly (readonly number[])[];
    };

/** Rounding of the printed fractions: a few units. */
const tolerance = 1e-14;

/**
 * The tableau itself, if it is consistent: row sums of A equal c, b sums to 1, b - bhat and the
 * dense weights to 0.
 *
 * @throws RangeError with the row that is wrong: a misprint must not survive the import.
 */
export function checkedTableau(tableau: ButcherTableau): ButcherTableau {
  const { name, c, A, b, bError, bErrorLow, dense } = tableau;
  const expectSum = (where: string, row: readonly number[], expected: number): void => {
    const total = row.reduce((sum, x) => sum + x, 0);
    if (!(Math.abs(total - expected) <= tolerance * row.reduce((s, x) => s + Math.abs(x), 1))) {
      throw new RangeError(`${name}, ${where}: expected a row sum of ${expected}, got ${total}.`);
    }
  };
  A.forEach((row, i) => {
    if (row.length > i) throw new RangeError(`${name}: expected A strictly lower triangular.`);
    expectSum(`row ${i + 1} of A`, row, c[i]!);
  });
  expectSum("b", b, 1);
  expectSum("b - bhat", bError, 0);
  if (bErrorLow !== undefined) expectSum("b - bhat of low order", bErrorLow, 0);
  if (dense.kind === "quartic") {
    expectSum("dense weights", dense.weights, 0);
  } else {
    dense.A.forEach((row, i) => {
      expectSum(`dense row ${i + 1}`, row, dense.c[i]!);
    });
    dense.weights.forEach((row, i) => {
      expectSum(`dense weights ${i + 1}`, row, 0);
    });
  }
  return tableau;
}

/**
 * The method itself, if it has the order it says, by the simplifying assumptions B(2s - 1), C(s)
 * and D(s - 1) of [Hairer2010, §IV.5]; if it is stiffly accurate; if gamma is an eigenvalue of A;
 * and if the estimate vanishes on polynomials of degree s.
 *
 * @throws RangeError with the condition that fails.
 */
export function checkedCollocation(method: CollocationTableau): CollocationTableau {
  const { name, c, A, b, gamma, error } = method;
  const s = c.length;
  const expectZero = (what: string, value: number): void => {
    if (!(Math.abs(value) <= tolerance)) {
      throw new RangeError(`${name}, ${what}: expected 0, got ${value}.`);
    }
  };
  const sum = (f: (i: number) => number): number => c.reduce((total, _, i) => total + f(i), 0);
  if (method.order !== 2 * s - 1) throw new RangeError(`${name}: expected order ${2 * s - 1}.`);
  for (let q = 1; q <= 2 * s - 1; q++) {
    expectZero(`B(${q})`, sum((i) => b[i]! * c[i]! ** (q - 1)) - 1 / q);
  }
  for (let q = 1; q <= s; q++) {
    for (let i = 0; i < s; i++) {
      expectZero(
        `C(${q}), row ${i + 1}`,
        sum((j) => A[i]![j]! * c[j]! ** (q - 1)) - c[i]! ** q / q,
      );
    }
  }
  for (let q = 1; q < s; q++) {
    for (let j = 0; j < s; j++) {
      const left = sum((i) => b[i]! * c[i]! ** (q - 1) * A[i]![j]!);
      expectZero(`D(${q}), column ${j + 1}`, left - (b[j]! / q) * (1 - c[j]! ** q));
    }
  }
  for (let j = 0; j < s; j++) expectZero(`stiff accuracy ${j + 1}`, A[s - 1]![j]! - b[j]!);
  const shifted = A.map((row, i) => row.map((a, j) => (i === j ? a - gamma : a)));
  expectZero("characteristic polynomial at gamma", determinant(new Matrix(shifted)));
  // z = h A k: the estimate is h (k_0 + sum_j (e A)_j k_j), a rule for derivatives of degree s - 1.
  for (let q = 0; q < s; q++) {
    const rule = sum((i) => error[i]! * sum((j) => A[i]![j]! * c[j]! ** q));
    expectZero(`estimate on degree ${q}`, (q === 0 ? 1 : 0) + rule);
  }
  return method;
}
