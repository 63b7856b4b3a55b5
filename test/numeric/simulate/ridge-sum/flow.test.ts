import { expect, test } from "vitest";
import { isFailure } from "../../../../src/numeric/failure.ts";
import { trajectory } from "../../../../src/numeric/integrate/two-tolerances.ts";
import {
  attractors,
  averageDirection,
  refineAttractor,
} from "../../../../src/numeric/simulate/ridge-sum/attractors.ts";
import { gradientFlowPath } from "../../../../src/numeric/simulate/ridge-sum/gradient-flow-path.ts";
import { sphericalGradient } from "../../../../src/numeric/simulate/ridge-sum/population-loss.ts";
import { rest } from "../../../../src/numeric/simulate/ridge-sum/rest.ts";
import { type RidgeSum, ridgeSum } from "../../../../src/numeric/simulate/ridge-sum/ridge-sum.ts";
import { gradientFlow } from "../../../../src/numeric/simulate/ridge-sum/spherical-flow.ts";
import { addScaled, minus, norm, scaled, unit } from "../../../../src/numeric/vectors.ts";
import { call, equiangular, h, plus, type Sketch, sketched, times, z } from "../../trees.ts";

function simulated(sketch: Sketch, reduced = false): RidgeSum {
  const model = ridgeSum(sketched(sketch), { reduced });
  if (isFailure(model)) throw new Error(`${model.code}: ${model.detail}`);
  return model;
}

test("the flow of one h_3 ridge follows its closed form, and stays on the sphere", () => {
  // m' = 3 m^2 (1 - m^2): t = (1/m0 - 1/m + artanh m - artanh m0)/3.
  const model = simulated({ d: 5, gram: [[1]], link: h(3) });
  const m0 = 0.1;
  const start = Float64Array.from([m0, Math.sqrt(1 - m0 * m0), 0, 0, 0]);
  const clock = (m: number): number => (1 / m0 - 1 / m + Math.atanh(m) - Math.atanh(m0)) / 3;
  const marks = [0.2, 0.5, 0.7, 0.9, 0.999];
  const states = gradientFlowPath(model, start).at(marks.map(clock));
  if (isFailure(states)) throw new Error(states.detail);
  states.forEach(({ w, error }, i) => {
    expect(Math.abs(w[0]! - marks[i]!)).toBeLessThanOrEqual(error);
    expect(error).toBeLessThan(1e-7);
    expect(Math.abs(norm(w) - 1)).toBeLessThan(1e-15);
  });
});

// [simsek2025], positive-cone fixed points for k = 2, p = 3: u_1/u_2 = z with
// z = (1 - b + sqrt((1 - 3b)(1 + b)))/(2b); here from the ratio alone.
test("two h_3 ridges at beta = 1/5: the attractors are the specialised points and no others", () => {
  const beta = 0.2;
  const model = simulated({ d: 6, gram: equiangular(2, beta), link: h(3) }, true);
  const search = attractors(model, { seed: 1 });
  expect(search.attractors).toHaveLength(2);
  const ratio = (1 - beta + Math.sqrt((1 - 3 * beta) * (1 + beta))) / (2 * beta);
  for (const { overlaps, curvature } of search.attractors) {
    const [large, small] = [...overlaps[0]!].sort((a, b) => b.value - a.value);
    const error = (large!.error + ratio * small!.error) / small!.value;
    expect(Math.abs(large!.value / small!.value - ratio)).toBeLessThanOrEqual(error + 1e-14);
    expect(error).toBeLessThan(1e-11);
    expect(curvature.value).toBeGreaterThan(1);
  }
});

test("above the threshold the average is the only attractor with positive overlaps", () => {
  const model = simulated({ d: 4, gram: equiangular(2, 0.4), link: h(3) }, true);
  const { attractors: found } = attractors(model, { seed: 2, randomStarts: 8 });
  expect(found).toHaveLength(1);
  const expected = Math.sqrt((1 + 0.4) / 2);
  for (const u of found[0]!.overlaps[0]!) {
    expect(Math.abs(u.value - expected)).toBeLessThanOrEqual(u.error);
  }
});

test("a branch is followed to the fold and not beyond it: k = 3, p = 3", () => {
  const at = (beta: number): RidgeSum =>
    simulated({ d: 4, gram: equiangular(3, beta), link: h(3) }, true);
  const first = attractors(at(0.2), { seed: 3, randomStarts: 4 }).attractors;
  let branch = first.find((a) => a.overlaps[0]![0]!.value > 0.9);
  expect(branch).toBeDefined();
  for (const beta of [0.22, 0.24, 0.25, 0.255, 0.26]) {
    branch = refineAttractor(at(beta), branch!.w);
    const [u1, u2] = branch!.overlaps[0]!;
    expect(u1!.value - u2!.value).toBeGreaterThan(0.2);
  }
  const beyond = refineAttractor(at(0.27), branch!.w);
  const spread = beyond!.overlaps[0]!.map((u) => u.value);
  expect(Math.max(...spread) - Math.min(...spread)).toBeLessThan(1e-9);
});

test("started beside a saddle the flow leaves it: the end is a minimum, not the saddle", () => {
  const model = simulated({ d: 6, gram: equiangular(2, 0.1), link: h(3) });
  const average = averageDirection(model);
  const beside = average.slice();
  addScaled(beside, 1e-7, model.frame[0]!);
  const end = rest(model, unit(beside));
  expect(end.kind).toBe("minimum");
  const [u1] = [end.w.reduce((s, x, i) => s + x * model.frame[0]![i]!, 0)];
  expect(u1).toBeGreaterThan(0.99);
  const exactlyThere = rest(model, average, { maxSteps: 50 });
  expect(exactlyThere.kind).not.toBe("minimum");
});

test("losses with negative overlaps only: odd links leave the span, no strict minimum is claimed", () => {
  const model = simulated({ d: 5, gram: equiangular(2, 0), link: h(3) });
  const end = rest(model, unit(Float64Array.from([-0.5, -0.5, 0.5, 0.4, 0.3])), { maxSteps: 400 });
  expect(end.kind).not.toBe("minimum");
});

// u_j' = p (u_j^(p-1) - u_j S) with all u_j < 0: |u| ~ t^(-1/(p-2)), which takes ever longer.
test.each([3, 5, 7, 9])("the slow approach of h_%i to the complement of the span ends", (p) => {
  const model = simulated({ d: 3, gram: equiangular(2, 0), link: h(p) });
  const end = rest(model, Float64Array.from([-0.25, -0.4, Math.sqrt(1 - 0.0625 - 0.16)]));
  if (end.kind === "unfinished") throw new Error(end.status);
  const overlaps = model.frame.map((v) => end.w.reduce((s, x, i) => s + x * v[i]!, 0));
  expect(Math.hypot(...overlaps)).toBeLessThanOrEqual(end.error);
  expect(end.error).toBeLessThan(0.1);
});

test("two neurons on the squared loss find two ridges, one each", () => {
  const model = simulated({
    d: 3,
    gram: equiangular(2, 0),
    link: h(3),
    neurons: 2,
    loss: "squared",
  });
  const start = Float64Array.from([0.8, 0.3, 0.5, 0.2, 0.9, -0.4]);
  const end = rest(model, start);
  expect(end.kind).toBe("minimum");
  const frame = Float64Array.from(model.frame.flatMap((v) => [...v]));
  expect(norm(minus(end.w, frame))).toBeLessThan(1e-12);
});

test("a flow with a dropped projection leaves the sphere, and its drift shows", () => {
  const model = simulated({ d: 3, gram: [[1]], link: call("tanh", z) });
  const start = unit(Float64Array.from([0.3, 0.8, 0.1]));
  const field = gradientFlow(model, "fine");
  const { points } = trajectory({ field, y0: start, t0: 0, outputAt: [0.5, 1], rtol: 1e-8 });
  expect(Math.max(...points.map(({ y }) => Math.abs(norm(y) - 1)))).toBeLessThan(1e-9);
  const unprojected = start.slice();
  addScaled(unprojected, -0.5, scaled(1, sphericalGradient(model, start).value));
  expect(Math.abs(norm(unprojected) - 1)).toBeGreaterThan(1e-3);
});

test("a trap that is a whole set of states: the error of the overlap contains the truth", () => {
  // P(m) = 2m + 3 x^2 m^2 has the zero -2/(3 x^2), which is inside for x^2 > 2/3.
  for (const x of [0.9, 1, 1.1, 1.2, 1.5, 1.9]) {
    const link = plus(h(2), times(x, h(3)));
    const model = simulated({ d: 4, gram: [[1]], link });
    for (const m0 of [-0.05, -0.12, -0.2]) {
      const path = gradientFlowPath(model, Float64Array.from([m0, Math.sqrt(1 - m0 * m0), 0, 0]));
      const end = path.rest();
      if (isFailure(end)) throw new Error(end.detail);
      expect(Math.abs(end.w[0]! + 2 / (3 * x * x))).toBeLessThanOrEqual(end.error);
      expect(end.error).toBeLessThan(1e-7);
    }
  }
});
