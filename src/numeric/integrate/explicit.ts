/**
 * Steps of an explicit pair whose last stage is the first of the next step.
 */
import { interpolant, type Step } from "./interpolant.ts";
import { type Stepper, scaledNorm } from "./stepper.ts";
import type { ButcherTableau, VectorField } from "./tableau.ts";

/** The stepper of a pair for states of n components. */
export function explicitStepper(
  tableau: ButcherTableau,
  field: VectorField,
  n: number,
  rtol: number,
  atol: number,
): Stepper {
  const { A, c, bError, bErrorLow } = tableau;
  const rows = A.map(nonzero);
  const [high, low] = [nonzero(bError), bErrorLow && nonzero(bErrorLow)];
  const k = A.map(() => new Float64Array(n));
  const last = k.length - 1;
  const [stage, e] = [new Float64Array(n), new Float64Array(n)];
  let step: Step = { t: 0, h: 0, y: stage, y1: stage, k };

  const errorOf = (y: Float64Array, y1: Float64Array, h: number): number => {
    combine(e, undefined, h, high, k);
    const error = scaledNorm(e, y, y1, rtol, atol);
    if (low === undefined || error === 0) return error;
    // [Hairer2008, §II.10]: err5 err5 / sqrt(err5^2 + 0.01 err3^2), of order 8.
    combine(e, undefined, h, low, k);
    const other = scaledNorm(e, y, y1, rtol, atol);
    return (error * error) / Math.sqrt(error * error + 0.01 * other * other);
  };

  return {
    errorOrder: tableau.errorOrder,
    attempt: (t, y, f, h, y1, f1) => {
      k[0]!.set(f);
      for (let s = 1; s < last; s++) {
        combine(stage, y, h, rows[s]!, k);
        field(t + c[s]! * h, stage, k[s]!);
      }
      // First-same-as-last: y1 is the last stage's argument.
      combine(y1, y, h, rows[last]!, k);
      field(t + c[last]! * h, y1, k[last]!);
      f1.set(k[last]!);
      step = { t, h, y, y1, k };
      return errorOf(y, y1, h);
    },
    dense: () => interpolant(step, tableau, field),
  };
}

/** The weights of a row that are not 0, with the stages they belong to. */
interface Row {
  readonly weights: Float64Array;
  readonly stages: readonly number[];
}

function nonzero(row: readonly number[]): Row {
  const stages = row.flatMap((weight, j) => (weight === 0 ? [] : [j]));
  return { weights: Float64Array.from(stages, (j) => row[j]!), stages };
}

/** out = y + h sum_j row[j] k_j; without y, h sum_j row[j] k_j. */
function combine(
  out: Float64Array,
  y: Float64Array | undefined,
  h: number,
  { weights, stages }: Row,
  k: readonly Float64Array[],
): void {
  if (y === undefined) out.fill(0);
  else out.set(y);
  for (let j = 0; j < weights.length; j++) {
    const weight = h * weights[j]!;
    const kj = k[stages[j]!]!;
    for (let i = 0; i < out.length; i++) out[i]! += weight * kj[i]!;
  }
}
