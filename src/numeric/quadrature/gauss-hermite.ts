/**
 * Gauss-Hermite rules for the weight of N(0, 1): n nodes are exact to degree 2 n - 1.
 *
 * The nodes are the zeros of h_n, by Newton's method on the recurrence from the guesses of
 * [Press2007, §4.6]; the weights are Christoffel's 1 / sum_(j<n) h_j(x)^2, a sum of positive terms
 * ([Szego1975, Eq. 3.4.1]).
 */
import type { Rule } from "./rule.ts";

const cache = new Map<number, Rule>();

/**
 * The n-point rule, 1 <= n <= 256. Computed once.
 *
 * @example gaussHermite(2) // nodes -1, 1; weights 1/2, 1/2
 */
export function gaussHermite(n: number): Rule {
  const known = cache.get(n);
  if (known !== undefined) return known;
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  let z = 0;
  for (let i = 0; i < Math.ceil(n / 2); i++) {
    z = polished(n, guess(n, i, z, nodes));
    const isMiddle = 2 * i + 1 === n;
    nodes[n - 1 - i] = isMiddle ? 0 : z;
    nodes[i] = -nodes[n - 1 - i]!;
    weights[i] = 1 / sumOfSquares(n, nodes[i]!);
    weights[n - 1 - i] = weights[i]!;
  }
  if (n % 2 === 1) nodes[(n - 1) / 2] = 0;
  const rule = { nodes, weights };
  cache.set(n, rule);
  return rule;
}

/** Largest zero first; physicists' guesses, scaled by sqrt 2. `nodes` holds the zeros found. */
function guess(n: number, i: number, previous: number, nodes: Float64Array): number {
  const found = (j: number): number => nodes[n - 1 - j]!;
  const root2 = Math.SQRT2;
  if (i === 0) return root2 * (Math.sqrt(2 * n + 1) - 1.85575 * (2 * n + 1) ** (-1 / 6));
  if (i === 1) return previous - (root2 * root2 * 1.14 * n ** 0.426) / previous;
  if (i === 2) return 1.86 * previous - 0.86 * found(0);
  if (i === 3) return 1.91 * previous - 0.91 * found(1);
  return 2 * previous - found(i - 2);
}

function polished(n: number, start: number): number {
  let z = start;
  for (let iteration = 0; iteration < 30; iteration++) {
    let [previous, current] = [0, 1];
    for (let j = 0; j < n; j++) {
      const next = (z * current - Math.sqrt(j) * previous) / Math.sqrt(j + 1);
      [previous, current] = [current, next];
    }
    const step = current / (Math.sqrt(n) * previous);
    z -= step;
    if (Math.abs(step) <= 4e-16 * Math.max(1, Math.abs(z))) break;
  }
  return z;
}

function sumOfSquares(n: number, z: number): number {
  let [previous, current, total] = [0, 1, 0];
  for (let j = 0; j < n; j++) {
    total += current * current;
    const next = (z * current - Math.sqrt(j) * previous) / Math.sqrt(j + 1);
    [previous, current] = [current, next];
  }
  return total;
}
