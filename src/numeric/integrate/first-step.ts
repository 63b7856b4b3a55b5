/**
 * How long the first step may be.
 */
import type { VectorField } from "./tableau.ts";

/** The starting step of [Hairer2008, §II.4]: Euler's step is compared with f there. */
export function firstStep(
  field: VectorField,
  t: number,
  y: Float64Array,
  f0: Float64Array,
  order: number,
  rtol: number,
  atol: number,
  t1: number,
): number {
  const size = (x: Float64Array): number => {
    let total = 0;
    for (let i = 0; i < x.length; i++) {
      if (x[i] !== 0) total += (x[i]! / (atol + rtol * Math.abs(y[i]!))) ** 2;
    }
    return Math.sqrt(total / x.length);
  };
  const [d0, d1] = [size(y), size(f0)];
  const span = Math.abs(t1 - t);
  const h0 = Math.min(d0 < 1e-5 || d1 < 1e-5 ? 1e-6 : (0.01 * d0) / d1, span);
  const forward = t1 >= t ? 1 : -1;
  const moved = y.map((x, i) => x + forward * h0 * f0[i]!);
  const f1 = new Float64Array(y.length);
  field(t + forward * h0, moved, f1);
  const d2 = size(f1.map((x, i) => x - f0[i]!)) / h0;
  const largest = Math.max(d1, d2);
  const h1 = largest <= 1e-15 ? Math.max(1e-6, h0 * 1e-3) : (0.01 / largest) ** (1 / (order + 1));
  const h = Math.min(100 * h0, h1, span);
  return Number.isFinite(h) && h > 0 ? h : 1e-6;
}
