/**
 * Branches and folds of pure links against sympy (discriminants) and mpmath (maxima), and
 * stability on the branch against second differences of the loss along geodesics.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { afterAll, describe, expect, test } from "vitest";
import { closeCas } from "../../../src/symbolic/cas/nerdamer.ts";
import { fixedPoints } from "../../../src/symbolic/phase/fixed-points.ts";
import { algebraicPoint } from "../../../src/symbolic/phase/phase-point.ts";
import { pureLinkRules } from "../../../src/symbolic/phase/pure-link-rules.ts";
import { closeSolver } from "../../../src/symbolic/prove/z3.ts";

interface Fold {
  readonly p: number;
  readonly k: number;
  readonly beta: string;
  readonly minimalPolynomial: readonly number[];
}

const path = join(import.meta.dirname, "../../oracles/phase/sympy-phase.json");
const { folds }: { folds: readonly Fold[] } = JSON.parse(readFileSync(path, "utf8"));
const rules = pureLinkRules();

afterAll(async () => {
  await closeCas();
  await closeSolver();
});

test.each(folds)("the fold of h_$p at k = $k and its minimal polynomial", async (oracle) => {
  const { folds: found } = await fixedPoints(rules, oracle.p, BigInt(oracle.k));
  const point = algebraicPoint(found[0]!.beta);
  expect(point.value.slice(0, 20)).toBe(oracle.beta.padEnd(20, "0").slice(0, 20));
  expect(point.irreducible).toBe("shown");
  expect(found[0]!.extrema).toBe(1);
  expect(point.minimalPolynomial?.map(Number)).toEqual(primitive(oracle.minimalPolynomial));
});

test("h_3 at k = 10: threshold 1/11, fold 1/7 exactly", async () => {
  const { folds: found } = await fixedPoints(rules, 3, 10n);
  expect(algebraicPoint(found[0]!.beta).exact).toBe("1/7");
  expect(algebraicPoint(found[4]!.beta).exact).toBe("1/11");
});

test("the fold of h_3 for symbolic k is derived, and proved for every slice", async () => {
  const { symbolic } = await fixedPoints(rules, 3, undefined);
  expect(symbolic?.proofs.map(({ status }) => status)).toEqual(["proved", "proved", "proved"]);
  for (const k of [2, 3, 5, 10, 17, 100]) {
    const r = Math.sqrt(k - 1);
    expect(valueAt(symbolic!.inRoot, r)).toBeCloseTo(1 / (1 + 2 * r), 14);
  }
});

test.each([3, 4, 5, 6, 7])(
  "h_%i at k = 2: fold = threshold, a supercritical pitchfork",
  async (p) => {
    const { folds: found, bifurcation } = await fixedPoints(rules, p, 2n);
    expect(found).toHaveLength(1);
    expect(found[0]!.z).toBeUndefined();
    expect(algebraicPoint(found[0]!.beta).exact).toBe(fraction(p - 2, p));
    expect(bifurcation).toEqual({ two: "supercritical pitchfork", more: "transcritical" });
  },
);

describe.each([
  [3, 4],
  [4, 5],
  [5, 4],
])("stability on the branches of h_%i at k = %i", (p, k) => {
  test.each([1, 2, 3])("slice l = %i: the index is l - 1, plus 1 where beta_l rises", async (l) => {
    const { branch } = await fixedPoints(rules, p, BigInt(k));
    for (const z of [1.15, 1.4, 2, 3.5]) {
      const beta = valueAt(branch.beta, 0, { z, k, l });
      const rises = valueAt(branch.beta, 0, { z: z + 1e-6, k, l }) > beta;
      const point = slicePoint(z, l, k, beta);
      expect(point.gradient, `gradient at z = ${z}`).toBeLessThan(1e-6);
      expect(indexByDifferences(point.w, point.frame, p)).toBe(l - 1 + (rises ? 1 : 0));
    }
  });

  /** w with overlaps (z, ..., z, 1, ..., 1) up to scale, in R^(k + 1). */
  function slicePoint(z: number, l: number, n: number, beta: number) {
    const frame = Array.from({ length: n }, (_, i) => frameVector(i, n, beta));
    const gram = Matrix.zeros(n, n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) gram.set(i, j, i === j ? 1 : beta);
    const u = Matrix.columnVector(Array.from({ length: n }, (_, i) => (i < l ? z : 1)));
    const inverse = new EigenvalueDecomposition(gram);
    const q = inverse.eigenvectorMatrix;
    const scaled = q.transpose().mmul(u);
    for (let i = 0; i < n; i++) scaled.set(i, 0, scaled.get(i, 0) / inverse.realEigenvalues[i]!);
    const coefficients = q.mmul(scaled).to1DArray();
    const raw = Array.from({ length: n + 1 }, (_, i) =>
      coefficients.reduce((sum, c, j) => sum + c * frame[j]![i]!, 0),
    );
    const norm = Math.hypot(...raw);
    const w = raw.map((x) => x / norm);
    return { w, frame, gradient: Math.hypot(...tangentBasis(w).map((t) => slope(w, t, frame, p))) };
  }
});

const loss = (w: readonly number[], frame: readonly number[][], p: number): number =>
  -frame.reduce((sum, v) => sum + dot(v, w) ** p, 0);

const along = (w: readonly number[], t: readonly number[], angle: number): number[] =>
  w.map((x, i) => Math.cos(angle) * x + Math.sin(angle) * t[i]!);

const step = 1e-3;

const slope = (w: number[], t: number[], frame: number[][], p: number): number =>
  (loss(along(w, t, step), frame, p) - loss(along(w, t, -step), frame, p)) / (2 * step) -
  thirdTerm(w, t, frame, p);

/** step^2/6 times the third derivative: the error of the central difference, to leading order. */
const thirdTerm = (w: number[], t: number[], frame: number[][], p: number): number => {
  const at = (angle: number): number => loss(along(w, t, angle), frame, p);
  return (at(2 * step) - 2 * at(step) + 2 * at(-step) - at(-2 * step)) / (12 * step);
};

const second = (w: number[], t: number[], frame: number[][], p: number): number =>
  (loss(along(w, t, step), frame, p) - 2 * loss(w, frame, p) + loss(along(w, t, -step), frame, p)) /
  step ** 2;

/** Negative eigenvalues of the Hessian made of second differences along geodesics. */
function indexByDifferences(w: number[], frame: number[][], p: number): number {
  const basis = tangentBasis(w);
  const n = basis.length;
  const hessian = Matrix.zeros(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const sum = basis[i]!.map((x, m) => (x + basis[j]![m]!) / (i === j ? 2 : Math.SQRT2));
      const both = second(w, sum, frame, p);
      const each = second(w, basis[i]!, frame, p) + second(w, basis[j]!, frame, p);
      hessian.set(i, j, i === j ? both : both - each / 2);
    }
  }
  const values = new EigenvalueDecomposition(hessian, { assumeSymmetric: true }).realEigenvalues;
  return values.filter((x) => x < 0).length;
}

/** An orthonormal basis of the tangent space, by Gram and Schmidt. */
function tangentBasis(w: readonly number[]): number[][] {
  const basis: number[][] = [[...w]];
  for (let i = 0; i < w.length && basis.length < w.length; i++) {
    const start = w.map((_, j) => (i === j ? 1 : 0.01 * (j + 1)));
    const rest = basis.reduce((v, b) => v.map((x, j) => x - dot(start, b) * b[j]!), start);
    const norm = Math.hypot(...rest);
    if (norm > 1e-6) basis.push(rest.map((x) => x / norm));
  }
  return basis.slice(1);
}

/** v_i = sqrt(1 - beta) e_i + c (1, ..., 1), with c such that |v_i| = 1 and <v_i, v_j> = beta. */
function frameVector(i: number, k: number, beta: number): number[] {
  const a = Math.sqrt(1 - beta);
  const c = (-a + Math.sqrt(a * a + k * beta)) / k;
  return Array.from({ length: k + 1 }, (_, j) => (j === k ? 0 : (i === j ? a : 0) + c));
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, i) => sum + x * b[i]!, 0);

type Function = Awaited<ReturnType<typeof fixedPoints>>["branch"]["beta"];

/** The value of a rational function at doubles. */
function valueAt(f: Function, r: number, point: Readonly<Record<string, number>> = {}): number {
  const polynomial = (a: Function["numerator"]): number =>
    a.terms.reduce(
      (sum, { coefficient, monomial }) =>
        sum +
        (Number(coefficient.num) / Number(coefficient.den)) *
          monomial.powers.reduce((product, [name, e]) => product * (point[name] ?? r) ** e, 1),
      0,
    );
  return polynomial(f.numerator) / polynomial(f.denominator);
}

function primitive(a: readonly number[]): number[] {
  const sign = Math.sign(a.at(-1)!);
  return a.map((c) => sign * c);
}

function fraction(num: number, den: number): string {
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  const g = gcd(num, den);
  return `${num / g}/${den / g}`;
}
