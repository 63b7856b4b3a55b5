import { describe, expect, test } from "vitest";
import type { ModelInstance } from "../../../../src/model/bind/instance.ts";
import { isFailure } from "../../../../src/numeric/failure.ts";
import type { Measured } from "../../../../src/numeric/measured.ts";
import { randomStream } from "../../../../src/numeric/random/stream.ts";
import {
  type DefinedModel,
  measuredGradient,
  measuredLoss,
  ratesOf,
} from "../../../../src/numeric/simulate/any-model/defined-model.ts";
import { ridgeSumModel } from "../../../../src/numeric/simulate/ridge-sum/defined-ridge-sum.ts";
import { ridgeSum } from "../../../../src/numeric/simulate/ridge-sum/ridge-sum.ts";
import { eachTerm } from "../../../../src/numeric/simulate/ridge-sum/terms.ts";
import type { Sampler } from "../../../../src/numeric/simulate/sampling/sampler.ts";
import { standardGaussian } from "../../../../src/numeric/simulate/sampling/samplers.ts";
import { addScaled, dot, minus, scaled } from "../../../../src/numeric/vectors.ts";
import { call, equiangular, h, num, plus, type Sketch, sketched, times, z } from "../../trees.ts";
import { againstSamples, randomTangent, rejected, slopeByDifferences } from "../against-samples.ts";

type Metric = ModelInstance["dynamics"]["metric"];

function built(instance: ModelInstance): DefinedModel {
  const model = ridgeSumModel(instance, { reduced: false });
  if (isFailure(model)) throw new Error(`${model.code}: ${model.detail}`);
  return model;
}

function spiked(sketch: Sketch, kappa: number, overlap: number, metric: Metric): ModelInstance {
  const instance = sketched(sketch);
  return {
    ...instance,
    input: { law: "gaussian", covariance: "spiked", spike: num(kappa), overlap: num(overlap) },
    dynamics: { ...instance.dynamics, metric },
  };
}

/** A spiked Gaussian drawn without a root: sqrt(kappa) theta times a number, plus a vector. */
const spikedSampler =
  (kappa: number, theta: Float64Array): Sampler =>
  (random, x) => {
    const along = Math.sqrt(kappa) * random.normal();
    for (let i = 0; i < x.length; i++) {
      x[i] = (random.normal() + along * theta[i]!) / Math.sqrt(1 + kappa);
    }
  };

const relu = call("relu", z);
const even = plus(h(2), times(0.5, h(1)));
const two: Sketch = { d: 3, gram: equiangular(2, 0.3), link: even, neurons: 2, loss: "squared" };
const cases: readonly (readonly [string, ModelInstance])[] = [
  ["one h_3 neuron, correlation loss", sketched({ d: 3, gram: equiangular(2, 0.3), link: h(3) })],
  ["two neurons, squared loss", sketched(two)],
  [
    "relu student, spike, round",
    spiked({ d: 3, gram: [[1]], link: h(2), student: relu, loss: "squared" }, 3, 0.6, "round"),
  ],
  [
    "relu student, spike, normalised",
    spiked({ d: 3, gram: [[1]], link: h(2), student: relu, loss: "squared" }, 3, 0.6, "normalised"),
  ],
];

/** The gradient without its projection, and without one of the terms between neurons. */
function wrongOf(instance: ModelInstance, model: DefinedModel, w: Float64Array): Float64Array[] {
  const { metric } = instance.dynamics;
  // A normalised predictor does not see the length: nothing is projected away.
  const unprojected = metric === "round" ? [model.gradient(w, "fine").value] : [];
  const { shape } = instance.student;
  if (shape.kind !== "neurons" || shape.count === 1) return unprojected;
  const plain = ridgeSum(instance, { reduced: false });
  if (isFailure(plain)) throw new Error(plain.detail);
  const missing = new Float64Array(w.length);
  const block = missing.subarray(0, plain.ambient);
  eachTerm(plain, w, "gradient", "fine", ({ i, l, coefficient, e, q, sums }) => {
    if (i !== 0 || l !== 1) return;
    addScaled(block, 2 * coefficient * sums.value[1]!, e);
    addScaled(block, 2 * coefficient * sums.value[2]!, q!);
  });
  model.project(w, missing);
  return [...unprojected, minus(measuredGradient(model, w).value, missing)];
}

/** Near the frame, so that the gradient stands out from the noise of few samples. */
function stateOf(model: DefinedModel, label: string): Float64Array {
  const w = model.randomState(randomStream(8, "state", label));
  for (let i = 0; i < w.length; i += 3) w[i]! += 0.8;
  model.restore(w);
  return w;
}

describe.each(cases)("%s", (label, instance) => {
  const model = built(instance);
  const w = stateOf(model, label);
  const gradient = measuredGradient(model, w);

  test("the gradient is the slope of the loss", () => {
    for (const i of [1, 2, 3]) {
      const t = randomTangent(model, w, `${label} ${i}`);
      const slope = slopeByDifferences(model, w, t);
      expect(Math.abs(slope.value - dot(gradient.value, t))).toBeLessThan(
        slope.error + gradient.error,
      );
    }
  });

  test("the mean gradient of samples agrees, and rejects what is off", () => {
    const theta = model.quantities.get("theta")?.values(w) as Float64Array | undefined;
    const sampler = theta === undefined ? standardGaussian : spikedSampler(3, theta);
    const wrong = [scaled(1 + rejected, gradient.value), ...wrongOf(instance, model, w)];
    const { deviations, resolution } = againstSamples(model, sampler, w, [
      gradient.value,
      ...wrong,
    ]);
    expect(resolution).toBeLessThan(rejected);
    expect(deviations[0]).toBeLessThan(5);
    for (const deviation of deviations.slice(1)) expect(deviation).toBeGreaterThan(5);
  });
});

// [mousavi2023], as two equations for rho = <wbar, vbar> and b = <wbar, theta>, c = <vbar, theta>:
// rho' = zeta (1 - rho^2 + kappa (c - rho b)^2)/(1 + kappa) with zeta = sum_j j a_j b_j rho^(j-1).
// For the links h_2 and h_3 of student and teacher alike zeta = 2 rho + 3 rho^2.
test.each(["normalised", "preconditioned"] as const)(
  "the %s flow of rho is a closed form",
  (metric) => {
    const link = plus(h(2), h(3));
    const model = built(spiked({ d: 5, gram: [[1]], link, loss: "squared" }, 3, 0.6, metric));
    const w = stateOf(model, metric);
    const [rate] = ratesOf(model, w, "rho") as readonly Measured[];
    const [wbar, vbar, theta] = ["wbar", "vbar", "theta"].map(
      (name) => model.quantities.get(name)!.values(w) as Float64Array,
    );
    const [rho, b, c] = [dot(wbar!, vbar!), dot(wbar!, theta!), dot(vbar!, theta!)];
    const zeta = 2 * rho + 3 * rho ** 2;
    const truth =
      metric === "preconditioned"
        ? zeta * (1 - rho ** 2)
        : (zeta / 4) * (1 - rho ** 2 + 3 * (c - rho * b) ** 2);
    expect(Math.abs(rate!.value - truth)).toBeLessThanOrEqual(rate!.error);
    expect(rate!.error).toBeLessThan(1e-12);
  },
);

// [mousavi2023] with the spike on the target: R(m) = v/4 - sqrt(v) sum_j a_j b_j rho^j, up to a
// constant, v = (1 + kappa m^2)/(1 + kappa), rho = m/sqrt(v); for relu and h_2, a_2 b_2 = 1/(2 sqrt(pi)).
test("the loss with the spike on the target is a closed form", () => {
  const model = built(
    spiked({ d: 4, gram: [[1]], link: h(2), student: relu, loss: "squared" }, 3, 1, "round"),
  );
  const closed = (m: number): number => {
    const v = (1 + 3 * m * m) / 4;
    return v / 4 - (m * m) / Math.sqrt(v) / (2 * Math.sqrt(Math.PI)) + 1 / 2;
  };
  for (const m of [-0.9, 0, 0.2, 0.7, 1]) {
    const loss = measuredLoss(model, Float64Array.from([m, Math.sqrt(1 - m * m), 0, 0]));
    expect(Math.abs(loss.value - closed(m))).toBeLessThanOrEqual(loss.error);
    expect(loss.error).toBeLessThan(1e-12);
  }
});

test("a spike needs an overlap in [-1, 1], a size >= 0 and room across the frame", () => {
  const sketch: Sketch = { d: 1, gram: [[1]], link: h(2), loss: "squared" };
  for (const [kappa, overlap] of [
    [-1, 1],
    [1, 1.5],
    [1, 0.5],
  ] as const) {
    expect(isFailure(ridgeSumModel(spiked(sketch, kappa, overlap, "round")))).toBe(true);
  }
});
