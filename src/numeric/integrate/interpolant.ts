/**
 * Dense output: the state at any time within an accepted step.
 *
 * With theta the part of the step and rest = 1 - theta every interpolant is a nested form
 *   y0 + theta (F1 + rest (F2 + theta (F3 + rest (F4 + ...)))),
 *   F1 = y1 - y0,  F2 = h f0 - F1,  F3 = 2 F1 - h (f0 + f1),
 * which fits both ends and their slopes; further F are combinations of stages that raise the
 * order: one for the quartic of the 5(4) pair, four for the septic of the 8(5,3) pair, whose three
 * extra stages are evaluated only when somebody asks. Source: [Hairer2008, §II.6].
 */
import type { Within } from "./events.ts";
import type { ButcherTableau, VectorField } from "./tableau.ts";

/** An accepted step from (t, y) to (t + h, y1) with its stages. */
export interface Step {
  readonly t: number;
  readonly h: number;
  readonly y: Float64Array;
  readonly y1: Float64Array;
  /** First stage f(t, y), last stage f(t + h, y1). */
  readonly k: readonly Float64Array[];
}

/** The state at t + s h for s in [0, 1], `y` and `y1` at the ends; valid until the next step. */
export function interpolant(step: Step, { dense }: ButcherTableau, field: VectorField): Within {
  const { t, h, y, y1, k } = step;
  const [first, last] = [k[0]!, k[k.length - 1]!];
  const change = y1.map((x, i) => x - y[i]!);
  const F: Float64Array[] = [
    change,
    change.map((d, i) => h * first[i]! - d),
    change.map((d, i) => 2 * d - h * (first[i]! + last[i]!)),
  ];
  if (dense.kind === "quartic") {
    F.push(combined(h, dense.weights, k));
  } else {
    const stages = [...k];
    dense.A.forEach((row, s) => {
      const moved = combined(h, row, stages).map((d, i) => y[i]! + d);
      const stage = new Float64Array(y.length);
      field(t + dense.c[s]! * h, moved, stage);
      stages.push(stage);
    });
    for (const weights of dense.weights) F.push(combined(h, weights, stages));
  }
  return (theta) => {
    if (theta === 1) return y1.slice();
    return y.map((y0, i) => {
      let nested = 0;
      for (let j = F.length - 1; j >= 0; j--) {
        nested = (nested + F[j]![i]!) * (j % 2 === 0 ? theta : 1 - theta);
      }
      return y0 + nested;
    });
  };
}

/** h sum_j weights[j] k_j. */
function combined(h: number, weights: readonly number[], k: readonly Float64Array[]): Float64Array {
  return k[0]!.map((_, i) => h * weights.reduce((sum, w, j) => sum + w * k[j]![i]!, 0));
}
