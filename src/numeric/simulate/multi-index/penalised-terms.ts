/**
 * The optimal link under a penalty, by one tensor rule: phi = sum_beta s_|beta| a_beta h_beta with
 * a_beta = E[F h_beta], F(z) = E[f* | W^T x = z], and s of `penalty.ts`.
 *
 * The coefficients are taken in an orthonormal basis of the rows of M, on which F depends; a change
 * of basis mixes the h_beta of one degree only, so phi does not notice. With phi held, the slope of
 * the least value is that of factor E(phi - f*)^2, and E[x | z, xi] = W z + Q xi gives it across W.
 */
import { multiIndices } from "../../gaussian/hermite-expansion.ts";
import { hermiteMultiLink } from "../../gaussian/polynomial-link.ts";
import type { MultiLink } from "../../link/multi-link.ts";
import { tensorRule } from "../../quadrature/tensor.ts";
import { hermiteValues } from "../../special/hermite.ts";
import { addScaled, dot, neuron, norm, orthonormalBasis } from "../../vectors.ts";
import type { Rules } from "../ridge-sum/terms.ts";
import type { MultiIndex } from "./model.ts";
import type { Penalty } from "./penalty.ts";
import { constantOf, innerOf, pointsOf, type SubspaceTerms, splitAt } from "./terms.ts";

/** Degrees of a link that is no polynomial, by rule. */
const keptDegree = { coarse: 10, fine: 12 } as const;

/** The fit at W: a link of zeta = O z, O orthonormal rows. */
export interface PenalisedFit {
  readonly O: readonly Float64Array[];
  readonly link: MultiLink;
  readonly terms: SubspaceTerms;
}

export function penalisedFit(
  model: MultiIndex,
  { shares }: Penalty,
  W: Float64Array,
  rules: Rules,
): PenalisedFit {
  const { rank: r, ambient: d, factor, teacher } = model;
  const split = splitAt(model, W);
  const points = pointsOf(model, rules);
  const O = orthonormalBasis(split.M.filter((row) => norm(row) > 0));
  const B = split.M.map((row) => Float64Array.from(O, (o) => dot(row, o)));
  const n = O.length;
  const outer = tensorRule(n, points.outer);
  const inner = innerOf(model, { ...split, M: B }, points.inner);
  const degree = Math.min(teacher.degree ?? keptDegree[rules], shares.length - 1);
  const beta = multiIndices(n, degree);
  const [a, sizes] = [new Float64Array(beta.length), new Float64Array(beta.length)];
  const h = Array.from({ length: n }, () => new Float64Array(degree + 1));
  const moments = Array.from({ length: outer.count }, () => new Float64Array(split.Q.length));
  const absoluteMoments = new Float64Array(outer.count);
  for (let i = 0; i < outer.count; i++) {
    const zeta = outer.nodes.subarray(i * n, (i + 1) * n);
    inner.at(zeta);
    moments[i]!.set(inner.moments);
    absoluteMoments[i] = inner.absoluteMoment;
    zeta.forEach((y, axis) => {
      hermiteValues(y, h[axis]!);
    });
    beta.forEach((powers, t) => {
      let term = outer.weights[i]!;
      for (let axis = 0; axis < n; axis++) term *= h[axis]![powers[axis]!]!;
      a[t]! += term * inner.mean;
      sizes[t]! += Math.abs(term) * inner.absolute;
    });
  }
  const share = Float64Array.from(beta, (powers) => shares[powers.reduce((x, y) => x + y, 0)]!);
  let [explained, explainedSize] = [0, 0];
  a.forEach((value, t) => {
    explained += share[t]! * value ** 2;
    explainedSize += 2 * share[t]! * Math.abs(value) * sizes[t]!;
  });
  const link = hermiteMultiLink(
    n,
    beta,
    a.map((value, t) => share[t]! * value),
  );
  const value = new Float64Array(r * d);
  const blocks = Array.from({ length: r }, (_, j) => neuron(value, j, d));
  const [along, slope] = [new Float64Array(n), new Float64Array(r)];
  let size = 0;
  for (let i = 0; i < outer.count; i++) {
    link.gradient(outer.nodes.subarray(i * n, (i + 1) * n), along);
    slope.fill(0);
    O.forEach((o, l) => {
      addScaled(slope, along[l]!, o);
    });
    for (let j = 0; j < r; j++) {
      const scale = 2 * factor * outer.weights[i]! * slope[j]!;
      split.Q.forEach((e, l) => addScaled(blocks[j]!, -scale * moments[i]![l]!, e));
      size += Math.abs(scale) * absoluteMoments[i]!;
    }
  }
  const constant = constantOf(model, teacher.degree, rules);
  return {
    O,
    link,
    terms: {
      loss: {
        value: constant - factor * explained,
        size: Math.abs(constant) + factor * explainedSize,
      },
      gradient: { value, size },
    },
  };
}
