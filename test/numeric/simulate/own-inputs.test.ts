import { expect, test } from "vitest";
import { registerInput } from "../../../src/index.ts";
import { isFailure } from "../../../src/numeric/failure.ts";
import { randomStream } from "../../../src/numeric/random/stream.ts";
import { simulationOf } from "../../../src/numeric/simulate/families.ts";
import { ridgeSumModel } from "../../../src/numeric/simulate/ridge-sum/defined-ridge-sum.ts";
import { h, sketched } from "../trees.ts";

const chain = (d: number): number[][] =>
  Array.from({ length: d }, (_, i) => Array.from({ length: d }, (_, j) => 2 ** -Math.abs(i - j)));

registerInput("x-chain", { covariance: chain });
registerInput("x-spike", {
  // (I + 3 e_1 e_1^T)/4: the spiked covariance with spike 3 along the first direction.
  covariance: (d) =>
    Array.from({ length: d }, (_, i) =>
      Array.from({ length: d }, (_, j) => (i === j ? (i === 0 ? 1 : 1 / 4) : 0)),
    ),
});
registerInput("x-lopsided", {
  covariance: () => [
    [1, 0.5],
    [0.4, 1],
  ],
});
registerInput("x-flat", { covariance: (d) => chain(d).map((row) => row.map(() => 1)) });
registerInput("x-cube", {
  sample: (random, x) =>
    x.forEach((_, i) => {
      x[i] = random.uniform() < 1 / 2 ? -1 : 1;
    }),
});

const of = (name: string, d = 2) => ({
  ...sketched({ d, gram: [[1]], link: h(2), loss: "squared" }),
  input: { law: "own" as const, name },
});

test("a covariance that is a spike gives the loss of the spike", () => {
  const spiked = ridgeSumModel({
    ...of("x-spike", 4),
    input: {
      law: "gaussian",
      covariance: "spiked",
      spike: { kind: "number", value: { num: 3n, den: 1n } },
      overlap: { kind: "number", value: { num: 1n, den: 1n } },
    },
  });
  const own = ridgeSumModel(of("x-spike", 4));
  if (isFailure(spiked) || isFailure(own)) throw new Error("no model");
  const random = randomStream(1, "own inputs", "");
  for (let i = 0; i < 5; i++) {
    const w = random.onSphere(4);
    const [a, b] = [spiked.loss(w, "fine").value, own.loss(w, "fine").value];
    expect(Math.abs(a - b)).toBeLessThan(1e-12);
    const [f, g] = [spiked.gradient(w, "fine").value, own.gradient(w, "fine").value];
    f.forEach((x, j) => expect(Math.abs(x - g[j]!)).toBeLessThan(1e-12));
  }
});

test("a gradient under any covariance is that of samples", () => {
  const model = ridgeSumModel(of("x-chain", 3));
  if (isFailure(model)) throw new Error(model.detail);
  const random = randomStream(2, "own inputs", "samples");
  // Cholesky of the chain: x_1 = g_1, x_i = x_{i-1}/2 + sqrt(3)/2 g_i.
  const w = random.onSphere(3);
  const draws = 200_000;
  let [sum, squares] = [0, 0];
  for (let i = 0; i < draws; i++) {
    const x = [random.normal(), random.normal(), random.normal()];
    x[1] = x[0]! / 2 + (Math.sqrt(3) / 2) * x[1]!;
    x[2] = x[1]! / 2 + (Math.sqrt(3) / 2) * x[2]!;
    const a = w[0]! * x[0]! + w[1]! * x[1]! + w[2]! * x[2]!;
    const difference = (a * a - 1) / Math.SQRT2 - (x[0]! ** 2 - 1) / Math.SQRT2;
    const loss = difference ** 2 / 2;
    sum += loss;
    squares += loss * loss;
  }
  const mean = sum / draws;
  const deviation = Math.sqrt((squares / draws - mean * mean) / draws);
  const { value } = model.loss(w, "fine");
  expect(deviation).toBeLessThan(0.01 * value);
  expect(Math.abs(value - mean)).toBeLessThan(5 * deviation);
});

test("what is no covariance, and the population of a sampler, are failures with a reason", () => {
  expect(simulationOf(of("x-lopsided"))).toMatchObject({
    detail: expect.stringMatching(/symmetric/),
  });
  expect(simulationOf(of("x-flat"))).toMatchObject({
    detail: expect.stringMatching(/positive eig/),
  });
  expect(simulationOf(of("x-cube"))).toMatchObject({ code: "unsupported-model" });
  expect(simulationOf(of("x-unheard"))).toMatchObject({ code: "unsupported-model" });
  expect(() => registerInput("cube", { covariance: chain })).toThrow(/x-mixture/);
  expect(() => registerInput("x-cube", { covariance: chain })).toThrow(/again/);
});

test("a sampler moves SGD", () => {
  const { dynamics, ...rest } = of("x-cube", 3);
  const step = { kind: "number" as const, value: { num: 1n, den: 100n } };
  const simulation = simulationOf({ ...rest, dynamics: { ...dynamics, kind: "sgd", step } });
  if (isFailure(simulation)) throw new Error(simulation.detail);
  const start = randomStream(3, "own inputs", "sgd").onSphere(3);
  const after = (seed: number): Float64Array => {
    const moments = simulation.path(start, randomStream(seed, "own inputs", "sgd")).at([1]);
    if (isFailure(moments)) throw new Error(moments.detail);
    return moments[0]!.w;
  };
  // The stream is all that a draw depends on.
  expect(after(4)).toEqual(after(4));
  expect(after(4)).not.toEqual(after(5));
});
