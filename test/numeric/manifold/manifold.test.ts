import { describe, expect, test } from "vitest";
import { solve } from "../../../src/numeric/integrate/solve.ts";
import { grassmann, stiefel } from "../../../src/numeric/manifold/frames.ts";
import { descentField, type Manifold, retract } from "../../../src/numeric/manifold/manifold.ts";
import { sphere, spheres } from "../../../src/numeric/manifold/spheres.ts";
import { randomStream } from "../../../src/numeric/random/stream.ts";
import { dot, norm } from "../../../src/numeric/vectors.ts";

const manifolds: readonly Manifold[] = [
  sphere(5),
  spheres(4, 3),
  stiefel(6, 3),
  stiefel(3, 3),
  grassmann(6, 2),
];

describe.each(manifolds)("$name", (manifold) => {
  const random = randomStream(1, "manifold", manifold.name);
  const vector = (): Float64Array => new Float64Array(manifold.size).map(random.normal);
  const minus = (x: Float64Array, y: Float64Array) => x.map((a, i) => a - y[i]!);

  test("random points lie on it, to rounding", () => {
    for (let i = 0; i < 20; i++)
      expect(manifold.drift(manifold.random(random))).toBeLessThan(1e-14);
  });

  test("the tangent projection is an orthogonal projection of the rank of the dimension", () => {
    const x = manifold.random(random);
    const [v, w] = [vector(), vector()];
    const [tv, tw] = [manifold.tangent(x, v), manifold.tangent(x, w)];
    expect(norm(minus(manifold.tangent(x, tv), tv))).toBeLessThan(1e-13);
    expect(Math.abs(dot(tv, w) - dot(v, tw))).toBeLessThan(1e-13);
    // The trace of a projection is its rank.
    let trace = 0;
    for (let i = 0; i < manifold.size; i++) {
      const e = new Float64Array(manifold.size);
      e[i] = 1;
      trace += manifold.tangent(x, e)[i]!;
    }
    expect(trace).toBeCloseTo(manifold.dimension, 12);
  });

  test("tangent vectors keep the equations to first order, others do not", () => {
    const x = manifold.random(random);
    const v = vector();
    const t = manifold.tangent(x, v);
    const drifts = [1e-2, 1e-3].map((h) => manifold.drift(x.map((a, i) => a + h * t[i]!)));
    if (norm(t) > 1e-6) expect(Math.log10(drifts[0]! / drifts[1]!)).toBeCloseTo(2, 1);
    const free = [1e-2, 1e-3].map((h) => manifold.drift(x.map((a, i) => a + h * v[i]!)));
    expect(Math.log10(free[0]! / free[1]!)).toBeCloseTo(1, 1);
  });

  test("the retraction stays on it and agrees with x + v to second order", () => {
    const x = manifold.random(random);
    const v = manifold.tangent(x, vector());
    const at = (h: number) =>
      retract(
        manifold,
        x,
        v.map((a) => h * a),
      );
    const errors = [1e-1, 1e-2, 1e-3].map((h) => {
      expect(manifold.drift(at(h))).toBeLessThan(1e-14);
      // R(h v) - x - h v is normal to the manifold to this order: its tangent part is of third.
      const rest = minus(
        at(h),
        x.map((a, i) => a + h * v[i]!),
      );
      return [norm(rest), norm(manifold.tangent(x, rest))] as const;
    });
    for (const [i, [whole, tangent]] of errors.slice(1).entries()) {
      expect(Math.abs(Math.log10(errors[i]![0] / whole) - 2)).toBeLessThan(0.3);
      if (errors[i]![1] > 1e-9) expect(Math.log10(errors[i]![1] / tangent)).toBeGreaterThan(2.7);
    }
  });

  test("onto is the nearest point: nothing tangent is left between", () => {
    const x = manifold.random(random).map((a) => a + 0.05 * random.normal());
    const near = manifold.onto(x);
    expect(manifold.drift(near)).toBeLessThan(1e-14);
    expect(norm(manifold.tangent(near, minus(x, near)))).toBeLessThan(1e-13);
    expect(norm(minus(manifold.onto(near), near))).toBeLessThan(1e-14);
  });
});

test("the uniform law: E x x^T = I/d for each block, on spheres, frames and subspaces", () => {
  const random = randomStream(2, "manifold", "law");
  const n = 4000;
  for (const manifold of [sphere(3), spheres(3, 2), stiefel(3, 2), grassmann(3, 2)]) {
    const means = new Float64Array(manifold.size);
    for (let i = 0; i < n; i++) {
      manifold.random(random).forEach((a, j) => {
        means[j]! += (a * a) / n;
      });
    }
    // Var x_1^2 = 3/15 - 1/9 for d = 3; five standard errors.
    for (const mean of means)
      expect(Math.abs(mean - 1 / 3)).toBeLessThan(5 * Math.sqrt(4 / 45 / n));
  }
});

test("descent on a Grassmannian ends in the leading eigenspace, and its drift is reported small", () => {
  // f(W) = -tr(W^T A W)/2 with A = diag(1, ..., 6): the leading plane is spanned by e_5, e_6.
  const manifold = grassmann(6, 2);
  const gradient = (x: Float64Array) => x.map((a, i) => -a * ((i % 6) + 1));
  const x0 = manifold.random(randomStream(3, "manifold", "flow"));
  const run = solve({
    field: descentField(manifold, gradient),
    y0: x0,
    t0: 0,
    t1: 60,
    rtol: 1e-10,
    atol: 1e-13,
  });
  expect(run.status).toBe("reached-end");
  expect(manifold.drift(run.y)).toBeLessThan(1e-7);
  const energy = dot(
    run.y,
    run.y.map((a, i) => a * ((i % 6) + 1)),
  );
  expect(Math.abs(energy - 11)).toBeLessThan(1e-6);
});

test("with `onto` after every step norms are conserved to rounding, at every output too", () => {
  const manifold = spheres(3, 2);
  const outputAt = Array.from({ length: 40 }, (_, i) => 2.5 * (i + 1));
  // Each point turns about an axis of its own: |x_i| is conserved by the flow.
  const run = solve({
    field: (_, y, dy) => {
      for (const i of [0, 3]) {
        dy[i] = y[i + 1]! - y[i + 2]!;
        dy[i + 1] = (i + 1) * y[i + 2]! - y[i]!;
        dy[i + 2] = y[i]! - (i + 1) * y[i + 1]!;
      }
    },
    y0: manifold.random(randomStream(4, "manifold", "norm")),
    t0: 0,
    t1: 100,
    outputAt,
    rtol: 1e-6,
    onto: manifold.onto,
  });
  expect(run.outputs).toHaveLength(40);
  for (const { y } of run.outputs) expect(manifold.drift(y)).toBeLessThan(4e-16);
});

test("a point without full rank has no nearest frame, and says so", () => {
  const flat = stiefel(3, 2).onto(Float64Array.of(1, 0, 0, 1, 0, 0));
  expect(flat.every(Number.isNaN)).toBe(true);
  expect(sphere(2).onto(Float64Array.of(0, 0)).every(Number.isNaN)).toBe(true);
});
