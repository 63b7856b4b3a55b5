import { describe, expect, test } from "vitest";
import type { ModelInstance } from "../../../../src/model/bind/instance.ts";
import type { Expression } from "../../../../src/model/expression/expression.ts";
import { failure, isFailure } from "../../../../src/numeric/failure.ts";
import { solve } from "../../../../src/numeric/integrate/solve.ts";
import type { Measured } from "../../../../src/numeric/measured.ts";
import { randomStream } from "../../../../src/numeric/random/stream.ts";
import {
  type DefinedModel,
  environmentAt,
  fieldOf,
  isBelowFloor,
  measuredGradient,
  measuredVelocity,
  ratesOf,
} from "../../../../src/numeric/simulate/any-model/defined-model.ts";
import { minibatchSource } from "../../../../src/numeric/simulate/any-model/descent.ts";
import { simulationOf } from "../../../../src/numeric/simulate/families.ts";
import {
  type KernelLink,
  kernelLink,
  kernelProblem,
} from "../../../../src/numeric/simulate/learned-link/kernel-link.ts";
import {
  type LearnedLink,
  learnedLink,
  learnedLinkModel,
} from "../../../../src/numeric/simulate/learned-link/learned-link.ts";
import {
  atNodes,
  linkAtNodesFlow,
} from "../../../../src/numeric/simulate/learned-link/link-at-nodes.ts";
import { rateAlongFlow } from "../../../../src/numeric/simulate/rate.ts";
import { ridgeSumModel } from "../../../../src/numeric/simulate/ridge-sum/defined-ridge-sum.ts";
import { standardGaussian } from "../../../../src/numeric/simulate/sampling/samplers.ts";
import { dot, norm, scaled } from "../../../../src/numeric/vectors.ts";
import { binary, call, equiangular, h, name, num, plus, sketched, times, z } from "../../trees.ts";
import { againstSamples, randomTangent, rejected, slopeByDifferences } from "../against-samples.ts";

interface Options {
  readonly d?: number;
  readonly link: Expression;
  readonly degree: number;
  readonly gram?: readonly (readonly number[])[];
  readonly weights?: Expression;
  readonly ridge?: number;
  readonly speed?: number;
  readonly samples?: number;
  readonly factor?: number;
}

function fitOn(options: Options, label: string): KernelLink {
  const problem = kernelProblem(instanceOf(options));
  if (isFailure(problem)) throw new Error(problem.detail);
  return kernelLink(problem, randomStream(1, label, ""));
}

function instanceOf(options: Options): ModelInstance {
  const instance = sketched({
    d: options.d ?? 3,
    gram: options.gram ?? [[1]],
    link: options.link,
    loss: "squared",
    factor: options.factor ?? 0.5,
  });
  return {
    ...instance,
    student: {
      ...instance.student,
      link: {
        kind: "learned",
        degree: num(options.degree),
        weights: options.weights ?? num(1),
        ridge: num(options.ridge ?? 0),
        speed: num(options.speed ?? 1),
        ...(options.samples !== undefined && { samples: num(options.samples) }),
      },
    },
  };
}

function built(options: Options): DefinedModel {
  const model = learnedLinkModel(instanceOf(options), { reduced: false });
  if (isFailure(model)) throw new Error(`${model.code}: ${model.detail}`);
  return model;
}

function linkOf(options: Options): LearnedLink {
  const model = learnedLink(instanceOf(options), { reduced: false });
  if (isFailure(model)) throw new Error(`${model.code}: ${model.detail}`);
  return model;
}

/** w = (m, sqrt(1 - m^2), 0, ...), then the coefficients. */
function stateOf(d: number, m: number, a: readonly number[]): Float64Array {
  const w = new Float64Array(d);
  w[0] = m;
  w[1] = Math.sqrt((1 - m) * (1 + m));
  return Float64Array.from([...w, ...a]);
}

// For f* = sum_p b_p h_p(<v, x>) and L = 1/2 E[(phi - f*)^2]: a_p' = b_p m^p - a_p and
// m' = (1 - m^2) sum_p p a_p b_p m^(p-1) ([pillaud2025]); with weights c_p and a ridge lambda
// a_p' = c_p (b_p m^p - a_p) - lambda a_p.
test("the flow of overlap and coefficients is the closed one, for any weights, ridge and speed", () => {
  const b = [0, 0, 1, 1, -0.5];
  const link = plus(h(2), plus(h(3), times(-0.5, h(4))));
  const a = [0.1, -0.2, 0.3, 0.7, 0.4];
  const cubed = binary("/", 1, binary("^", plus(name("j"), 1), 3));
  for (const m of [-0.8, 1e-3, 0.35, 0.99]) {
    const plain = built({ link, degree: 4 });
    const state = stateOf(3, m, a);
    const [rate] = ratesOf(plain, state, "m") as readonly Measured[];
    const truth =
      (1 - m * m) * b.reduce((sum, bp, p) => sum + (p ? p * a[p]! * bp * m ** (p - 1) : 0), 0);
    expect(Math.abs(rate!.value - truth)).toBeLessThanOrEqual(rate!.error);
    expect(rate!.error).toBeLessThan(1e-12);
    const shaped = built({ link, degree: 4, weights: cubed, ridge: 0.25, speed: 3 });
    (ratesOf(shaped, state, "a") as readonly Measured[]).forEach((found, p) => {
      const c = 1 / (p + 1) ** 3;
      const expected = 3 * (c * (b[p]! * m ** p - a[p]!) - 0.25 * a[p]!);
      expect(Math.abs(found.value - expected)).toBeLessThanOrEqual(found.error);
    });
  }
});

const cases: readonly (readonly [string, Options])[] = [
  ["a polynomial teacher", { link: plus(h(1), h(2)), degree: 2 }],
  [
    "a kinked teacher of two directions",
    { link: call("relu", z), degree: 3, gram: equiangular(2, 0.4), factor: 1 },
  ],
];

describe.each(cases)("%s", (label, options) => {
  const model = built(options);
  const state = stateOf(
    3,
    0.6,
    Array.from({ length: options.degree + 1 }, (_, p) => 0.9 / (p + 1)),
  );
  const gradient = measuredGradient(model, state);

  test("the gradient is the slope of the loss", () => {
    for (const i of [1, 2, 3]) {
      const t = randomTangent(model, state, `${label} ${i}`);
      const slope = slopeByDifferences(model, state, t);
      expect(Math.abs(slope.value - dot(gradient.value, t))).toBeLessThan(
        slope.error + gradient.error,
      );
    }
  });

  test("the mean gradient of samples agrees, and rejects what is off", () => {
    // One student-student term left out: 2 factor E[phi h_1] = 2 factor a_1.
    const missing = gradient.value.slice();
    missing[4]! -= 2 * (options.factor ?? 0.5) * state[4]!;
    const unprojected = model.gradient(state, "fine").value;
    const wrong = [scaled(1 + rejected, gradient.value), missing, unprojected];
    const candidates = [gradient.value, ...wrong];
    const { deviations, resolution } = againstSamples(model, standardGaussian, state, candidates);
    expect(resolution).toBeLessThan(rejected);
    expect(deviations[0]).toBeLessThan(5);
    for (const deviation of deviations.slice(1)) expect(deviation).toBeGreaterThan(5);
  });
});

test("coefficients and values at nodes are two routes to one flow", () => {
  const cubed = binary("/", 1, binary("^", plus(name("j"), 1), 3));
  for (const options of [
    { d: 4, link: plus(h(2), h(3)), degree: 4 },
    {
      d: 4,
      link: plus(h(2), h(3)),
      degree: 3,
      weights: cubed,
      ridge: 0.1,
      speed: 2,
      gram: equiangular(2, 0.3),
    },
  ]) {
    const [link, model] = [linkOf(options), built(options)];
    const start = stateOf(
      4,
      0.4,
      Array.from({ length: options.degree + 1 }, (_, p) => 0.3 * (-1) ** p),
    );
    const times_ = { t0: 0, t1: 2, rtol: 1e-11, atol: 1e-13 };
    const one = solve({ ...times_, field: fieldOf(model, "fine"), y0: start });
    const other = solve({ ...times_, field: linkAtNodesFlow(link), y0: atNodes(link, start) });
    expect([one.status, other.status]).toEqual(["reached-end", "reached-end"]);
    expect(Math.abs(one.y[0]! - 0.4)).toBeGreaterThan(0.1);
    atNodes(link, one.y).forEach((x, i) => expect(Math.abs(x - other.y[i]!)).toBeLessThan(1e-8));
  }
});

test("a link fitted on many samples is the fitted link of the population", () => {
  // At w = (m, ...) with ridge lambda the minimiser is a_p = c_p/(c_p + lambda) b_p m^p.
  const options = { link: plus(h(1), h(2)), degree: 2, ridge: 0.5, samples: 200_000 };
  const fit = fitOn(options, "kernel");
  const w = Float64Array.from([0.6, 0.8, 0]);
  const a = fit.linkAt(w)!;
  // Each is a mean of 200000 products of size about 2: five standard errors are .03.
  [0, 0.6, 0.36].forEach((t, p) => expect(Math.abs(a[p]! - (2 / 3) * t)).toBeLessThan(0.03));
  // m' of the fitted link: (1 - m^2) sum p a_p b_p m^(p-1).
  const dy = measuredVelocity(fit.model, w).value;
  expect(Math.abs(dy[0]! - 0.64 * (a[1]! + 2 * a[2]! * 0.6))).toBeLessThan(0.05);
});

test("the gradient of the minimal value is that with the link held", () => {
  const fit = fitOn({ link: plus(h(2), h(3)), degree: 4, ridge: 0.1, samples: 300 }, "slope");
  const random = randomStream(2, "kernel", "slope");
  for (let i = 0; i < 5; i++) {
    const w = random.onSphere(3);
    const t = randomTangent(fit.model, w, String(i));
    const slope = slopeByDifferences(fit.model, w, t);
    expect(Math.abs(dot(fit.model.gradient(w, "fine").value, t) - slope.value)).toBeLessThan(
      slope.error,
    );
  }
});

test("behind the interface: one run for one stream, its link the fit at its direction", () => {
  const options = { d: 4, link: h(2), degree: 3, ridge: 0.01, samples: 2000 };
  const simulation = simulationOf(instanceOf(options));
  if (isFailure(simulation)) throw new Error(simulation.detail);
  const start = Float64Array.from([0.6, 0.8, 0, 0, 0, 0, 0, 0]);
  const runOf = (label: string): Float64Array => {
    const end = simulation.path(start, randomStream(1, "kernel", label)).rest();
    if (isFailure(end)) throw new Error(end.detail);
    return end.w;
  };
  const w = runOf("a");
  expect(runOf("a")).toEqual(w);
  expect(runOf("b")).not.toEqual(w);
  // The direction within a few (d/n)^(1/2), and a_2 = 1/(1 + ridge) for the factor 1/2.
  expect(w[0]).toBeGreaterThan(0.99);
  expect(Math.abs(w[4 + 2]! - 1 / 1.01)).toBeLessThan(0.1);
});

test("with fewer samples than coefficients and no ridge the link is not determined", () => {
  const fit = fitOn({ link: h(2), degree: 4, samples: 3 }, "few");
  expect(fit.linkAt(Float64Array.from([1, 0, 0]))).toBeUndefined();
});

test("names of the state, the link's coefficients from 0", () => {
  const model = built({ link: plus(h(2), h(3)), degree: 3 });
  const at = environmentAt(model, stateOf(3, 0.5, [0.1, 0.2, 0.3, 0.4]));
  expect(at.name?.("m")).toMatchObject({ value: 0.5 });
  expect(at.indexed?.("a", [0])?.value).toBe(0.1);
  expect(at.indexed?.("a", [3])?.value).toBe(0.4);
  expect(at.indexed?.("a", [4])).toBeUndefined();
  expect(at.indexed?.("b", [2])?.value).toBeCloseTo(1, 12);
});

test("the floor tells when a small overlap is drowned", () => {
  const link = h(6);
  const model = built({ link, degree: 6 });
  const far = stateOf(3, 1e-4, [0, 0, 0, 0, 0, 0, 0]);
  expect(isBelowFloor(measuredVelocity(model, far))).toBe(true);
  const near = stateOf(3, 0.3, [0, 0, 0, 0, 0, 0, 0]);
  expect(isBelowFloor(measuredVelocity(model, near))).toBe(false);
});

// L' = -|grad L|^2 along a gradient flow; its state is a unit vector and coefficients of any size.
test("the loss falls by the square of the speed", () => {
  const simulation = simulationOf(instanceOf({ link: plus(h(2), times(-0.5, h(4))), degree: 4 }));
  if (isFailure(simulation)) throw new Error(simulation.detail);
  const state = stateOf(3, 0.35, [0.3, -1.2, 0.9, -1.3, 0.4]);
  const { value } = simulation.velocity(state);
  const rate = rateAlongFlow(simulation, state, (w) => {
    const loss = simulation.observables(w).name?.("loss");
    return loss !== undefined && "error" in loss ? loss : failure("unknown-name", "loss");
  });
  if (isFailure(rate)) throw new Error(rate.detail);
  expect(Math.abs(rate.value + dot(value, value))).toBeLessThanOrEqual(rate.error);
  expect(rate.error).toBeLessThan(1e-3);
});

const stream = (label: string) => randomStream(3, "batches", label);

// In law: a batch of B samples has a mean and a spread of order B^(-1/2) in every coordinate.
// Of low degree: the tails of a gradient grow with it, and hide what is asked.
const fixedLink = ridgeSumModel(
  { ...sketched({ d: 6, gram: [[1]], link: plus(h(1), h(2)), loss: "squared", factor: 0.5 }) },
  { reduced: false },
);
test.each([
  ["a learned link", built({ d: 6, link: h(2), degree: 2 }), [0.3, -0.8, 0.4]],
  ["a fixed link", fixedLink, []],
] as const)("a batch of %s drawn in the span alone has the law of whole samples", (_, model, a) => {
  if (isFailure(model)) throw new Error(model.detail);
  const state = stateOf(6, 0.35, a);
  const [count, draws] = [40, 3000];
  const whole = minibatchSource(model.sampled!, standardGaussian, count, stream("whole"));
  const random = stream("span");
  const moments = [
    (out: Float64Array) => whole(state, out, 0),
    (out: Float64Array) => model.batch!(state, count, random, out),
  ].map((draw) => {
    const out = new Float64Array(model.size);
    // Along w and across it, the length off the span, coefficients: values and squares.
    const values = Array.from({ length: draws }, () => {
      draw(out);
      return [out[0]!, out[1]!, norm(out.subarray(2, 6)), ...out.subarray(6)];
    });
    const entries = values[0]!.flatMap((_, j) => [
      values.map((v) => v[j]!),
      values.map((v) => v[j]! ** 2),
      values.map((v) => v[j]! * v.at(-1)!),
    ]);
    return entries.map((xs) => {
      const mean = xs.reduce((a, b) => a + b, 0) / draws;
      const variance = xs.reduce((a, b) => a + (b - mean) ** 2, 0) / draws;
      return { mean, error: Math.sqrt(variance / draws) };
    });
  });
  for (const [i, { mean, error }] of moments[0]!.entries()) {
    const other = moments[1]![i]!;
    expect(Math.abs(mean - other.mean)).toBeLessThan(5 * Math.hypot(error, other.error));
  }
});
