/**
 * Diagrams of weighted sums over written frames: against the flow from its definition, Hessians by
 * an eigensolver, and the laws of equiangular frames.
 */
import { EigenvalueDecomposition, inverse, Matrix } from "ml-matrix";
import { describe, expect, test } from "vitest";
import * as Q from "../../../src/model/rational.ts";
import * as I from "../../../src/symbolic/exact/fixed-interval.ts";
import type { Derived } from "../../../src/symbolic/phase/derived-part.ts";
import {
  type FrameDiagram,
  frameDiagram,
} from "../../../src/symbolic/phase/frame/frame-diagram.ts";
import type { PointIndex } from "../../../src/symbolic/phase/frame/frame-index.ts";
import { algebraicPoint } from "../../../src/symbolic/phase/phase-point.ts";
import { specOf } from "../../specs.ts";

function diagramOf(teacher: string, parameters: readonly string[] = []): FrameDiagram {
  const spec = specOf({
    parameters: ["d: { in: 12..oo }", ...parameters],
    teacher,
    claims: ["still: { kind: stationary, at: average }"],
  });
  return frameDiagram(spec.claims[0]!.setting, new Map());
}

const known = <T>(part: Derived<T> | undefined): T => {
  if (part?.kind !== "derived") throw new Error(part?.reason ?? "absent");
  return part.value;
};

const middle = (x: I.Interval): number => Q.toNumber(I.lowerEnd(x));

/** The relative residual of A omega g'(u) = R u, and the index by eigenvalues, in doubles. */
function seenAt(
  { frame }: FrameDiagram,
  degrees: Readonly<Record<number, number>>,
  { overlaps }: PointIndex,
): { readonly residual: number; readonly index: number } {
  const u = overlaps.map(middle);
  const gram = frame.gram.map((row) =>
    row.map((a) => Q.toNumber(a.terms[0]?.coefficient ?? Q.zero)),
  );
  const omega = frame.weights.map(Q.toNumber);
  const jet = (x: number, order: 1 | 2): number =>
    Object.entries(degrees).reduce((sum, [key, c]) => {
      const q = Number(key);
      return sum + c * q * (order === 1 ? x ** (q - 1) : (q - 1) * x ** (q - 2));
    }, 0);
  const slopes = u.map((x, j) => omega[j]! * jet(x, 1));
  const lambda = slopes.reduce((sum, g, j) => sum + g * u[j]!, 0);
  const pulls = gram.map((row) => row.reduce((sum, a, j) => sum + a * slopes[j]!, 0));
  const residual = Math.max(...pulls.map((p, i) => Math.abs(p - lambda * u[i]!)));
  // y^T (lambda A^-1 - D) y on u^T A^-1 y = 0: a large weight on the forbidden direction.
  const inverted = inverse(new Matrix(gram));
  const border = inverted.mmul(Matrix.columnVector(u)).to1DArray();
  const form = inverted
    .mul(lambda)
    .sub(Matrix.diag(u.map((x, j) => omega[j]! * jet(x, 2))))
    .add(Matrix.columnVector(border).mmul(Matrix.rowVector(border)).mul(1e4));
  const { realEigenvalues } = new EigenvalueDecomposition(form, { assumeSymmetric: true });
  return { residual, index: realEigenvalues.filter((x) => x < 0).length };
}

const circulant = "[[1, b1, 1/10, b1], [b1, 1, b1, 1/10], [1/10, b1, 1, b1], [b1, 1/10, b1, 1]]";

describe("a circulant frame", () => {
  const diagram = diagramOf(`{ sum-of: 4, link: "h(3, z)", frame: { gram: ${circulant} } }`, [
    "b1: 0 < real < 1/2",
  ]);

  test("the average changes where an eigenvalue of A is half the row sum", () => {
    // rho = 11/10 + 2 b1; the others are 9/10 twice and 11/10 - 2 b1.
    const { thresholds, cells } = known(diagram.average);
    expect(thresholds.map((root) => algebraicPoint(root).exact)).toEqual(["11/60", "7/20"]);
    expect(cells.map(({ index }) => index.within)).toEqual([3, 2, 0]);
  });

  test("slices that a rotation maps to each other are one; each ends where its direction turns", () => {
    const found = diagram.slices.map(({ partition, slice }) => ({
      cells: partition.cells.map((cell) => cell.join("")).join(" "),
      size: partition.size,
      last: algebraicPoint(known(slice).counts!.changes.at(-1)!).exact,
    }));
    expect(found).toEqual([
      { cells: "03 12", size: 2, last: "7/20" },
      { cells: "02 13", size: 1, last: "11/60" },
    ]);
  });

  test("at one value all points are enclosed, nine up to sign for b1 = 3/10", () => {
    const here = diagramOf(
      `{ sum-of: 4, link: "h(3, z)", frame: { gram: ${circulant.replaceAll("b1", "3/10")} } }`,
    );
    const { points, upToSign } = known(here.all);
    expect([points.length, upToSign]).toEqual([9, true]);
    for (const point of points) {
      const { residual, index } = seenAt(here, { 3: 1 }, point);
      expect(residual).toBeLessThan(1e-13);
      expect(point.within).toBe(index);
    }
    expect(points.map(({ within }) => within)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2]);
  });
});

test("links that are no polynomials: all points over three vectors, and of what index", () => {
  const gram = "[[1, 1/5, 1/10], [1/5, 1, 0], [1/10, 0, 1]]";
  const here = diagramOf(`{ sum-of: 3, link: "relu(z)", frame: { gram: ${gram} } }`);
  const { points } = known(here.all);
  // The slope of relu's dual: 1/4 + arcsin(u)/(2 pi).
  const slope = (u: number): number => 1 / 4 + Math.asin(u) / (2 * Math.PI);
  const rows = [
    [1, 0.2, 0.1],
    [0.2, 1, 0],
    [0.1, 0, 1],
  ];
  for (const { overlaps } of points) {
    const u = overlaps.map((x) => Q.toNumber(I.lowerEnd(x)));
    const pulls = rows.map((row) => row.reduce((sum, a, j) => sum + a * slope(u[j]!), 0));
    const rate = pulls.map((p, i) => p / u[i]!);
    expect(Math.abs(rate[0]! - rate[1]!) + Math.abs(rate[0]! - rate[2]!)).toBeLessThan(1e-7);
  }
  expect(points.map(({ within }) => within)).toEqual([0, 2]);
});

test("written out, an equiangular frame has the threshold 1/(k+1) and the fold 1/(1 + 2 sqrt(k-1))", () => {
  const rows = Array.from(
    { length: 5 },
    (_, i) => `[${[0, 1, 2, 3, 4].map((j) => (i === j ? "1" : "b1"))}]`,
  );
  const diagram = diagramOf(`{ sum-of: 5, link: "h(3, z)", frame: { gram: [${rows}] } }`, [
    "b1: 0 < real < 1",
  ]);
  expect(known(diagram.average).thresholds.map((x) => algebraicPoint(x).exact)).toEqual(["1/6"]);
  const alone = diagram.slices.find(({ partition }) => partition.size === 5)!;
  expect(algebraicPoint(known(alone.slice).counts!.changes.at(-1)!).exact).toBe("1/5");
});

describe("weights", () => {
  const weighted = '{ sum-of: 4, link: "h(3, z)", weights: "if(j <= 2, 1, 2)"';

  test("a light block has points of its own up to a fold", () => {
    const diagram = diagramOf(`${weighted}, frame: { equiangular: beta } }`, [
      "beta: 0 < real < 1",
    ]);
    expect(diagram.coarsest).toEqual([
      [0, 1],
      [2, 3],
    ]);
    const { changes, counts } = known(diagram.slices[0]!.slice).counts!;
    expect(counts).toEqual([3, 1]);
    // z' of the flow from its definition, sampled: three sign changes below and one above.
    const drift = (z: number, beta: number): number => {
      const pull = (own: number, other: number): number => own * z * z + 2 * other;
      return pull(1 + beta, 2 * beta) - z * pull(2 * beta, 1 + beta);
    };
    const signs = (beta: number): number => {
      let seen = 0;
      for (let z = -40; z < 60; z += 0.01)
        if (drift(z, beta) * drift(z + 0.01, beta) < 0) seen += 1;
      return seen;
    };
    const fold = Number(algebraicPoint(changes[0]!).value);
    expect([signs(fold - 1e-3), signs(fold + 1e-3)]).toEqual(counts);
  });

  test("over an orthonormal frame of even degree there are 3^k - 1 points", () => {
    const diagram = diagramOf(
      '{ sum-of: 4, link: "h(4, z)", weights: [1, 2, 2, 3], frame: orthonormal }',
    );
    const types = known(diagram.types);
    expect(types.reduce((sum, { points }) => sum + points, 0n)).toBe(80n);
    for (const { support, index } of types) {
      const size = support.reduce((sum, { count }) => sum + count, 0);
      expect(index.within).toBe(size - 1);
      expect(seenAt(diagram, { 4: 1 }, index).residual).toBeLessThan(1e-13);
    }
  });

  test.each([
    ["h(3, z)", { 3: 1 }],
    ["h(3, z) + h(4, z)", { 3: 1, 4: 1 }],
    ["h(2, z) + 2*h(3, z)", { 2: 1, 3: 4 }],
  ] as const)("all points over two vectors of weights 1 and 3: %s", (link, degrees) => {
    const diagram = diagramOf(
      `{ sum-of: 2, link: "${link}", weights: [1, 3], frame: { gram: [[1, 1/4], [1/4, 1]] } }`,
    );
    const { points } = known(diagram.all);
    const onSlice = known(diagram.slices[0]!.slice).portraits[0]!.points;
    // Two routes: elimination with Sturm chains, and boxes.
    expect(onSlice.map(({ index }) => middle(index.loss).toFixed(12)).sort()).toEqual(
      points.map(({ loss }) => middle(loss).toFixed(12)).sort(),
    );
    for (const point of points) {
      const { residual, index } = seenAt(diagram, degrees, point);
      expect(residual).toBeLessThan(1e-13);
      expect(point.within).toBe(index);
    }
  });
});

test("points on the edges of boxes are found: overlaps of 0 and of equal size", () => {
  // Symmetric in the first two vectors: (1, -1, 0) is a direction of a point.
  const diagram = diagramOf(
    '{ sum-of: 3, link: "h(4, z)", frame: { gram: [[1, 1/4, 1/7], [1/4, 1, 1/7], [1/7, 1/7, 1]] } }',
  );
  const { points } = known(diagram.all);
  // As many as Newton's iteration finds from random starts.
  expect(points).toHaveLength(13);
  for (const point of points) {
    const { residual, index } = seenAt(diagram, { 4: 1 }, point);
    expect(residual).toBeLessThan(1e-13);
    expect(point.within).toBe(index);
  }
});

test("vectors that are no frame, weights of 0 and random frames have no diagram", () => {
  const teacher = (rest: string): string => `{ sum-of: 2, link: "h(3, z)", ${rest} }`;
  for (const [rest, words] of [
    ["frame: { gram: [[1, 1], [1, 1]] }", "no frame"],
    ["weights: [1, 0], frame: orthonormal", "not positive"],
    ["weights: [1, 2], frame: random", "no Gram matrix"],
  ] as const) {
    expect(() => diagramOf(teacher(rest))).toThrow(words);
  }
});
