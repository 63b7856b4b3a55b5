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
import { type Combination, generatedCombination } from "../../field/combination.ts";
import type { Within } from "./events.ts";
import type { ButcherTableau, DenseOutput, VectorField } from "./tableau.ts";

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
  const n = y.length;
  const { weights, rows } = loopsOf(dense);
  const terms = weights.length + 3;
  // Term j of component i is F[i * terms + j].
  const F = new Float64Array(n * terms);
  const [first, last] = [k[0]!, k[k.length - 1]!];
  for (let i = 0; i < n; i++) {
    const change = y1[i]! - y[i]!;
    F[i * terms] = change;
    F[i * terms + 1] = h * first[i]! - change;
    F[i * terms + 2] = 2 * change - h * (first[i]! + last[i]!);
  }
  const stages = [...k];
  if (dense.kind === "septic") {
    const moved = new Float64Array(n);
    for (const [s, row] of rows.entries()) {
      row(moved, y, h, stages);
      const stage = new Float64Array(n);
      field(t + dense.c[s]! * h, moved, stage);
      stages.push(stage);
    }
  }
  const term = new Float64Array(n);
  for (const [j, combination] of weights.entries()) {
    combination(term, y, h, stages);
    for (let i = 0; i < n; i++) F[i * terms + 3 + j] = term[i]!;
  }
  return (theta) => {
    if (theta === 1) return y1.slice();
    const rest = 1 - theta;
    const state = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      let nested = 0;
      for (let j = terms - 1; j >= 0; j--) {
        nested = (nested + F[i * terms + j]!) * (j % 2 === 0 ? theta : rest);
      }
      state[i] = y[i]! + nested;
    }
    return state;
  };
}

/** The loops of a dense output, made once: further stages, and terms beyond the third. */
interface Loops {
  readonly rows: readonly Combination[];
  readonly weights: readonly Combination[];
}

const known = new WeakMap<DenseOutput, Loops>();

function loopsOf(dense: DenseOutput): Loops {
  const found = known.get(dense);
  if (found !== undefined) return found;
  const [rows, weights] =
    dense.kind === "quartic" ? [[], [dense.weights]] : [dense.A, dense.weights];
  const made: Loops = {
    rows: rows.map((row) => generatedCombination(row, true)),
    weights: weights.map((row) => generatedCombination(row, false)),
  };
  known.set(dense, made);
  return made;
}
