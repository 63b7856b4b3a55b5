/**
 * Expectations of products of two links at two correlated Gaussians, with their derivatives.
 *
 * Setting: x ~ N(0, I_d); w = r e with a unit vector e; v = rho e + s q with unit q orthogonal to
 * e. Then a = <e, x> and y = <q, x> are independent standard normals, <w, x> = r a and
 * <v, x> = b = rho a + s y. For a student link phi and a teacher link f the derivatives in w of
 * E[phi(<w, x>) f(<v, x>)] are expectations of derivatives of the integrand,
 *   gradient  E[phi'(r a) f(b) x],       Hessian  E[phi''(r a) f(b) x x^T],
 * and lie in the span of e and q, up to a multiple of the identity. Each number below is one
 * double sum over nodes in (a, y); nothing is expanded and no identity about Gaussians is used
 * besides the rotation. With s = 0 the sums over y see f(rho a) only, so rho -> +-1 is regular.
 *
 * A jump of phi or phi' at c is a point mass of phi' or phi'' there: a node at a = c/r whose
 * weight is the Gaussian density. For phi'' a jump of phi is the derivative of a point mass, which
 * is integrated by parts once, onto the density and the inner sum.
 */
import type { Link } from "../link.ts";
import { normalDensity } from "../special/erf.ts";
import { type InnerSums, innerRoom, innerSums } from "./inner-sums.ts";
import { outerRule } from "./outer-rule.ts";
import type { Fineness, Pair } from "./pair.ts";

/** The moments of a pair, in this order. */
export const moments = [
  /** E[phi f] */
  "value",
  /** E[phi' f a], E[phi' f y]: the gradient along e and along q. */
  "gradientAlong",
  "gradientAcross",
  /** E[phi'' f], E[phi'' f a^2], E[phi'' f a y], E[phi'' f y^2]. */
  "bend",
  "bendAlong",
  "bendMixed",
  "bendAcross",
  /** E[phi' f'], E[phi' f' a b] and so on are the same with f' for f and phi' for phi''. */
  "cross",
  "crossAlong",
  "crossMixed",
  "crossAcross",
] as const;

export type Moment = (typeof moments)[number];

/** How much is wanted: each step costs about as much as the one before. */
export type Depth = "gradient" | "hessian" | "cross";

/** Sums for each moment, and sums of absolute values of the same terms. */
export interface Sums {
  readonly value: Float64Array;
  readonly size: Float64Array;
}

export const noSums = (): Sums => ({
  value: new Float64Array(moments.length),
  size: new Float64Array(moments.length),
});

/** What every pair uses anew: no link asks for another pair. */
const room = innerRoom();
let jets = { points: new Float64Array(0), values: [] as Float64Array[] };

/**
 * All moments of a pair by one rule, written into `sums`.
 *
 * Cost: (outer nodes) x (inner nodes) evaluations of f, and of phi once for each outer node.
 */
export function pairSums(
  phi: Link,
  f: Link,
  pair: Pair,
  depth: Depth,
  fineness: Fineness,
  sums: Sums = noSums(),
): Sums {
  sums.value.fill(0);
  sums.size.fill(0);
  // The slope of f is wanted for cross moments, and where a jump of phi is integrated by parts.
  const needsSlope =
    depth === "cross" || (depth === "hessian" && phi.breakpoints.some((c) => c.jump !== 0));
  const inner = innerSums(f, pair, needsSlope, fineness, room);
  const { nodes, weights } = outerRule(phi, f, pair, fineness);
  const count = nodes.length;
  if (jets.points.length < count) {
    const [points, ...values] = Array.from({ length: 4 }, () => new Float64Array(count));
    jets = { points: points!, values };
  }
  const { points } = jets;
  const [values, slopes, bends] = jets.values as [Float64Array, Float64Array, Float64Array];
  for (let i = 0; i < count; i++) points[i] = pair.r * nodes[i]!;
  phi.fill(points, count, values, slopes, depth === "gradient" ? undefined : bends);
  for (let i = 0; i < count; i++) {
    const a = nodes[i]!;
    inner.at(a);
    accumulate(sums, inner, depth, a, weights[i]!, values[i]!, slopes[i]!, bends[i]!);
  }
  addPointMasses(sums, phi, inner, pair, depth);
  return sums;
}

function accumulate(
  { value, size }: Sums,
  { plain, absolute, slope: plainSlope, absoluteSlope }: InnerSums,
  depth: Depth,
  a: number,
  weight: number,
  phi0: number,
  phi1: number,
  phi2: number,
): void {
  const [s0, s1, s2] = [plain[0]!, plain[1]!, plain[2]!];
  const [t0, t1, t2] = [absolute[0]!, absolute[1]!, absolute[2]!];
  const [w0, w1] = [weight * phi0, weight * phi1];
  value[0]! += w0 * s0;
  value[1]! += w1 * a * s0;
  value[2]! += w1 * s1;
  size[0]! += Math.abs(w0) * t0;
  size[1]! += Math.abs(w1 * a) * t0;
  size[2]! += Math.abs(w1) * t1;
  if (depth === "gradient") return;
  const w2 = weight * phi2;
  addQuadratic(value, size, 3, w2, a, s0, s1, s2, t0, t1, t2);
  if (depth === "hessian") return;
  addQuadratic(
    value,
    size,
    7,
    w1,
    a,
    plainSlope[0]!,
    plainSlope[1]!,
    plainSlope[2]!,
    absoluteSlope[0]!,
    absoluteSlope[1]!,
    absoluteSlope[2]!,
  );
}

/** Adds w (1, a^2, a y, y^2) with the y-sums already taken. */
function addQuadratic(
  value: Float64Array,
  size: Float64Array,
  at: number,
  w: number,
  a: number,
  s0: number,
  s1: number,
  s2: number,
  t0: number,
  t1: number,
  t2: number,
): void {
  value[at]! += w * s0;
  value[at + 1]! += w * a * a * s0;
  value[at + 2]! += w * a * s1;
  value[at + 3]! += w * s2;
  const u = Math.abs(w);
  size[at]! += u * t0;
  size[at + 1]! += u * a * a * t0;
  size[at + 2]! += u * Math.abs(a) * t1;
  size[at + 3]! += u * t2;
}

/** Point masses of phi' and phi'' at the breakpoints of phi. */
function addPointMasses(
  sums: Sums,
  phi: Link,
  inner: InnerSums,
  { r, rho }: Pair,
  depth: Depth,
): void {
  const { value, size } = sums;
  for (const { at, jump, slopeJump } of phi.breakpoints) {
    const a = at / r;
    // d/da of phi(r a) jumps by r times the slope's jump; phi'(r a) carries 1/r of the mass.
    const density = normalDensity(a);
    inner.at(a);
    const { plain, absolute } = inner;
    if (jump !== 0) {
      const mass = (density * jump) / r;
      value[1]! += mass * a * plain[0]!;
      value[2]! += mass * plain[1]!;
      size[1]! += Math.abs(mass * a) * absolute[0]!;
      size[2]! += Math.abs(mass) * absolute[1]!;
      if (depth === "cross") {
        addQuadratic(
          value,
          size,
          7,
          mass,
          a,
          inner.slope[0]!,
          inner.slope[1]!,
          inner.slope[2]!,
          inner.absoluteSlope[0]!,
          inner.absoluteSlope[1]!,
          inner.absoluteSlope[2]!,
        );
      }
    }
    if (depth === "gradient") continue;
    const [s0, s1, s2] = [plain[0]!, plain[1]!, plain[2]!];
    const [t0, t1, t2] = [absolute[0]!, absolute[1]!, absolute[2]!];
    addQuadratic(value, size, 3, (density * slopeJump) / r, a, s0, s1, s2, t0, t1, t2);
    if (jump === 0) continue;
    // -d/da [n(a) a^i S_j(a)] = n(a) [a^(i+1) S_j - i a^(i-1) S_j - a^i rho S_j[f']].
    const mass = (density * jump) / (r * r);
    const d = (power: number, j: number): number =>
      (a ** (power + 1) - (power === 0 ? 0 : power * a ** (power - 1))) * plain[j]! -
      a ** power * rho * inner.slope[j]!;
    value[3]! += mass * d(0, 0);
    value[4]! += mass * d(2, 0);
    value[5]! += mass * d(1, 1);
    value[6]! += mass * d(0, 2);
    for (let j = 3; j < 7; j++) size[j]! += Math.abs(mass) * (1 + a * a) * (t0 + t1 + t2);
  }
}
