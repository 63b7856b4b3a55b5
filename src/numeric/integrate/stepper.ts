/**
 * What a method offers to the engine of `solve.ts`: one step, its error, and the state within it.
 */
import type { Within } from "./events.ts";

export interface Stepper {
  /** Of the error estimate: the step-size control takes its (errorOrder + 1)-th root. */
  readonly errorOrder: number;
  /**
   * Tries a step from (t, y) with dy/dt = f there; the state at t + h goes to `y1`, its dy/dt to
   * `f1`.
   *
   * @returns the error in units of the tolerance; not finite if the step could not be made.
   */
  readonly attempt: (
    t: number,
    y: Float64Array,
    f: Float64Array,
    h: number,
    y1: Float64Array,
    f1: Float64Array,
  ) => number;
  /** The state within the last step tried; valid until the next attempt. */
  readonly dense: () => Within;
  /** The same to the order of the method, at the cost of a step, where `dense` has fewer orders. */
  readonly refined?: () => Within;
}

/** sqrt(mean((e_i / (atol + rtol max(|y_i|, |y1_i|)))^2)); a component without error counts 0. */
export function scaledNorm(
  e: Float64Array,
  y: Float64Array,
  y1: Float64Array,
  rtol: number,
  atol: number,
): number {
  let total = 0;
  for (let i = 0; i < e.length; i++) {
    if (e[i] === 0) continue;
    const part = e[i]! / (atol + rtol * Math.max(Math.abs(y[i]!), Math.abs(y1[i]!)));
    total += part * part;
  }
  return Math.sqrt(total / e.length);
}

/** Whether no component is infinite or NaN: 0 times a finite number is 0. */
export function allFinite(x: Float64Array): boolean {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += 0 * x[i]!;
  return sum === 0;
}
