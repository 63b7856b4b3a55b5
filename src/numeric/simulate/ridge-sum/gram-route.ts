/**
 * The second route for ridge sums: the flow of inner products alone.
 *
 * The gradient of neuron i lies in the span of the v_j and w_l. From E[phi(<w_i,x>) g(<y,x>)] with
 * w_i = r e, y = rho e + s q, and moments g1 = E[phi' g a] along e, g2 = E[phi' g b] along q,
 *   g1 e + g2 q = (g2/s) y + ((g1 - g2 rho/s)/r) w_i.
 * So u[i,j] = <w_i, v_j> and q[i,l] = <w_i, w_l> obey a closed system that knows no d. It uses the
 * quadrature of the first route, but neither its vectors nor its projections.
 */
import type { VectorField } from "../../integrate/tableau.ts";
import { pairSums } from "../../quadrature/two-point.ts";
import { dot, neuron } from "../../vectors.ts";
import type { RidgeSum } from "./ridge-sum.ts";
import type { Rules } from "./terms.ts";

/** u (n x k, row by row), then q (n x n), of a state. */
export function gramState(model: RidgeSum, w: Float64Array): Float64Array {
  const { neurons: n, ambient, frame } = model;
  const k = frame.length;
  const state = new Float64Array(n * k + n * n);
  for (let i = 0; i < n; i++) {
    const own = neuron(w, i, ambient);
    for (let j = 0; j < k; j++) state[i * k + j] = dot(own, frame[j]!);
    for (let l = 0; l < n; l++) state[n * k + i * n + l] = dot(own, neuron(w, l, ambient));
  }
  return state;
}

/** The spherical gradient flow of the inner products, neurons of length 1. */
export function gramFlow(model: RidgeSum, rules: Rules = "fine"): VectorField {
  const { neurons: n, gram, student, teacher } = model;
  const k = gram.length;
  return (_, y, dy) => {
    const u = (i: number, j: number): number => y[i * k + j]!;
    const q = (i: number, l: number): number => y[n * k + i * n + l]!;
    // w_i' = sum_j onV[i][j] v_j + sum_l onW[i][l] w_l.
    const onV = new Float64Array(n * k);
    const onW = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < k; j++) {
        const [others, own] = split(u(i, j), (pair) =>
          pairSums(student, teacher, pair, "gradient", model.teacherRules[rules]),
        );
        onV[i * k + j]! -= model.teacherCoefficients[j]! * others;
        onW[i * n + i]! -= model.teacherCoefficients[j]! * own;
      }
      if (model.studentCoefficient === 0) continue;
      for (let l = 0; l < n; l++) {
        const [others, own] = split(l === i ? 1 : q(i, l), (pair) =>
          pairSums(student, student, pair, "gradient", model.studentRules[rules]),
        );
        onW[i * n + l]! -= 2 * model.studentCoefficient * others;
        onW[i * n + i]! -= 2 * model.studentCoefficient * own;
      }
    }
    for (let i = 0; i < n; i++) {
      // <w_i', w_i> = 0 determines what the projection takes away.
      let radial = 0;
      for (let j = 0; j < k; j++) radial += onV[i * k + j]! * u(i, j);
      for (let l = 0; l < n; l++) radial += onW[i * n + l]! * (l === i ? 1 : q(i, l));
      onW[i * n + i]! -= radial;
    }
    const withV = (i: number, j: number): number => {
      let total = 0;
      for (let m = 0; m < k; m++) total += onV[i * k + m]! * gram[m]![j]!;
      for (let l = 0; l < n; l++) total += onW[i * n + l]! * u(l, j);
      return total;
    };
    const withW = (i: number, l: number): number => {
      let total = 0;
      for (let m = 0; m < k; m++) total += onV[i * k + m]! * u(l, m);
      for (let m = 0; m < n; m++) total += onW[i * n + m]! * (m === l ? 1 : q(m, l));
      return total;
    };
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < k; j++) dy[i * k + j] = withV(i, j);
      for (let l = 0; l < n; l++) dy[n * k + i * n + l] = i === l ? 0 : withW(i, l) + withW(l, i);
    }
  };
}

/** Components of the gradient on the other vector and on the neuron itself, for unit vectors. */
function split(
  rho: number,
  sums: (pair: { r: number; rho: number; s: number }) => { readonly value: Float64Array },
): readonly [number, number] {
  const s = Math.sqrt(Math.max(0, (1 - rho) * (1 + rho)));
  // Parallel vectors: there is no direction across, and all of it is along the neuron.
  const isParallel = s < 1e-12;
  const { value } = sums({ r: 1, rho: isParallel ? Math.sign(rho) : rho, s: isParallel ? 0 : s });
  if (isParallel) return [0, value[1]!];
  return [value[2]! / s, value[1]! - (value[2]! * rho) / s];
}
