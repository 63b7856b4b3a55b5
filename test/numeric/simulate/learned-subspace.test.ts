/**
 * A subspace with a link of its own: the closed flow against tensor quadrature, the limit of a fast
 * link, random features, and regression on many samples against the population's optimum.
 */
import { describe, expect, test } from "vitest";
import type { ModelInstance } from "../../../src/model/bind/instance.ts";
import type { Expression } from "../../../src/model/expression/expression.ts";
import { isFailure } from "../../../src/numeric/failure.ts";
import { randomStream } from "../../../src/numeric/random/stream.ts";
import { measuredVelocity } from "../../../src/numeric/simulate/any-model/defined-model.ts";
import { simulationOf } from "../../../src/numeric/simulate/families.ts";
import { fittedLink } from "../../../src/numeric/simulate/learned-subspace/fitted-link.ts";
import { learnedSubspace } from "../../../src/numeric/simulate/learned-subspace/learned-subspace.ts";
import {
  linkSpace,
  randomFeatures,
} from "../../../src/numeric/simulate/learned-subspace/link-space.ts";
import { learnedOverlapFlow } from "../../../src/numeric/simulate/learned-subspace/overlap-flow.ts";
import { sampledMultiIndex } from "../../../src/numeric/simulate/multi-index/sampled-loss.ts";
import { drawSamples } from "../../../src/numeric/simulate/sampling/sampled-loss.ts";
import { samplerOf } from "../../../src/numeric/simulate/sampling/samplers.ts";
import { dot, norm } from "../../../src/numeric/vectors.ts";
import { call, num, plus, times } from "../trees.ts";
import { instanceOf, zi } from "./multi-index/random-links.ts";

const link = plus(zi(1), times(zi(1), call("h", 2, zi(2))));

interface Options {
  readonly d: number;
  readonly on?: "stiefel" | "grassmann";
  readonly speed?: number;
  readonly ridge?: Expression;
}

function learnedInstance({
  d,
  on = "grassmann",
  speed = 1,
  ridge = num(0),
}: Options): ModelInstance {
  const plain = instanceOf({ d, q: 2, r: 2, link, optimal: true });
  const weights: Expression = num(1);
  const own = { kind: "learned", degree: num(3), weights, ridge, speed: num(speed) } as const;
  return { ...plain, student: { ...plain.student, on, link: own } };
}

function builtOf(options: Options & { readonly reduced?: boolean }) {
  const { reduced } = options;
  const built = learnedSubspace(learnedInstance(options), reduced === undefined ? {} : { reduced });
  if (isFailure(built)) throw new Error(built.detail);
  return built;
}

describe("a subspace and its link learned together", () => {
  test.each(["stiefel", "grassmann"] as const)(
    "has the closed flow of its quadratures on %s",
    (on) => {
      const { learned, model } = builtOf({ d: 8, on, reduced: true, ridge: num(2), speed: 3 });
      for (let i = 0; i < 5; i++) {
        const state = model.randomState(randomStream(1, "state", String(i)));
        const { value, error } = measuredVelocity(model, state);
        const flow = learnedOverlapFlow(learned)!(state);
        const rate = new Float64Array(flow.start.length);
        flow.field(0, flow.start, rate);
        const { ambient: d } = learned.multi;
        const expected = [
          ...[0, 1].flatMap((row) => [0, 1].map((column) => value[column * d + row]!)),
          ...value.slice(2 * d),
        ];
        expected.forEach((x, at) => expect(Math.abs(rate[at]! - x)).toBeLessThanOrEqual(error));
      }
    },
  );

  test("passes saddles as the optimal link does where it is fast", () => {
    const timeOf = (instance: ModelInstance): number => {
      const simulation = simulationOf(instance);
      if (isFailure(simulation)) throw new Error(simulation.detail);
      const start = simulation.startState([], {}, randomStream(2, "start", "fast"));
      if (isFailure(start)) throw new Error(start.detail);
      const path = simulation.path(start);
      const late = path.first((w) => {
        const g = simulation.values(w, "g");
        if (isFailure(g)) throw new Error(g.detail);
        return g[1]!.value - 0.5;
      });
      if (isFailure(late)) throw new Error(late.detail);
      return late.value;
    };
    const optimal = timeOf(instanceOf({ d: 100, q: 2, r: 2, link, optimal: true }));
    const gaps = [20, 200].map((speed) => {
      const time = timeOf(learnedInstance({ d: 100, speed }));
      return Math.abs(time - optimal) / optimal;
    });
    expect(gaps[1]).toBeLessThan(gaps[0]! / 5);
    expect(gaps[1]).toBeLessThan(0.01);
  });
});

describe("random features", () => {
  test("have the kernel of the whole space in the mean", () => {
    const space = linkSpace(2, 2, num(3));
    if (isFailure(space)) throw new Error(space.detail);
    const count = 20_000;
    const F = randomFeatures(space, count, randomStream(4, "features", "mean"));
    const row = (t: number) => F.subarray(t * count, (t + 1) * count);
    space.beta.forEach((_, s) => {
      for (let t = 0; t <= s; t++) {
        // An entry has the variance 9 (1 + [s = t])/N.
        const deviations =
          Math.abs(dot(row(s), row(t)) - (s === t ? 3 : 0)) / (3 * Math.sqrt(2 / count));
        expect(deviations).toBeLessThan(5);
      }
    });
  });
});

describe("regression on samples", () => {
  test("tends to the population's optimum as samples grow, link and slope of the subspace", () => {
    const { learned, frame } = builtOf({ d: 6 });
    const sampler = samplerOf({ law: "gaussian", covariance: "isotropic" }, undefined);
    if (isFailure(sampler)) throw new Error(sampler.detail);
    const W = frame.randomState(randomStream(5, "frame", "samples"));
    const exact = frame.gradient(W, "fine").value;
    frame.project(W, exact);
    const gaps = [500, 50_000].map((count) => {
      const law = sampledMultiIndex(learned.multi);
      const samples = drawSamples(law, sampler, count, randomStream(6, "samples", "grow"));
      const { model } = fittedLink(learned, frame, samples);
      const slope = model.gradient(W, "fine").value;
      model.project(W, slope);
      return norm(slope.map((x, i) => x - exact[i]!)) / norm(exact);
    });
    // A hundred times the samples: a tenth of the error, give or take.
    expect(gaps[1]).toBeLessThan(gaps[0]! / 3);
    expect(gaps[1]).toBeLessThan(0.1);
  });
});
