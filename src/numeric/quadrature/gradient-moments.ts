/**
 * The gradient of a pair alone, E[phi'(r a) f(rho a + s y) (a, y)]: what a flow asks for at every
 * step.
 *
 * The same double sums as in `two-point.ts`, by the same rules, for links without breaks; only the
 * value is not taken, nor what rounding could do to it. f is asked for at all nodes at once.
 */
import type { Link } from "../link.ts";
import { outerRule, smoothRule } from "./outer-rule.ts";
import type { Fineness, Pair } from "./pair.ts";

/** What every pair uses anew: no link asks for another pair. */
let outer = {
  points: new Float64Array(0),
  values: new Float64Array(0),
  slopes: new Float64Array(0),
};
let grid = { points: new Float64Array(0), values: new Float64Array(0) };

/**
 * Writes the moments along e and along q to their places in `value`, those of `moments`.
 *
 * Cost: (outer nodes) x (inner nodes) evaluations of f.
 */
export function gradientMoments(
  phi: Link,
  f: Link,
  pair: Pair,
  fineness: Fineness,
  value: Float64Array,
): void {
  const { r, rho, s } = pair;
  const { nodes, weights } = outerRule(phi, f, pair, fineness);
  const { nodes: innerNodes, weights: innerWeights } = smoothRule(f.degree, 2, fineness);
  const [count, innerCount] = [nodes.length, innerNodes.length];
  makeRoom(count, count * innerCount);
  for (let i = 0; i < count; i++) outer.points[i] = r * nodes[i]!;
  phi.fill(outer.points, count, outer.values, outer.slopes);
  const { points, values } = grid;
  let at = 0;
  for (let i = 0; i < count; i++) {
    const b = rho * nodes[i]!;
    for (let j = 0; j < innerCount; j++) points[at++] = b + s * innerNodes[j]!;
  }
  f.fill(points, at, values);
  let [alongE, alongQ] = [0, 0];
  at = 0;
  for (let i = 0; i < count; i++) {
    let [s0, s1] = [0, 0];
    for (let j = 0; j < innerCount; j++) {
      const term = innerWeights[j]! * values[at++]!;
      s0 += term;
      s1 += term * innerNodes[j]!;
    }
    const weight = weights[i]! * outer.slopes[i]!;
    alongE += weight * nodes[i]! * s0;
    alongQ += weight * s1;
  }
  value[1] = alongE;
  value[2] = alongQ;
}

function makeRoom(count: number, product: number): void {
  if (outer.points.length < count) {
    const [points, values, slopes] = [0, 1, 2].map(() => new Float64Array(count));
    outer = { points: points!, values: values!, slopes: slopes! };
  }
  if (grid.points.length < product) {
    grid = { points: new Float64Array(product), values: new Float64Array(product) };
  }
}
