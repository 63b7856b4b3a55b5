import { expect, test } from "vitest";
import { isFailure } from "../../../../src/numeric/failure.ts";
import { averageDirection } from "../../../../src/numeric/simulate/ridge-sum/attractors.ts";
import { nearestStationary } from "../../../../src/numeric/simulate/ridge-sum/nearby-stationary.ts";
import { type RidgeSum, ridgeSum } from "../../../../src/numeric/simulate/ridge-sum/ridge-sum.ts";
import { stationaryPoints } from "../../../../src/numeric/simulate/ridge-sum/stationary-points.ts";
import { dot } from "../../../../src/numeric/vectors.ts";
import { equiangular, h, sketched } from "../../trees.ts";

function model(p: number, k: number, d: number, beta = 0): RidgeSum {
  const made = ridgeSum(sketched({ d, gram: equiangular(k, beta), link: h(p) }));
  if (isFailure(made)) throw new Error(made.detail);
  return made;
}

const search = { randomStarts: { least: 40, most: 200 } };

// Numbers off the complement of the span: tensor eigenvectors of an orthonormal sum, each sign.
test.each([
  [3, 2, 4, 6],
  [3, 3, 5, 14],
  [4, 2, 4, 8],
  [4, 3, 5, 26],
  [5, 1, 3, 2],
])("h_%i, k = %i, d = %i: %i isolated stationary points", (p, k, d, count) => {
  const { isolated, rare } = stationaryPoints(model(p, k, d), search);
  expect([isolated.length, rare]).toEqual([count, 0]);
});

test("overlaps of the points found are 0 or +-1/sqrt(l), within the stated error", () => {
  const made = model(4, 3, 5);
  for (const { w, error } of stationaryPoints(made, search).isolated) {
    const u = made.frame.map((v) => Math.abs(dot(v, w)));
    const l = u.filter((x) => x > 1e-3).length;
    for (const x of u) {
      expect(Math.min(x, Math.abs(x - 1 / Math.sqrt(l)))).toBeLessThanOrEqual(error + 1e-15);
    }
  }
});

test("a direction orthogonal to the frame is degenerate, not isolated, even where it is alone", () => {
  const { isolated, degenerate } = stationaryPoints(model(3, 2, 3), search);
  expect(isolated).toHaveLength(6);
  expect(degenerate.length).toBeGreaterThan(0);
});

test("below the threshold of k = 2 two points lie beside the average, at the root of the distance", () => {
  const distances = [0.02, 0.005].map((gap) => {
    const made = model(3, 2, 4, 1 / 3 - gap);
    return nearestStationary(made, averageDirection(made))!.distance;
  });
  expect(distances[0]! / distances[1]!).toBeGreaterThan(1.9);
  expect(distances[0]! / distances[1]!).toBeLessThan(2.1);
});
