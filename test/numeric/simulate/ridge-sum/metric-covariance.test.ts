/**
 * Metrics with a covariance estimated from unlabelled inputs, against differences of the loss.
 */
import { describe, expect, test } from "vitest";
import type { ModelInstance } from "../../../../src/model/bind/instance.ts";
import type { Expression } from "../../../../src/model/expression/expression.ts";
import { isFailure } from "../../../../src/numeric/failure.ts";
import { randomStream } from "../../../../src/numeric/random/stream.ts";
import type { DefinedModel } from "../../../../src/numeric/simulate/any-model/defined-model.ts";
import { simulationOf } from "../../../../src/numeric/simulate/families.ts";
import {
  definedRidgeSum,
  withEstimate,
} from "../../../../src/numeric/simulate/ridge-sum/defined-ridge-sum.ts";
import {
  covarianceOf,
  empiricalCovariance,
} from "../../../../src/numeric/simulate/ridge-sum/metric-covariance.ts";
import { oneSample } from "../../../../src/numeric/simulate/sampling/sampled-loss.ts";
import { standardGaussian } from "../../../../src/numeric/simulate/sampling/samplers.ts";
import { addScaled, dot, minus, norm } from "../../../../src/numeric/vectors.ts";
import { call, h, num, plus, sketched, times, z } from "../../trees.ts";

const d = 4;
const relu = call("relu", z);
const link = plus(h(2), times(0.5, h(1)));

function instance(metric: "normalised" | "preconditioned", unlabelled?: number): ModelInstance {
  const plain = sketched({ d, gram: [[1]], link, student: relu, loss: "squared" });
  return {
    ...plain,
    input: { law: "gaussian", covariance: "spiked", spike: num(3), overlap: num(0.6) },
    dynamics: {
      ...plain.dynamics,
      metric,
      ...(unlabelled !== undefined && { unlabelled: num(unlabelled) }),
    },
  };
}

/** Any covariance far from the true one. */
const other = Float64Array.of(2, 0.3, 0, 0.1, 0.3, 1, 0.2, 0, 0, 0.2, 0.5, 0.1, 0.1, 0, 0.1, 0.8);

function underOther(metric: "normalised" | "preconditioned"): DefinedModel {
  const built = definedRidgeSum(instance(metric), { reduced: false });
  const estimate = covarianceOf(other, d);
  if (isFailure(built) || isFailure(estimate)) throw new Error("a model is wanted");
  const model = withEstimate(instance(metric), built.correlated, estimate);
  if (isFailure(model)) throw new Error(model.detail);
  return model;
}

describe("a covariance by its entries", () => {
  test("is solved by its own factors", () => {
    const covariance = covarianceOf(other, d);
    if (isFailure(covariance)) throw new Error(covariance.detail);
    const x = randomStream(1, "covariance", "x").onSphere(d);
    const image = new Float64Array(d);
    covariance.times(x, image);
    covariance.solve(image);
    expect(norm(minus(image, x))).toBeLessThan(1e-14);
  });

  test("of fewer inputs than dimensions has no inverse", () => {
    const random = randomStream(1, "covariance", "few");
    const rows = empiricalCovariance(standardGaussian, d, d - 1, random);
    expect(isFailure(covarianceOf(rows, d))).toBe(true);
  });

  test("of many standard inputs is near 1, like n^(-1/2)", () => {
    const random = randomStream(1, "covariance", "many");
    const rows = empiricalCovariance(standardGaussian, d, 40_000, random);
    const errors = rows.map((x, i) => x - (i % (d + 1) === 0 ? 1 : 0));
    // Each of the 16 entries has the variance 1 or 2 over n: six standard deviations of all.
    expect(norm(errors)).toBeLessThan(6 * Math.sqrt((d * d + d) / 40_000));
  });
});

describe("the flow under an estimated covariance", () => {
  const random = randomStream(2, "estimate", "states");
  const [w, t] = [random.onSphere(d), random.onSphere(d)];

  test("has the gradient of its own loss", () => {
    const model = underOther("normalised");
    const slope = (h: number): number => {
      const [ahead, behind] = [w.slice(), w.slice()];
      addScaled(ahead, h, t);
      addScaled(behind, -h, t);
      return (model.loss(ahead, "fine").value - model.loss(behind, "fine").value) / (2 * h);
    };
    const truth = (4 * slope(1e-3) - slope(2e-3)) / 3;
    expect(Math.abs(dot(model.gradient(w, "fine").value, t) - truth)).toBeLessThan(1e-9);
  });

  test("has the mean of the gradients of its samples", () => {
    const model = underOther("normalised");
    const x = random.onSphere(d);
    const { gradientAt } = model.sampled!;
    const loss = (state: Float64Array): number =>
      gradientAt(state)(oneSample(x, 0.7), 1, new Float64Array(d));
    const out = new Float64Array(d);
    gradientAt(w)(oneSample(x, 0.7), 1, out);
    const [ahead, behind] = [w.slice(), w.slice()];
    addScaled(ahead, 1e-6, t);
    addScaled(behind, -1e-6, t);
    expect(Math.abs(dot(out, t) - (loss(ahead) - loss(behind)) / 2e-6)).toBeLessThan(1e-8);
  });

  test("puts the inverse of the estimate, and its length, before the gradient", () => {
    const estimate = covarianceOf(other, d);
    if (isFailure(estimate)) throw new Error(estimate.detail);
    const [plain, inverse] = (["normalised", "preconditioned"] as const).map((metric) => {
      const model = underOther(metric);
      const out = new Float64Array(d);
      model.velocity(w, model.gradient(w, "fine").value, out);
      return out;
    });
    const expected = plain!.slice();
    // Both are projected along w afterwards: solve what is not yet projected.
    const model = underOther("normalised");
    const image = new Float64Array(d);
    estimate.times(w, image);
    const length = dot(w, image);
    expected.set(model.gradient(w, "fine").value.map((x) => -length * x));
    estimate.solve(expected);
    addScaled(expected, -dot(expected, w), w);
    expect(norm(minus(inverse!, expected))).toBeLessThan(1e-14);
    expect(norm(minus(inverse!, plain!))).toBeGreaterThan(1e-2);
  });

  test("is drawn anew for each run, from the run's own stream", () => {
    const simulation = simulationOf(instance("preconditioned", 12));
    if (isFailure(simulation)) throw new Error(simulation.detail);
    const end = (label: string): readonly number[] => {
      const rest = simulation.path(w, randomStream(3, "run", label)).rest();
      if (isFailure(rest)) throw new Error(rest.detail);
      return [...rest.w];
    };
    expect(end("a")).toEqual(end("a"));
    expect(end("a")).not.toEqual(end("b"));
  });
});

describe("a spectral start", () => {
  const spectralOf = (unlabelled: number, label: string): Float64Array => {
    const simulation = simulationOf(instance("normalised", unlabelled));
    if (isFailure(simulation)) throw new Error(simulation.detail);
    const w: Expression = { kind: "name", name: "spectral" };
    const state = simulation.startState([{ name: "w", value: w }], {}, randomStream(1, "s", label));
    if (isFailure(state)) throw new Error(state.detail);
    return state;
  };
  const theta = (): Float64Array => {
    const built = definedRidgeSum(instance("normalised"), { reduced: false });
    if (isFailure(built) || built.correlated.theta === undefined) throw new Error("no spike");
    return built.correlated.theta;
  };

  test("is near the spike, either sign as often, and nearer the more inputs it is from", () => {
    const runs = Array.from({ length: 60 }, (_, i) => `${i}`);
    const overlaps = runs.map((run) => dot(spectralOf(400, run), theta()));
    const positive = overlaps.filter((x) => x > 0).length;
    // Sixty fair coins: outside of 12 to 48 once in 10^6.
    expect(positive).toBeGreaterThan(11);
    expect(positive).toBeLessThan(49);
    const lost = (count: number): number =>
      runs.reduce((sum, run) => sum + 1 - dot(spectralOf(count, run), theta()) ** 2, 0) / 60;
    // sin^2 of the angle is (d - 1) l_1 l_2/(n (l_1 - l_2)^2) = 3 (4/9)/n here, to first order.
    const predicted = (3 * (4 / 9)) / 1600;
    expect(lost(1600) / predicted).toBeGreaterThan(0.6);
    expect(lost(1600) / predicted).toBeLessThan(1.6);
  });

  test("is refused without unlabelled inputs, and beside other entries", () => {
    const simulation = simulationOf(instance("normalised"));
    if (isFailure(simulation)) throw new Error(simulation.detail);
    const w: Expression = { kind: "name", name: "spectral" };
    const random = randomStream(1, "s", "refused");
    const alone = simulation.startState([{ name: "w", value: w }], {}, random);
    expect(alone).toMatchObject({ code: "no-such-start" });
  });
});
