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
import { gaussHermite } from "./gauss-hermite.ts";
import { type Mesh, piecewiseRule } from "./gauss-legendre.ts";
import type { Rule } from "./rule.ts";
import { trapezoid } from "./trapezoid.ts";

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

/** How fine the rules are. A pair is evaluated at two finenesses, and their difference reported. */
export interface Fineness {
  /** Extra Gauss-Hermite nodes beyond what the degrees need. */
  readonly extra: number;
  /** Step of the trapezoidal rule. */
  readonly step: number;
  readonly mesh: Mesh;
}

/** <w, x> = r a and <v, x> = rho a + s y; for unit v rho^2 + s^2 = 1. r > 0, s >= 0. */
export interface Pair {
  readonly r: number;
  readonly rho: number;
  readonly s: number;
}

/** Sums for each moment, and sums of absolute values of the same terms. */
export interface Sums {
  readonly value: Float64Array;
  readonly size: Float64Array;
}

/**
 * All moments of a pair by one rule.
 *
 * Cost: (outer nodes) x (inner nodes) evaluations of f, and of phi once for each outer node.
 */
export function pairSums(phi: Link, f: Link, pair: Pair, depth: Depth, fineness: Fineness): Sums {
  const sums: Sums = {
    value: new Float64Array(moments.length),
    size: new Float64Array(moments.length),
  };
  // The slope of f is wanted for cross moments, and where a jump of phi is integrated by parts.
  const needsSlope =
    depth === "cross" || (depth === "hessian" && phi.breakpoints.some((c) => c.jump !== 0));
  const inner = innerSums(f, pair, needsSlope, fineness);
  const outer = outerRule(phi, f, pair, fineness);
  const jet = jetWriter(phi);
  const at = new Float64Array(3);
  const { nodes, weights } = outer;
  for (let i = 0; i < nodes.length; i++) {
    const a = nodes[i]!;
    jet(pair.r * a, at);
    inner.at(a);
    accumulate(sums, inner, depth, a, weights[i]!, at[0]!, at[1]!, at[2]!);
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

/** S_j = E[f(rho a + s y) y^j] for j = 0, 1, 2 at the `a` last given, and with f' for f. */
export interface InnerSums {
  readonly at: (a: number) => void;
  /** Turns to another pair, so that a flow needs no new sums at every state. */
  readonly turn: (pair: Pair) => void;
  readonly plain: Float64Array;
  readonly absolute: Float64Array;
  readonly slope: Float64Array;
  readonly absoluteSlope: Float64Array;
}

/** The sums over y for a teacher link: what it is worth on average where <e, x> = a. */
export function innerSums(f: Link, pair: Pair, needsSlope: boolean, fineness: Fineness): InnerSums {
  let { rho, s } = pair;
  const plain = new Float64Array(3);
  const absolute = new Float64Array(3);
  const slope = new Float64Array(3);
  const absoluteSlope = new Float64Array(3);
  const jet = f.degree === undefined ? undefined : jetWriter(f);
  const known = new Float64Array(3);
  const isSmooth = f.breakpoints.length === 0;
  // With s = 0 f does not see y: the sums are f(rho a) times moments, to which two nodes are exact.
  const blind = gaussHermite(2);
  const smooth = isSmooth && smoothRule(f.degree, 2, fineness);
  let fixed = s === 0 ? blind : smooth;
  const turn = (other: Pair): void => {
    ({ rho, s } = other);
    fixed = s === 0 ? blind : smooth;
  };
  const ofA = (a: number): Rule =>
    fixed ||
    piecewiseRule(
      f.breakpoints.map((c) => (c.at - rho * a) / s),
      fineness.mesh,
    );

  const at = (a: number): void => {
    const { nodes, weights } = ofA(a);
    let [s0, s1, s2, t0, t1, t2] = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < nodes.length; i++) {
      const y = nodes[i]!;
      const b = rho * a + s * y;
      const weight = weights[i]!;
      // Few nodes may all be zeros of f, and |f| no measure of its rounding: b alone is rounded,
      // which moves f by u |b f'(b)|. Many nodes cannot hide, and need no slope.
      jet?.(b, known);
      const term = weight * (jet === undefined ? f.value(b) : known[0]!);
      const size = Math.abs(term) + Math.abs(weight * b * known[1]!);
      s0 += term;
      s1 += term * y;
      s2 += term * y * y;
      t0 += size;
      t1 += size * Math.abs(y);
      t2 += size * y * y;
    }
    plain[0] = s0;
    plain[1] = s1;
    plain[2] = s2;
    absolute[0] = t0;
    absolute[1] = t1;
    absolute[2] = t2;
    if (needsSlope) slopes(a, nodes, weights);
  };

  const slopes = (a: number, nodes: Float64Array, weights: Float64Array): void => {
    slope.fill(0);
    absoluteSlope.fill(0);
    const add = (term: number, y: number): void => {
      slope[0]! += term;
      slope[1]! += term * y;
      slope[2]! += term * y * y;
      const size = Math.abs(term);
      absoluteSlope[0]! += size;
      absoluteSlope[1]! += size * Math.abs(y);
      absoluteSlope[2]! += size * y * y;
    };
    for (let i = 0; i < nodes.length; i++) {
      add(weights[i]! * f.jet(rho * a + s * nodes[i]!)[1], nodes[i]!);
    }
    for (const { at: c, jump } of f.breakpoints) {
      // With s = 0 a jump of f is a point mass in a, which the outer sum cannot see.
      if (jump === 0) continue;
      const y = (c - rho * a) / s;
      add(s === 0 ? Number.NaN : (normalDensity(y) * jump) / s, y);
    }
  };
  return { at, turn, plain, absolute, slope, absoluteSlope };
}

/** (f, f', f'') at z, written into an array. */
const jetWriter = ({ jet, writeJet }: Link): NonNullable<Link["writeJet"]> =>
  writeJet ?? ((z, out) => out.set(jet(z)));

/** The rule over a for a pair. */
export function outerRule(phi: Link, f: Link, { r, rho, s }: Pair, fineness: Fineness): Rule {
  const isSmooth = phi.breakpoints.length === 0 && f.breakpoints.length === 0;
  if (isSmooth) {
    const both =
      phi.degree === undefined || f.degree === undefined ? undefined : phi.degree + f.degree;
    return smoothRule(both, 2, fineness);
  }
  // The inner sum turns from one side of a break of f to the other within a width s / |rho|; the
  // mesh resolves a width of 1.
  const width = s / Math.abs(rho);
  const layers = width < 1 ? [0, 1.5, -1.5, 4, -4, 8, -8] : [];
  const own = phi.breakpoints.map((c) => c.at / r);
  const others = f.breakpoints.flatMap((c) => layers.map((l) => c.at / rho + l * width));
  return keptRule([...own, ...others], fineness.mesh);
}

/** Rules that were made, for breaks that do not move with the state, such as a kink at 0. */
const kept = new Map<string, Rule>();
const mostKept = 64;

function keptRule(breaks: readonly number[], mesh: Mesh): Rule {
  const key = `${mesh.points} ${mesh.longest} ${mesh.reach} ${breaks.join(" ")}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const rule = piecewiseRule(breaks, mesh);
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, rule);
  return rule;
}

/** A rule exact for polynomials of degree `degree + moment`, or for smooth functions. */
function smoothRule(degree: number | undefined, moment: number, fineness: Fineness): Rule {
  if (degree !== undefined && degree <= 200) {
    return gaussHermite(Math.ceil((degree + moment + 1) / 2) + fineness.extra);
  }
  return trapezoidCached(fineness.step, fineness.mesh.reach);
}

const trapezoids = new Map<string, Rule>();

function trapezoidCached(step: number, reach: number): Rule {
  const key = `${step} ${reach}`;
  const known = trapezoids.get(key) ?? trapezoid(step, reach);
  trapezoids.set(key, known);
  return known;
}
