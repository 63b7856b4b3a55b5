/**
 * Dense output of a step: a quartic through both ends with their slopes.
 *
 * With theta in [0, 1] and B = h f0 - (y1 - y0) it is
 *   y0 + theta (y1 - y0 + (1 - theta)(B + theta (y1 - y0 - h f1 - B + (1 - theta) h D))),
 * where D = sum_i d_i k_i raises the order from 3 to 4. Source: [Hairer2008, §II.6].
 */

/** An accepted step from (t, y) to (t + h, y1) with its stages. */
export interface Step {
  readonly t: number;
  readonly h: number;
  readonly y: Float64Array;
  readonly y1: Float64Array;
  /** First stage f(t, y), last stage f(t + h, y1). */
  readonly k: readonly Float64Array[];
  readonly dense: readonly number[];
}

/** The state at a time within the step; equal to `y` and `y1` at its ends. */
export function interpolated({ t, h, y, y1, k, dense }: Step, at: number): Float64Array {
  if (at === t + h) return y1.slice();
  const theta = (at - t) / h;
  const rest = 1 - theta;
  const [first, last] = [k[0]!, k[k.length - 1]!];
  return y.map((y0, i) => {
    const change = y1[i]! - y0;
    const bend = h * first[i]! - change;
    let correction = 0;
    for (let j = 0; j < dense.length; j++) correction += dense[j]! * k[j]![i]!;
    const inner = change - h * last[i]! - bend + rest * h * correction;
    return y0 + theta * (change + rest * (bend + theta * inner));
  });
}
