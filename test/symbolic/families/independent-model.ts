/**
 * One neuron against a sum of ridge functions, in plain numbers and from the definition, for the
 * tests alone: E[f(w.x) f*(x)] as a product rule of Gauss and Hermite. Links are polynomials, for
 * which the rule is exact but for rounding. Shares nothing with src.
 */

/** A polynomial by its coefficients, that of z^0 first. */
export type Link = readonly number[];

export interface PlainModel {
  readonly link: Link;
  readonly studentLink?: Link;
  /** Unit vectors in R^d. */
  readonly frame: readonly (readonly number[])[];
  readonly weights: readonly number[];
}

/** h_p by He_(n+1) = z He_n - n He_(n-1), over sqrt(p!). */
export function orthonormalHermite(p: number): Link {
  let [before, now]: [number[], number[]] = [[0], [1]];
  let factorial = 1;
  for (let n = 0; n < p; n++) {
    const shifted = [0, ...now];
    [before, now] = [now, shifted.map((c, i) => c - n * (before[i] ?? 0))];
    factorial *= n + 1;
  }
  return now.map((c) => c / Math.sqrt(factorial));
}

const polynomialAt = (link: Link, z: number): number =>
  link.reduceRight((sum, c) => sum * z + c, 0);

export const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, i) => sum + x * b[i]!, 0);

const combined = (...terms: readonly (readonly [number, readonly number[]])[]): number[] =>
  terms[0]![1].map((_, i) => terms.reduce((sum, [c, v]) => sum + c * v[i]!, 0));

export const unit = (a: readonly number[]): number[] => a.map((x) => x / Math.sqrt(dot(a, a)));

/** Nodes: zeros of He_n by bisection between those of He_(n-1); weights n!/(n^2 He_(n-1)^2). */
function gaussHermite(n: number): readonly (readonly [number, number])[] {
  const value = (degree: number, z: number): number => {
    let [before, now] = [0, 1];
    for (let i = 0; i < degree; i++) [before, now] = [now, z * now - i * before];
    return now;
  };
  let zeros: number[] = [];
  for (let degree = 1; degree <= n; degree++) {
    const ends = [-2 * Math.sqrt(degree) - 1, ...zeros, 2 * Math.sqrt(degree) + 1];
    zeros = ends.slice(1).map((high, i) => {
      let [a, b] = [ends[i]!, high];
      const sign = Math.sign(value(degree, a));
      for (let step = 0; step < 80; step++) {
        const middle = (a + b) / 2;
        if (Math.sign(value(degree, middle)) === sign) a = middle;
        else b = middle;
      }
      return (a + b) / 2;
    });
  }
  let factorial = 1;
  for (let i = 2; i <= n; i++) factorial *= i;
  return zeros.map((z) => [z, factorial / (n * value(n - 1, z)) ** 2]);
}

/** Exact for products of two polynomials of degree up to 8 in each variable. */
const rule = gaussHermite(12);

/** E[a(w.x) b(v.x)] for |w| = |v| = 1: v.x = rho z + sqrt(1 - rho^2) z' with z = w.x. */
function twoPoint(a: Link, b: Link, rho: number): number {
  const s = Math.sqrt(Math.max(0, 1 - rho * rho));
  let total = 0;
  for (const [z, weight] of rule) {
    for (const [y, other] of rule) {
      total += weight * other * polynomialAt(a, z) * polynomialAt(b, rho * z + s * y);
    }
  }
  return total;
}

/** L(w) = -E[f(w.x) sum_j omega_j f*(v_j.x)]. */
export const loss = (
  { link, studentLink = link, frame, weights }: PlainModel,
  w: readonly number[],
) => -frame.reduce((sum, v, j) => sum + weights[j]! * twoPoint(studentLink, link, dot(w, v)), 0);

const geodesic = (w: readonly number[], xi: readonly number[], t: number): number[] =>
  combined([Math.cos(t), w], [Math.sin(t), xi]);

/** An orthonormal basis of the tangent space at w: Gram and Schmidt on the unit vectors. */
export function tangentBasis(w: readonly number[]): readonly number[][] {
  const found: number[][] = [[...w]];
  for (let i = 0; i < w.length && found.length < w.length; i++) {
    let rest: number[] = w.map((_, j) => (i === j ? 1 : 0));
    for (let twice = 0; twice < 2; twice++) {
      for (const e of found) rest = combined([1, rest], [-dot(rest, e), e]);
    }
    if (dot(rest, rest) > 1e-6) found.push(unit(rest));
  }
  return found.slice(1);
}

/** Fourth-order difference quotients along a geodesic: the first and the second derivative. */
function along(f: (t: number) => number, h: number): readonly [number, number] {
  const [a, b, c, d, e] = [-2, -1, 0, 1, 2].map((i) => f(i * h)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return [(a - 8 * b + 8 * d - e) / (12 * h), (-a + 16 * b - 30 * c + 16 * d - e) / (12 * h * h)];
}

/** With h = 2^-7 both the h^4 of the quotient and rounding / h^2 are below 1e-7 here. */
const step = 2 ** -7;
export const differenceError = 1e-6;

/** -grad L on the sphere, in R^d. */
export function velocity(model: PlainModel, w: readonly number[]): number[] {
  const terms = tangentBasis(w).map((xi) => {
    const [slope] = along((t) => loss(model, geodesic(w, xi, t)), step);
    return [-slope, xi] as const;
  });
  return combined([0, w], ...terms);
}

/** Second derivative of the loss along the geodesic at w in the direction xi: <xi, Hess xi>. */
export const curvature = (model: PlainModel, w: readonly number[], xi: readonly number[]): number =>
  along((t) => loss(model, geodesic(w, unit(xi), t)), step)[1];

/** Unit vectors in R^d with inner products beta: a multiple of e_j plus one of their sum. */
export function equiangular(k: number, d: number, beta: number): readonly number[][] {
  const diagonal = Math.sqrt(1 - beta);
  const shift = (Math.sqrt(1 + (k - 1) * beta) - diagonal) / k;
  return Array.from({ length: k }, (_, i) =>
    Array.from({ length: d }, (_, j) => (j < k ? shift + (i === j ? diagonal : 0) : 0)),
  );
}
