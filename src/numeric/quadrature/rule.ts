/**
 * Quadrature for E[g(z)], z ~ N(0, 1): nodes, and weights that include the Gaussian density.
 */

/** E[g(z)] is approximated by the sum of `weights[i]` g(`nodes[i]`). */
export interface Rule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** E[g(z)] by a rule. */
export function expectation(rule: Rule, g: (z: number) => number): number {
  let total = 0;
  for (let i = 0; i < rule.nodes.length; i++) total += rule.weights[i]! * g(rule.nodes[i]!);
  return total;
}
