import { describe, expect, test } from "vitest";
import type { ModelInstance } from "../../../../src/model/bind/instance.ts";
import type { Expression } from "../../../../src/model/expression/expression.ts";
import { isFailure } from "../../../../src/numeric/failure.ts";
import { multiLink } from "../../../../src/numeric/link/multi-link.ts";
import type { Measured } from "../../../../src/numeric/measured.ts";
import { randomStream } from "../../../../src/numeric/random/stream.ts";
import {
  type DefinedModel,
  environmentAt,
  fieldOf,
  measuredGradient,
  measuredLoss,
  measuredVelocity,
  ratesOf,
} from "../../../../src/numeric/simulate/any-model/defined-model.ts";
import { leapExponents } from "../../../../src/numeric/simulate/multi-index/leap-exponents.ts";
import { multiIndexModel } from "../../../../src/numeric/simulate/multi-index/multi-index.ts";
import { standardGaussian } from "../../../../src/numeric/simulate/sampling/samplers.ts";
import { dot, norm, scaled } from "../../../../src/numeric/vectors.ts";
import { binary, call, num, plus, sketched, times, z } from "../../trees.ts";
import { againstSamples, randomTangent, rejected, slopeByDifferences } from "../against-samples.ts";

const zi = (i: number): Expression => ({ kind: "indexed", name: "z", indices: [num(i)] });
const hi = (p: number, i: number): Expression => call("h", p, zi(i));
const minus = (a: Expression, b: Expression): Expression => binary("-", a, b);
const power = (a: Expression, n: number): Expression => binary("^", a, n);

interface Options {
  readonly d: number;
  readonly q: number;
  readonly r?: number;
  readonly link: Expression;
  readonly optimal?: boolean;
  readonly on?: "stiefel" | "grassmann";
  readonly loss?: "squared" | "correlation";
}

function instanceOf({ d, q, r, link, optimal, on, loss }: Options): ModelInstance {
  const plain = sketched({ d, gram: [[1]], link: z, loss: loss ?? "squared" });
  return {
    ...plain,
    teacher: { kind: "projections", count: q, link, noise: num(0) },
    student: {
      ...plain.student,
      shape: { kind: "subspace", rank: r ?? q },
      link: optimal ? { kind: "optimal" } : { kind: "same" },
      on: on ?? (optimal ? "grassmann" : "stiefel"),
    },
  };
}

function built(options: Options, reduced = false): DefinedModel {
  const model = multiIndexModel(instanceOf(options), { reduced });
  if (isFailure(model)) throw new Error(`${model.code}: ${model.detail}`);
  return model;
}

const stateOf = (model: DefinedModel, label: string): Float64Array =>
  model.randomState(randomStream(9, "frame", label));

const matrix = (entries: ArrayLike<number>, rows: number): number[][] => {
  const columns = entries.length / rows;
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (__, j) => entries[i * columns + j]!),
  );
};
const mul = (a: number[][], b: number[][]): number[][] =>
  a.map((row) => b[0]!.map((_, j) => row.reduce((sum, x, l) => sum + x * b[l]![j]!, 0)));
const transpose = (a: number[][]): number[][] => a[0]!.map((_, j) => a.map((row) => row[j]!));
const named = (model: DefinedModel, W: Float64Array, name: string, rows: number): number[][] =>
  matrix(model.quantities.get(name)!.values(W), rows);

// <A_G f, f> = sum_k <T_k, G^(x k) T_k> in Hermite tensors ([bietti2023]); for the link below
// T_1 = e_1, T_2 = e_2 e_2 gives l(G) = G_11 + G_22^2, S = grad l, and G' = (1 - G) S G + G S (1 - G).
describe("an optimal link", () => {
  const link = plus(zi(1), hi(2, 2));
  test.each([2, 3])("the flow of G is closed, rank %i", (r) => {
    const model = built({ d: 7, q: 2, r, link, optimal: true });
    for (const label of ["a", "b", "c"]) {
      const W = stateOf(model, label);
      const G = named(model, W, "G", 2);
      const l = G[0]![0]! + G[1]![1]! ** 2;
      const loss = measuredLoss(model, W);
      expect(Math.abs(loss.value - (2 - l) / 2)).toBeLessThanOrEqual(loss.error);
      const S = [
        [1, 0],
        [0, 2 * G[1]![1]!],
      ];
      const rest = G.map((row, i) => row.map((x, j) => (i === j ? 1 : 0) - x));
      const half = mul(mul(rest, S), G);
      const truth = half.map((row, i) => row.map((x, j) => x + transpose(half)[i]![j]!));
      const rates = ratesOf(model, W, "G") as readonly Measured[];
      rates.forEach((rate, at) => {
        const expected = truth[Math.floor(at / 2)]![at % 2]!;
        expect(Math.abs(rate.value - expected)).toBeLessThanOrEqual(rate.error);
        expect(rate.error).toBeLessThan(1e-11);
      });
    }
  });

  test("the flow does not see which basis of the subspace is used", () => {
    const model = built({ d: 6, q: 2, link, optimal: true });
    const W = stateOf(model, "basis");
    const [c, s] = [Math.cos(1), Math.sin(1)];
    const turned = W.map((x, i) => (i < 6 ? c * x + s * W[i + 6]! : -s * W[i - 6]! + c * x));
    const [one, other] = [W, turned].map((at) => ratesOf(model, at, "G") as readonly Measured[]);
    one!.forEach((rate, i) => expect(Math.abs(rate.value - other![i]!.value)).toBeLessThan(1e-13));
  });
});

// With one projection the optimal link makes m' = (1 - m^2) sum_k k a_k^2 m^(2k - 1).
test("one projection: the slow flow of a learned link", () => {
  const model = built({ d: 4, q: 1, link: plus(hi(2, 1), times(0.5, hi(3, 1))), optimal: true });
  const m = 0.3;
  const W = Float64Array.from([m, Math.sqrt(1 - m * m), 0, 0]);
  const [rate] = ratesOf(model, W, "M") as readonly Measured[];
  const truth = (1 - m * m) * (2 * m ** 3 + 3 * 0.25 * m ** 5);
  expect(Math.abs(rate!.value - truth)).toBeLessThanOrEqual(rate!.error);
});

// <A_M f, f> for f = sum_l c_l Re(z^l)/sqrt(2^(l-1) l!), z = z_1 + i z_2, at a rotation by t: sum_l
// c_l^2 cos(l t) ([bietti2023, §4]).
test("a planted link in the plane has the loss of its Fourier series on rotations", () => {
  const re3 = minus(power(zi(1), 3), times(3, times(zi(1), power(zi(2), 2))));
  const re4 = plus(
    minus(power(zi(1), 4), times(6, times(power(zi(1), 2), power(zi(2), 2)))),
    power(zi(2), 4),
  );
  const link = plus(binary("/", re3, call("sqrt", 24)), binary("/", re4, call("sqrt", 192)));
  const model = built({ d: 4, q: 2, link, loss: "correlation" });
  for (const t of [0, 0.4, 1.9, 3]) {
    const [c, s] = [Math.cos(t), Math.sin(t)];
    const W = Float64Array.from([c, s, 0, 0, -s, c, 0, 0]);
    const loss = measuredLoss(model, W);
    expect(Math.abs(loss.value + Math.cos(3 * t) + Math.cos(4 * t))).toBeLessThanOrEqual(
      loss.error,
    );
    expect(loss.error).toBeLessThan(1e-11);
  }
});

const mixed = plus(zi(1), plus(times(zi(1), zi(2)), times(0.5, hi(2, 2))));
const cases: readonly (readonly [string, Options])[] = [
  ["planted, Stiefel, squared", { d: 4, q: 2, link: mixed }],
  ["planted, Stiefel, correlation", { d: 4, q: 2, link: mixed, loss: "correlation" }],
  ["optimal, Grassmann", { d: 4, q: 2, link: mixed, optimal: true }],
  ["planted, smooth", { d: 4, q: 2, link: call("tanh", plus(zi(1), times(0.5, zi(2)))) }],
  ["three variables", { d: 5, q: 3, link: plus(zi(1), times(zi(2), zi(3))), optimal: true }],
];

describe.each(cases)("%s", (label, options) => {
  const model = built(options);
  const W = stateOf(model, label);
  const gradient = measuredGradient(model, W);

  test("the gradient is the slope of the loss", () => {
    for (const i of [1, 2, 3]) {
      const t = randomTangent(model, W, `${label} ${i}`);
      const slope = slopeByDifferences(model, W, t);
      expect(Math.abs(slope.value - dot(gradient.value, t))).toBeLessThan(
        slope.error + gradient.error,
      );
    }
  });

  test("the mean gradient of samples agrees, and rejects what is off", () => {
    const unprojected = model.gradient(W, "fine").value;
    // The residual of an optimal link is orthogonal to every function of z: nothing to project.
    const wrong = [
      scaled(1 + rejected, gradient.value),
      ...(options.optimal ? [] : [unprojected]),
      gradient.value.map((x, i) => (i < options.d ? x : 0)),
    ];
    const { deviations, resolution } = againstSamples(
      model,
      standardGaussian,
      W,
      [gradient.value, ...wrong],
      options.optimal || label.includes("smooth") ? 2 ** 15 : 2 ** 16,
    );
    expect(resolution).toBeLessThan(rejected);
    expect(deviations[0]).toBeLessThan(5);
    for (const deviation of deviations.slice(1)) expect(deviation).toBeGreaterThan(5);
  });

  test("columns in q + r dimensions move as columns of R^d", () => {
    const small = built(options, true);
    const rank = options.r ?? options.q;
    const rates = (of: DefinedModel, at: Float64Array): readonly number[] =>
      (ratesOf(of, at, "M") as readonly Measured[]).map(({ value }) => value);
    const kept = small.size / rank;
    expect(kept).toBe(Math.min(options.d, options.q + rank));
    const far = built({ ...options, d: 12 });
    const at = stateOf(small, label);
    const padded = new Float64Array(12 * rank);
    for (let j = 0; j < rank; j++) padded.set(at.subarray(j * kept, (j + 1) * kept), j * 12);
    const [near, wide] = [rates(small, at), rates(far, padded)];
    near.forEach((x, i) => expect(Math.abs(x - wide[i]!)).toBeLessThan(1e-12));
  });
});

test("frames stay frames, and the projection is one", () => {
  const model = built({ d: 5, q: 2, link: mixed });
  const W = stateOf(model, "drift");
  const off = W.map((x, i) => x + 0.1 * Math.sin(i));
  model.restore(off);
  const [a, b] = [off.subarray(0, 5), off.subarray(5)];
  expect(Math.abs(dot(a, a) - 1) + Math.abs(dot(b, b) - 1) + Math.abs(dot(a, b))).toBeLessThan(
    1e-14,
  );
  const dy = new Float64Array(10);
  fieldOf(model, "fine")(0, W, dy);
  const again = dy.slice();
  model.project(W, again);
  again.forEach((x, i) => expect(Math.abs(x - dy[i]!)).toBeLessThan(1e-14));
});

test("eigenvalues of G move by the closed rate, and say nothing where they meet", () => {
  const model = built({ d: 6, q: 2, link: plus(zi(1), hi(2, 2)), optimal: true });
  const W = stateOf(model, "g");
  const G = named(model, W, "G", 2);
  const g = model.quantities.get("g")!.values(W);
  expect(g[0]! + g[1]!).toBeCloseTo(G[0]![0]! + G[1]![1]!, 14);
  expect(g[0]! * g[1]!).toBeCloseTo(G[0]![0]! * G[1]![1]! - G[0]![1]! ** 2, 14);
  // They never fall, [bietti2023].
  for (const rate of ratesOf(model, W, "g") as readonly Measured[])
    expect(rate.value).toBeGreaterThan(0);
  const meeting = Float64Array.from([1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
  for (const rate of ratesOf(model, meeting, "g") as readonly Measured[]) {
    expect(rate.error).toBe(Number.POSITIVE_INFINITY);
  }
});

test("matrices have a name without indices, row by row", () => {
  const model = built({ d: 5, q: 2, r: 3, link: mixed, optimal: true });
  const W = stateOf(model, "rows");
  const names = environmentAt(model, W);
  const M = names.name?.("M") as readonly (readonly Measured[])[];
  expect(M.map((row) => row.map(({ value }) => value))).toEqual(named(model, W, "M", 2));
  expect(M[1]![2]!.value).toBe(names.indexed?.("M", [2, 3])?.value);
});

test("leap exponents: of a staircase, of a rotated link, of directions learned together", () => {
  const leapsOf = (link: Expression, q: number): readonly number[] | undefined => {
    const f = multiLink(link, q);
    if (isFailure(f)) throw new Error(f.detail);
    return leapExponents(f);
  };
  const product = times(zi(1), times(zi(2), zi(3)));
  expect(leapsOf(plus(zi(1), plus(times(zi(1), zi(2)), product)), 3)).toEqual([1, 1, 1]);
  expect(leapsOf(plus(zi(1), times(zi(1), hi(2, 2))), 2)).toEqual([1, 2]);
  expect(leapsOf(plus(hi(2, 1), hi(3, 2)), 2)).toEqual([2, 3]);
  expect(leapsOf(plus(power(zi(1), 2), power(zi(2), 2)), 2)).toEqual([2, 2]);
  // h_3 along one direction of the plane: the other is never learned.
  const along = times(Math.SQRT1_2, plus(zi(1), zi(2)));
  expect(leapsOf(call("h", 3, along), 2)).toEqual([3]);
  expect(leapsOf(plus(call("h", 2, along), hi(4, 1)), 2)).toEqual([2, 1]);
  expect(leapsOf(call("tanh", zi(1)), 1)).toBeUndefined();
});

test("what is not covered is a failure with its reason", () => {
  const base = { d: 4, q: 2, link: mixed };
  const kinds = [
    instanceOf({ ...base, link: call("sign", zi(1)) }),
    instanceOf({ ...base, link: zi(3) }),
    instanceOf({ ...base, r: 3 }),
    instanceOf({ ...base, optimal: true, loss: "correlation" }),
    instanceOf({ ...base, d: 1 }),
  ];
  for (const instance of kinds) expect(isFailure(multiIndexModel(instance))).toBe(true);
});

test("a velocity at the target is no more than its error", () => {
  for (const optimal of [true, false]) {
    const model = built({ d: 4, q: 2, link: mixed, optimal });
    const velocity = measuredVelocity(model, Float64Array.from([1, 0, 0, 0, 0, 1, 0, 0]));
    expect(norm(velocity.value)).toBeLessThanOrEqual(velocity.error);
  }
});
