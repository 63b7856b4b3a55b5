/**
 * Steps of an explicit pair whose last stage is the first of the next step.
 */
import { type Combination, generatedCombination } from "../../field/combination.ts";
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
  const { A, c } = tableau;
  const { rows, error: high, errorLow: low } = loopsOf(tableau);
  const k = A.map(() => new Float64Array(n));
  const last = k.length - 1;
  const [stage, e] = [new Float64Array(n), new Float64Array(n)];
  let step: Step = { t: 0, h: 0, y: stage, y1: stage, k };

  const errorOf = (y: Float64Array, y1: Float64Array, h: number): number => {
    high(e, y, h, k);
    const error = scaledNorm(e, y, y1, rtol, atol);
    if (low === undefined || error === 0) return error;
    // [Hairer2008, §II.10]: err5 err5 / sqrt(err5^2 + 0.01 err3^2), of order 8.
    low(e, y, h, k);
    const other = scaledNorm(e, y, y1, rtol, atol);
    return (error * error) / Math.sqrt(error * error + 0.01 * other * other);
  };

  return {
    errorOrder: tableau.errorOrder,
    attempt: (t, y, f, h, y1, f1) => {
      k[0]!.set(f);
      for (let s = 1; s < last; s++) {
        rows[s]!(stage, y, h, k);
        field(t + c[s]! * h, stage, k[s]!);
      }
      // First-same-as-last: y1 is the last stage's argument.
      rows[last]!(y1, y, h, k);
      field(t + c[last]! * h, y1, k[last]!);
      f1.set(k[last]!);
      step = { t, h, y, y1, k };
      return errorOf(y, y1, h);
    },
    dense: () => interpolant(step, tableau, field),
  };
}

/** The loops of a tableau, made once. */
interface Loops {
  readonly rows: readonly Combination[];
  readonly error: Combination;
  readonly errorLow: Combination | undefined;
}

const known = new WeakMap<ButcherTableau, Loops>();

function loopsOf(tableau: ButcherTableau): Loops {
  const found = known.get(tableau);
  if (found !== undefined) return found;
  const { A, bError, bErrorLow } = tableau;
  const made: Loops = {
    rows: A.map((row) => generatedCombination(row, true)),
    error: generatedCombination(bError, false),
    errorLow: bErrorLow && generatedCombination(bErrorLow, false),
  };
  known.set(tableau, made);
  return made;
}
