import { expect, test } from "vitest";
import { chiDeviate, gammaDeviate } from "../../../src/numeric/random/gamma.ts";
import {
  haarFrame,
  reducedGaussians,
  reducedHaarFrame,
  reducedSpherePoints,
} from "../../../src/numeric/random/overlaps.ts";
import { randomStream } from "../../../src/numeric/random/stream.ts";
import { count } from "../../full.ts";

const samples = count(8_000, 400_000);

/** Asserts that the mean of draws is the given one, at five standard errors from the draws. */
function expectMean(draw: () => number, mean: number, what: string): void {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < samples; i++) {
    const x = draw();
    sum += x;
    squares += x * x;
  }
  const variance = squares / samples - (sum / samples) ** 2;
  expect(Math.abs(sum / samples - mean), what).toBeLessThan(5 * Math.sqrt(variance / samples));
}

const dot = (x: Float64Array, y: Float64Array): number =>
  x.reduce((sum, a, i) => sum + a * y[i]!, 0);

test("gamma deviates have the moments of their law, at small and large shapes", () => {
  const random = randomStream(1, "gamma", "");
  for (const a of [0.3, 1, 2.5, 40]) {
    expectMean(() => gammaDeviate(random, a), a, `mean, shape ${a}`);
    expectMean(() => (gammaDeviate(random, a) - a) ** 2, a, `variance, shape ${a}`);
    expectMean(() => (gammaDeviate(random, a) - a) ** 3, 2 * a, `third moment, shape ${a}`);
  }
  expectMean(() => chiDeviate(random, 1e8) ** 2 / 1e8, 1, "chi with 10^8 degrees");
  expectMean(() => (chiDeviate(random, 1e8) ** 2 - 1e8) ** 2 / 2e8, 1, "its variance");
  expect(chiDeviate(random, 0)).toBe(0);
});

// Moments of a uniform unit vector of R^d: E u_1^2 = 1/d, E u_1^4 = 3/(d(d + 2)),
// E u_1^2 u_2^2 = 1/(d(d + 2)); of two independent ones, E <x, y>^2 = 1/d.
test.each([3, 7, 1e4, 1e8])("overlaps of uniform points with two directions, d = %d", (d) => {
  const random = randomStream(2, "sphere", `${d}`);
  const draw = () => reducedSpherePoints(random, d, 2, 2);
  expectMean(() => d * draw()[0]![0]! ** 2, 1, "E u_1^2");
  expectMean(() => d * (d + 2) * draw()[1]![1]! ** 4, 3, "E u_1^4");
  expectMean(
    () => {
      const x = draw()[0]!;
      return d * (d + 2) * x[0]! ** 2 * x[1]! ** 2;
    },
    1,
    "E u_1^2 u_2^2",
  );
  expectMean(
    () => {
      const [x, y] = draw();
      return d * dot(x!, y!) ** 2;
    },
    1,
    "E <x, y>^2",
  );
  for (const x of draw()) expect(dot(x, x)).toBeCloseTo(1, 14);
});

// Moments of a Haar orthogonal matrix: E Q_11^2 Q_22^2 = (d + 1)/((d - 1) d (d + 2)),
// E Q_11 Q_12 Q_21 Q_22 = -1/((d - 1) d (d + 2)).
test.each([3, 6, 1e8])("Haar frames seen from two directions, d = %d", (d) => {
  const random = randomStream(3, "haar", `${d}`);
  const draw = () => reducedHaarFrame(random, d, 2, 2);
  const scale = (d - 1) * d * (d + 2);
  expectMean(
    () => {
      const [x, y] = draw();
      return (scale * x![0]! ** 2 * y![1]! ** 2) / (d + 1);
    },
    1,
    "E Q_11^2 Q_22^2",
  );
  expectMean(
    () => {
      const [x, y] = draw();
      return (scale * x![0]! * x![1]! * y![0]! * y![1]!) / d;
    },
    -1 / d,
    "E Q_11 Q_12 Q_21 Q_22",
  );
});

test("a full Haar frame has the same moments as the reduced one", () => {
  const random = randomStream(4, "haar", "full");
  const d = 4;
  const scale = (d - 1) * d * (d + 2);
  expectMean(
    () => {
      const [x, y] = haarFrame(random, d, 2);
      return (scale * x![0]! ** 2 * y![1]! ** 2) / (d + 1);
    },
    1,
    "E Q_11^2 Q_22^2",
  );
});

test("frames are orthonormal to rounding, also where they fill the space", () => {
  const random = randomStream(5, "haar", "orthonormal");
  for (const [d, k, r] of [
    [5, 2, 5],
    [4, 4, 3],
    [6, 5, 4],
    [1e8, 3, 6],
  ] as const) {
    const frame = reducedHaarFrame(random, d, k, r);
    for (const [i, x] of frame.entries()) {
      for (const [j, y] of frame.entries()) {
        expect(Math.abs(dot(x, y) - (i === j ? 1 : 0))).toBeLessThan(1e-14);
      }
    }
  }
});

test("more vectors than dimensions across stay in R^d, with the right inner products", () => {
  const random = randomStream(6, "singular", "");
  const draw = () => reducedGaussians(random, 3, 2, 4);
  expect(draw().map((x) => x.length)).toEqual([3, 3, 3, 3]);
  expectMean(
    () => {
      const [, , x, y] = draw();
      return dot(x!, y!) ** 2;
    },
    3,
    "E <x, y>^2 = d",
  );
});
