/**
 * Explicit Runge-Kutta pairs as tables, checked when they are built.
 */

/** dy/dt = f(t, y): writes dy/dt into `dy` (length of `y`) and must not keep either array. */
export type VectorField = (t: number, y: Float64Array, dy: Float64Array) => void;

/** What `solve` can integrate with. */
export type Tableau = ButcherTableau;

/** An explicit s-stage pair: nodes c, strictly lower A, weights b, and b - bhat for the error. */
export interface ButcherTableau {
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
