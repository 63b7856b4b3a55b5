/**
 * The trapezoidal rule for E[g(z)], g smooth on the whole line.
 *
 * For g analytic and bounded in the strip |Im z| < a the error falls like exp(-2 pi a / h), and
 * like exp(-2 pi^2 / h^2) for entire g of moderate growth: faster than Gauss-Hermite when g has
 * poles near the line, as tanh and sigmoid have. Source: [Trefethen2014, Theorem 5.1].
 */
import { normalDensity } from "../special/erf.ts";
import type { Rule } from "./rule.ts";

/** Nodes at the multiples of h in [-reach, reach]. */
export function trapezoid(h: number, reach: number): Rule {
  const last = Math.floor(reach / h);
  const nodes = Float64Array.from({ length: 2 * last + 1 }, (_, i) => (i - last) * h);
  return { nodes, weights: nodes.map((z) => h * normalDensity(z)) };
}
