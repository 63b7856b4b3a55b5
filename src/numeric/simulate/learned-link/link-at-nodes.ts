/**
 * The second route for a learned link: its values phi_i at the nodes z_i of a Gauss-Hermite rule.
 *
 *   phi_i' = - speed (sum_l K(z_i, z_l) omega_l 2 factor (phi_l - E[f*(x) | <w, x> = z_l])
 *                     + lambda phi_i),   K(z, z') = sum_p c_p h_p(z) h_p(z')
 *   w'     = - 2 factor E[(phi - f*) phi' x], projected,
 *
 * the last expectation a sum over the same nodes, phi' by differentiating the interpolating
 * polynomial ([Berrut2004, Eq. 9.4]). With P + 1 nodes, c = 1 and a teacher of degree at most P it
 * is the flow of the coefficients, written in another basis and computed in another way.
 */
import type { VectorField } from "../../integrate/tableau.ts";
import { gaussHermite } from "../../quadrature/gauss-hermite.ts";
import { innerSums } from "../../quadrature/inner-sums.ts";
import { hermiteValues } from "../../special/hermite.ts";
import { addScaled, dot, unit } from "../../vectors.ts";
import { seenFrom } from "../ridge-sum/terms.ts";
import type { LearnedLink } from "./learned-link.ts";

/** The flow of (w, phi_1, ..., phi_N) for the squared loss, N = P + 1. */
export function linkAtNodesFlow(model: LearnedLink): VectorField {
  const { sum, degree, factor, speed, ridge, teacherWeights } = model;
  const d = sum.ambient;
  const { nodes, weights } = gaussHermite(degree + 1);
  const kernel = kernelAtNodes(model);
  const differentiation = differentiationMatrix(nodes);
  return (_, y, dy) => {
    const w = unit(y.subarray(0, d));
    const phi = y.subarray(d);
    dy.fill(0);
    const residual = phi.slice();
    const slopes = differentiation.map((row) => dot(row, phi));
    // The part of phi along w is phi E[... z] w: the projection takes it away.
    for (const [j, v] of sum.frame.entries()) {
      const { q, ...pair } = seenFrom(w, v, 1);
      const inner = innerSums(sum.teacher, { r: 1, ...pair }, false, sum.teacherRules.fine);
      let across = 0;
      for (let i = 0; i < nodes.length; i++) {
        inner.at(nodes[i]!);
        residual[i]! -= teacherWeights[j]! * inner.plain[0]!;
        across += weights[i]! * slopes[i]! * inner.plain[1]!;
      }
      if (q !== undefined)
        addScaled(dy.subarray(0, d), 2 * factor * teacherWeights[j]! * across, q);
    }
    const pull = residual.map((r, l) => weights[l]! * 2 * factor * r);
    for (let i = 0; i < nodes.length; i++) {
      dy[d + i] = -speed * (dot(kernel[i]!, pull) + ridge * phi[i]!);
    }
  };
}

/** The state of a direction and coefficients, with the link's values in their place. */
export function atNodes(model: LearnedLink, state: Float64Array): Float64Array {
  const d = model.sum.ambient;
  const h = new Float64Array(model.degree + 1);
  const values = gaussHermite(model.degree + 1).nodes.map((z) => {
    hermiteValues(z, h);
    return dot(state.subarray(d), h);
  });
  return Float64Array.from([...state.subarray(0, d), ...values]);
}

function kernelAtNodes({ degree, weights: c }: LearnedLink): Float64Array[] {
  const rows = Array.from(gaussHermite(degree + 1).nodes, (z) => {
    const h = new Float64Array(degree + 1);
    hermiteValues(z, h);
    return h;
  });
  return rows.map((a) => {
    const weighted = a.map((x, p) => c[p]! * x);
    return Float64Array.from(rows, (b) => dot(weighted, b));
  });
}

/** D with (D phi)_i = phi'(z_i) for polynomials through the nodes. */
function differentiationMatrix(nodes: Float64Array): Float64Array[] {
  const n = nodes.length;
  const barycentric = nodes.map((z, i) => {
    let product = 1;
    for (let l = 0; l < n; l++) if (l !== i) product *= z - nodes[l]!;
    return 1 / product;
  });
  return Array.from({ length: n }, (_, i) => {
    const row = new Float64Array(n);
    for (let l = 0; l < n; l++) {
      if (l === i) continue;
      row[l] = barycentric[l]! / barycentric[i]! / (nodes[i]! - nodes[l]!);
      row[i]! -= row[l]!;
    }
    return row;
  });
}
