/**
 * Gauss-Legendre rules on [-1, 1], and Gaussian expectations in pieces made of them.
 *
 * Nodes by Newton's method from Tricomi's guess ([DLMF, §3.5(v)]); weights 2/((1-x^2) P_n'(x)^2).
 */
import { normalDensity } from "../special/erf.ts";
import type { Rule } from "./rule.ts";

const cache = new Map<number, Rule>();

/** The n-point rule for the integral over [-1, 1] (no density), exact to degree 2 n - 1. */
export function gaussLegendre(n: number): Rule {
  const known = cache.get(n);
  if (known !== undefined) return known;
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < Math.ceil(n / 2); i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let iteration = 0; iteration < 20; iteration++) {
      let [previous, current] = [0, 1];
      for (let j = 0; j < n; j++) {
        const next = ((2 * j + 1) * x * current - j * previous) / (j + 1);
        [previous, current] = [current, next];
      }
      slope = (n * (x * current - previous)) / (x * x - 1);
      const step = current / slope;
      x -= step;
      if (Math.abs(step) < 1e-16) break;
    }
    if (2 * i + 1 === n) x = 0;
    nodes[i] = -x;
    nodes[n - 1 - i] = x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
    weights[n - 1 - i] = weights[i]!;
  }
  const rule = { nodes, weights };
  cache.set(n, rule);
  return rule;
}

/** How finely a line is cut: pieces no longer than `longest`, `points` nodes each. */
export interface Mesh {
  readonly points: number;
  readonly longest: number;
  /** The line is cut off at +- reach; the Gaussian mass beyond must not matter. */
  readonly reach: number;
}

/**
 * A rule for E[g(z)] where g is smooth between `breaks`.
 *
 * @param breaks places where g or its derivatives jump, in any order; those beyond reach are
 *   ignored.
 */
export function piecewiseRule(breaks: readonly number[], mesh: Mesh): Rule {
  const { nodes: x, weights: w } = gaussLegendre(mesh.points);
  const inner = breaks.filter((b) => Math.abs(b) < mesh.reach).sort((a, b) => a - b);
  const ends = [-mesh.reach, ...inner, mesh.reach];
  const cuts = ends.slice(1).map((to, i) => Math.ceil((to - ends[i]!) / mesh.longest));
  const count = cuts.reduce((sum, n) => sum + n, 0) * x.length;
  const nodes = new Float64Array(count);
  const weights = new Float64Array(count);
  let at = 0;
  cuts.forEach((pieces, piece) => {
    const from = ends[piece]!;
    const half = (ends[piece + 1]! - from) / pieces / 2;
    for (let cut = 0; cut < pieces; cut++) {
      const middle = from + (2 * cut + 1) * half;
      for (let i = 0; i < x.length; i++, at++) {
        const z = middle + half * x[i]!;
        nodes[at] = z;
        weights[at] = half * w[i]! * normalDensity(z);
      }
    }
  });
  return { nodes, weights };
}
