/**
 * The gradient of the loss in the direction and in the coefficients of its link, at once.
 *
 * Both are sums over the same nodes of the same inner sums S_j(a) = E[f(rho a + s y) y^j]:
 *   E[phi' f x]  along e and across it   from phi'(r a) a S_0 and phi'(r a) S_1,
 *   E[h_p f]                              from h_p(r a) S_0, p = 0, ..., P.
 * The link's own part, E[phi h_p] and E[phi phi' z], is one sum by a rule that is exact for it.
 * A flow asks for this at every step, so nothing is made anew that does not leave the function, and
 * h_p at the nodes is kept while the length of w is: at 1, on the sphere.
 */
import type { Link } from "../../link.ts";
import { gaussHermite } from "../../quadrature/gauss-hermite.ts";
import { innerRoom, innerSums } from "../../quadrature/inner-sums.ts";
import { outerRule } from "../../quadrature/outer-rule.ts";
import { hermiteValues, roots } from "../../special/hermite.ts";
import { addScaled } from "../../vectors.ts";
import type { Sized } from "../answers.ts";
import { polar, type Rules, seenFrom } from "../ridge-sum/terms.ts";
import type { LearnedLink } from "./learned-link.ts";

/** The Euclidean gradient at (w, a), as one vector, by one of the rules. */
export type JointGradient = (state: Float64Array, rules: Rules) => Sized<Float64Array>;

/**
 * The gradient of a model with a learned link.
 *
 * Cost: for each direction of the teacher as many values of f as two nested rules have nodes.
 *
 * @param phi any link of the student's degree; only its degree is read
 */
export function jointGradient(model: LearnedLink, phi: Link): JointGradient {
  const { sum, degree, factor, isSquared, teacherWeights } = model;
  const d = sum.ambient;
  const h = new Float64Array(degree + 1);
  const room = innerRoom();
  const [e, acrossRoom] = [new Float64Array(d), new Float64Array(d)];
  const table = hermiteTable(degree);
  /** Of the slope of the link: a_p sqrt(p), since h_p' = sqrt(p) h_(p-1) [DLMF, Table 18.9.1]. */
  const slopes = new Float64Array(degree + 1);
  const pull = isSquared ? 2 * factor : factor;
  const { nodes: ownNodes, weights: ownWeights } = gaussHermite(degree + 2);

  return (state, rules) => {
    const value = new Float64Array(d + degree + 1);
    const direction = value.subarray(0, d);
    const r = polar(state.subarray(0, d), e);
    for (let p = 0; p <= degree; p++) slopes[p] = state[d + p]! * roots[p]!;
    let [size, alongOwn] = [0, 0];

    for (let j = 0; j < sum.frame.length; j++) {
      const weight = -pull * teacherWeights[j]!;
      if (weight === 0) continue;
      const { rho, s, q } = seenFrom(e, sum.frame[j]!, 1, acrossRoom);
      const pair = { r, rho, s };
      const fineness = sum.teacherRules[rules];
      const sums = innerSums(sum.teacher, pair, false, fineness, room);
      const { nodes, weights } = outerRule(phi, sum.teacher, pair, fineness);
      const { values, sizes } = table(nodes, r);
      let [along, across] = [0, 0];
      for (let i = 0, at = 0; i < nodes.length; i++, at += degree + 1) {
        const a = nodes[i]!;
        sums.at(a);
        const mean = weight * weights[i]! * sums.plain[0]!;
        const bound = Math.abs(weight * weights[i]!) * sums.absolute[0]!;
        value[d]! += mean;
        let slope = 0;
        for (let p = 1; p <= degree; p++) {
          value[d + p]! += mean * values[at + p]!;
          slope += slopes[p]! * values[at + p - 1]!;
        }
        along += mean * slope * a;
        across += weight * weights[i]! * slope * sums.plain[1]!;
        size += bound * (sizes[i]! + Math.abs(slope * a));
        size += Math.abs(weight * weights[i]! * slope) * sums.absolute[1]!;
      }
      addScaled(direction, along, e);
      if (q !== undefined) addScaled(direction, across, q);
    }
    if (!isSquared) return { value, size };

    for (let i = 0; i < ownNodes.length; i++) {
      const z = r * ownNodes[i]!;
      hermiteValues(z, h);
      let [at, slope] = [state[d]!, 0];
      for (let p = 1; p <= degree; p++) {
        at += state[d + p]! * h[p]!;
        slope += slopes[p]! * h[p - 1]!;
      }
      const term = pull * ownWeights[i]! * at;
      // As in the inner sums: a node may be a zero of phi, and z alone is rounded.
      const bound = Math.abs(pull * ownWeights[i]!) * (Math.abs(at) + Math.abs(z * slope));
      for (let p = 0; p <= degree; p++) {
        value[d + p]! += term * h[p]!;
        size += bound * Math.abs(h[p]!);
      }
      alongOwn += term * slope * ownNodes[i]!;
      size += bound * Math.abs(slope * ownNodes[i]!);
    }
    addScaled(direction, alongOwn, e);
    return { value, size };
  };
}

/** h_0(r a), ..., h_P(r a) node by node, and the sum of their absolute values at each. */
interface HermiteTable {
  readonly values: Float64Array;
  readonly sizes: Float64Array;
}

/** The table of the nodes and the length last given: directions, and steps, mostly share it. */
function hermiteTable(degree: number): (nodes: Float64Array, r: number) => HermiteTable {
  let last:
    | { readonly nodes: Float64Array; readonly r: number; readonly table: HermiteTable }
    | undefined;
  return (nodes, r) => {
    if (last?.nodes === nodes && last.r === r) return last.table;
    const values = new Float64Array(nodes.length * (degree + 1));
    const sizes = Float64Array.from(nodes, (a, i) => {
      const h = values.subarray(i * (degree + 1), (i + 1) * (degree + 1));
      hermiteValues(r * a, h);
      return h.reduce((total, x) => total + Math.abs(x), 0);
    });
    last = { nodes, r, table: { values, sizes } };
    return last.table;
  };
}
