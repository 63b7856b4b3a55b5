import fc from "fast-check";
import { expect, test } from "vitest";
import { isFailure } from "../../../../src/numeric/failure.ts";
import { agrees, measured } from "../../../../src/numeric/measured.ts";
import { randomStream } from "../../../../src/numeric/random/stream.ts";
import type { MeasuredVector } from "../../../../src/numeric/simulate/answers.ts";
import { averageDirection } from "../../../../src/numeric/simulate/ridge-sum/attractors.ts";
import { inertia, smallestCurvature } from "../../../../src/numeric/simulate/ridge-sum/inertia.ts";
import { sphericalHessian } from "../../../../src/numeric/simulate/ridge-sum/population-hessian.ts";
import {
  populationGradient,
  populationLoss,
  sphericalGradient,
} from "../../../../src/numeric/simulate/ridge-sum/population-loss.ts";
import { type RidgeSum, ridgeSum } from "../../../../src/numeric/simulate/ridge-sum/ridge-sum.ts";
import { addScaled, dot, minus, norm, scaled, unit } from "../../../../src/numeric/vectors.ts";
import {
  call,
  equiangular,
  h,
  less,
  num,
  plus,
  type Sketch,
  sketched,
  times,
  z,
} from "../../trees.ts";

fc.configureGlobal({ seed: 20252 });

function simulated(sketch: Sketch): RidgeSum {
  const model = ridgeSum(sketched(sketch));
  if (isFailure(model)) throw new Error(`${model.code}: ${model.detail}`);
  return model;
}

/** A unit vector of R^d with overlap rho with the first axis. */
function tilted(d: number, rho: number): Float64Array {
  const w = new Float64Array(d);
  w[0] = rho;
  w[1] = Math.sqrt((1 - rho) * (1 + rho));
  return w;
}

const randomState = (model: RidgeSum, label: string): Float64Array => {
  const random = randomStream(7, "state", label);
  const blocks = Array.from({ length: model.neurons }, () => random.onSphere(model.ambient));
  return Float64Array.from(blocks.flatMap((block) => [...block]));
};

const overlap = fc.oneof(
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.double({ min: 1e-9, max: 1e-2, noNaN: true }),
  fc.double({ min: 1e-12, max: 1e-6, noNaN: true }).map((x) => 1 - x),
);

// Orthogonality of Hermite functions of correlated Gaussians, [DLMF, §18.18(ii)]: E[h_p h_q] =
// [p = q] rho^p, so the loss is -rho^p and the spherical gradient -p rho^(p-1) (v - rho w).
test("losses of Hermite links are minus powers of the overlap, within the stated error", () => {
  const models = [1, 2, 3, 5, 8].map((p) => ({
    p,
    model: simulated({ d: 3, gram: [[1]], link: h(p) }),
  }));
  fc.assert(
    fc.property(fc.constantFrom(...models), overlap, ({ p, model }, rho) => {
      const w = tilted(3, rho);
      const loss = populationLoss(model, w);
      expect(Math.abs(loss.value + rho ** p)).toBeLessThanOrEqual(loss.error);
      expect(loss.error).toBeLessThan(1e-10);
      const gradient = sphericalGradient(model, w);
      const truth = scaled(-p * rho ** (p - 1), minus(model.frame[0]!, scaled(rho, w)));
      expect(norm(minus(gradient.value, truth))).toBeLessThanOrEqual(gradient.error);
    }),
    { numRuns: 400 },
  );
});

test("links of different degree are orthogonal", () => {
  const model = simulated({ d: 3, gram: [[1]], link: h(4), student: h(2) });
  const loss = populationLoss(model, tilted(3, 0.7));
  expect(Math.abs(loss.value)).toBeLessThanOrEqual(loss.error);
});

test("the rounding floor says so where a gradient drowns in it: p = 5, d = 10^8", () => {
  const model = simulated({ d: 3, gram: [[1]], link: h(5) });
  const far = sphericalGradient(model, tilted(3, 1e-4));
  // 5 m^4 = 5e-16 is below 10^3 floors: no evidence.
  expect(norm(far.value)).toBeLessThan(1e3 * far.floor);
  const near = sphericalGradient(model, tilted(3, 0.1));
  expect(norm(near.value)).toBeGreaterThan(1e3 * near.floor);
});

// The arc-cosine kernel: E[relu(a) relu(b)] = (sqrt(1 - rho^2) + (pi - t) rho)/(2 pi), t = arccos rho;
// [Cho2009, Eq. 6].
test("E[relu relu] is the arc-cosine kernel, up to the diagonal", () => {
  const model = simulated({ d: 3, gram: [[1]], link: call("relu", z) });
  for (const rho of [-0.99, -0.5, 0, 0.3, 0.9, 0.999, 1 - 1e-6, 1]) {
    const loss = populationLoss(model, tilted(3, rho));
    const angle = Math.atan2(Math.sqrt((1 - rho) * (1 + rho)), rho);
    const kernel = (Math.sin(angle) + (Math.PI - angle) * Math.cos(angle)) / (2 * Math.PI);
    expect(Math.abs(loss.value + kernel)).toBeLessThanOrEqual(loss.error + 1e-16);
    expect(loss.error).toBeLessThan(1e-13);
  }
});

// E[erf(a) erf(b)] = (2/pi) arcsin(2 rho / 3) for unit variances; [Williams1996, Eq. 11].
test("E[erf erf] is an arcsine", () => {
  const model = simulated({ d: 3, gram: [[1]], link: call("erf", z) });
  for (const rho of [-0.99, -0.5, 0.3, 0.9, 0.999999]) {
    const loss = populationLoss(model, tilted(3, rho));
    const kernel = (2 / Math.PI) * Math.asin((2 * rho) / 3);
    expect(Math.abs(loss.value + kernel)).toBeLessThanOrEqual(loss.error);
  }
});

// E[step step] = 1/4 + arcsin(rho)/(2 pi), Sheppard's formula. Its derivatives follow by hand.
test("a link that jumps has the gradient and curvature of Sheppard's formula", () => {
  const model = simulated({ d: 3, gram: [[1]], link: call("step", z) });
  const rho = 0.4;
  const w = tilted(3, rho);
  expect(
    Math.abs(populationLoss(model, w).value + 0.25 + Math.asin(rho) / (2 * Math.PI)),
  ).toBeLessThan(1e-14);
  // Along the circle to v the loss is -(1/4 + (pi/2 - t)/(2 pi)): slope 1/(2 pi) in t, no curvature.
  const gradient = sphericalGradient(model, w);
  expect(Math.abs(norm(gradient.value) - 1 / (2 * Math.PI))).toBeLessThan(1e-14);
  const hessian = sphericalHessian(model, w);
  expect(Math.abs(hessian.within[0]![0]!)).toBeLessThan(1e-12);
  // Across: cot(t) times the slope.
  const across = rho / Math.sqrt(1 - rho * rho) / (2 * Math.PI);
  expect(Math.abs(hessian.across[0]![0]! - across)).toBeLessThan(1e-12);
});

const clip = call("max", num(-1), call("min", num(1), z));
const sketches: readonly (readonly [string, Sketch])[] = [
  [
    "h3 + h4/2, equiangular",
    { d: 5, gram: equiangular(3, 0.3), link: plus(h(3), times(0.5, h(4))) },
  ],
  [
    "tanh student, h3 teacher",
    { d: 4, gram: equiangular(2, 0.5), link: h(3), student: call("tanh", z) },
  ],
  ["relu, weighted", { d: 4, gram: equiangular(2, -0.4), link: call("relu", z), weights: [1, -2] }],
  ["clipped line, h3 teacher", { d: 4, gram: equiangular(2, 0.2), link: h(3), student: clip }],
  [
    "two h3 neurons, squared",
    { d: 4, gram: equiangular(2, 0.2), link: h(3), neurons: 2, loss: "squared" },
  ],
  [
    "two relu neurons, squared",
    {
      d: 3,
      gram: equiangular(2, 0.2),
      link: call("relu", z),
      neurons: 2,
      loss: "squared",
      factor: 1,
    },
  ],
];

/** Differences of the loss on the lines through w, one for each coordinate. */
function differences(model: RidgeSum, w: Float64Array): MeasuredVector {
  const step = 1e-3;
  let error = 0;
  let floor = 0;
  const value = w.map((_, i) => {
    const at = (t: number) => {
      const moved = w.slice();
      moved[i]! += t;
      return populationLoss(model, moved);
    };
    const [a, b, c, d] = [at(-2 * step), at(-step), at(step), at(2 * step)];
    const narrow = (c.value - b.value) / (2 * step);
    const wide = (d.value - a.value) / (4 * step);
    // Richardson: narrow - wide is 3 times the error of narrow; the result is better than that.
    error += (Math.abs(narrow - wide) / 3 + (a.error + b.error + c.error + d.error) / step) ** 2;
    floor = Math.max(floor, a.floor);
    return (4 * narrow - wide) / 3;
  });
  return { value, error: Math.sqrt(error), floor, basis: "estimate" };
}

test.each(sketches)("the gradient is the derivative of the loss: %s", (title, sketch) => {
  const model = simulated(sketch);
  const w = randomState(model, title);
  const [gradient, truth] = [populationGradient(model, w), differences(model, w)];
  const gap = norm(minus(gradient.value, truth.value));
  const stated = gradient.error + truth.error;
  expect(gap).toBeLessThanOrEqual(stated);

  // Negative controls: a scale wrong by 1 %, and a dropped projection, are caught.
  const wrong = scaled(1.01, gradient.value);
  expect(norm(minus(wrong, truth.value))).toBeGreaterThan(10 * stated);
  const spherical = sphericalGradient(model, w);
  expect(norm(minus(spherical.value, gradient.value))).toBeGreaterThan(10 * stated);
});

test.each(sketches)(
  "the Hessian is the second derivative along great circles: %s",
  (title, sketch) => {
    const model = simulated(sketch);
    const w = randomState(model, title);
    const hessian = sphericalHessian(model, w);
    const width = hessian.tangents[0]!.length;
    const random = randomStream(3, "direction", title);
    for (let trial = 0; trial < 3; trial++) {
      const coordinates = unit(new Float64Array(hessian.within.length).map(random.normal));
      const tangent = new Float64Array(w.length);
      hessian.tangents.forEach((basis, i) => {
        basis.forEach((t, a) => {
          addScaled(
            tangent.subarray(i * model.ambient, (i + 1) * model.ambient),
            coordinates[i * width + a]!,
            t,
          );
        });
      });
      const predicted = hessian.within.reduce(
        (s, row, a) => s + coordinates[a]! * dot(row, coordinates),
        0,
      );
      // d/ds <grad(w(s)), w'(s)> on the geodesic of the product of spheres.
      const slope = (s: number) => {
        const at = new Float64Array(w.length);
        const velocity = new Float64Array(w.length);
        for (let i = 0; i < model.neurons; i++) {
          const block = (x: Float64Array) => x.subarray(i * model.ambient, (i + 1) * model.ambient);
          const speed = norm(block(tangent));
          const direction = scaled(1 / speed, block(tangent));
          addScaled(block(at), Math.cos(s * speed), block(w));
          addScaled(block(at), Math.sin(s * speed), direction);
          addScaled(block(velocity), -speed * Math.sin(s * speed), block(w));
          addScaled(block(velocity), speed * Math.cos(s * speed), direction);
        }
        const gradient = sphericalGradient(model, at);
        return { value: dot(gradient.value, velocity), error: gradient.error };
      };
      const step = 1e-3;
      const [a, b, c, d] = [slope(-2 * step), slope(-step), slope(step), slope(2 * step)];
      const narrow = (c.value - b.value) / (2 * step);
      const wide = (d.value - a.value) / (4 * step);
      const error = Math.abs(narrow - wide) / 3 + (a.error + b.error + c.error + d.error) / step;
      expect(Math.abs((4 * narrow - wide) / 3 - predicted)).toBeLessThanOrEqual(
        error + hessian.error,
      );
      expect(Math.abs((4 * narrow - wide) / 3 - 1.01 * predicted)).toBeGreaterThan(
        error + hessian.error,
      );
    }
  },
);

test("the gradient is the mean of its integrand over samples: seeded Monte Carlo", () => {
  const model = simulated({
    d: 4,
    gram: equiangular(2, 0.3),
    link: h(3),
    student: call("tanh", z),
  });
  const w = randomState(model, "monte carlo");
  const random = randomStream(11, "monte-carlo", "tanh");
  const count = 200_000;
  const totals = new Float64Array(4);
  const squares = new Float64Array(4);
  for (let n = 0; n < count; n++) {
    const x = new Float64Array(4).map(random.normal);
    const [, slope] = model.student.jet(dot(w, x));
    const teacher = model.frame.reduce((s, v) => s + model.teacher.value(dot(v, x)), 0);
    x.forEach((xi, i) => {
      const term = -slope * teacher * xi;
      totals[i]! += term;
      squares[i]! += term * term;
    });
  }
  const gradient = populationGradient(model, w);
  totals.forEach((total, i) => {
    const mean = total / count;
    const standardError = Math.sqrt((squares[i]! / count - mean * mean) / count);
    expect(Math.abs(mean - gradient.value[i]!)).toBeLessThan(4 * standardError);
  });
});

// [simsek2025, Theorem 3.2 and Appendix C]; the index is k - 1, the dimension of the tangent space
// of the sphere within the span.
test.each([
  [3, 2],
  [3, 3],
  [3, 5],
  [3, 8],
  [4, 2],
  [4, 3],
  [4, 5],
  [5, 3],
  [5, 8],
  [6, 12],
])("the average of an equiangular frame turns from saddle to minimum: p = %i, k = %i", (p, k) => {
  const threshold = (p - 2) / (k + p - 2);
  const at = (beta: number) => {
    const model = simulated({ d: k + 3, gram: equiangular(k, beta), link: h(p) });
    return inertia(model, averageDirection(model));
  };
  const [below, above, there] = [at(threshold - 1e-9), at(threshold + 1e-9), at(threshold)];
  expect([below.negative, below.unresolved]).toEqual([k - 1, 0]);
  expect([above.negative, above.unresolved]).toEqual([0, 0]);
  expect(there.unresolved).toBe(k - 1);
});

test("one ridge function: the curvature at the teacher is p, at its opposite it has its sign", () => {
  for (const p of [2, 3, 4]) {
    const model = simulated({ d: 6, gram: [[1]], link: h(p) });
    const top = smallestCurvature(model, model.frame[0]!);
    expect(agrees(top, measured(p, 1e-12))).toBe(true);
    const opposite = smallestCurvature(model, scaled(-1, model.frame[0]!));
    expect(Math.sign(opposite.value)).toBe(p % 2 === 0 ? 1 : -1);
  }
});

test("the squared loss of a perfect student is zero, and a minimum", () => {
  const model = simulated({
    d: 4,
    gram: equiangular(2, 0.3),
    link: call("tanh", z),
    neurons: 2,
    loss: "squared",
  });
  const w = Float64Array.from(model.frame.flatMap((v) => [...v]));
  const loss = populationLoss(model, w);
  expect(Math.abs(loss.value)).toBeLessThanOrEqual(loss.error);
  const spectrumThere = inertia(model, w);
  expect([spectrumThere.negative, spectrumThere.unresolved]).toEqual([0, 0]);
});

test("the reduced model sees the same loss, gradient length and spectrum", () => {
  const sketch: Sketch = { d: 40, gram: equiangular(4, 0.1), link: h(3) };
  const [full, reduced] = [
    ridgeSum(sketched(sketch)),
    ridgeSum(sketched(sketch), { reduced: true }),
  ];
  if (isFailure(full) || isFailure(reduced)) throw new Error("no model");
  expect(reduced.ambient).toBe(5);
  const small = randomState(reduced, "reduced");
  const large = new Float64Array(40);
  large.set(small);
  expect(agrees(populationLoss(full, large), populationLoss(reduced, small))).toBe(true);
  const [a, b] = [inertia(full, large), inertia(reduced, small)];
  expect(a.eigenvalues.map((x) => x.multiplicity)).toEqual(
    b.eigenvalues.map((x) => x.multiplicity),
  );
  expect(a.eigenvalues.every((x, i) => agrees(x.eigenvalue, b.eigenvalues[i]!.eigenvalue))).toBe(
    true,
  );
});

test("Gram matrices that no frame has are a failure with its reason", () => {
  const of = (gram: number[][], d = 5) => ridgeSum(sketched({ d, gram, link: h(3) }));
  expect(of(equiangular(3, 1))).toMatchObject({ code: "no-such-frame" });
  expect(of(equiangular(3, -0.6))).toMatchObject({ code: "no-such-frame" });
  expect(of(equiangular(3, 0.2), 2)).toMatchObject({ code: "no-such-frame" });
  expect(
    of([
      [1, 0.5],
      [0.4, 1],
    ]),
  ).toMatchObject({ code: "no-such-frame" });
  const unsupported = sketched({ d: 3, gram: [[1]], link: h(3) });
  const spherical = { ...unsupported, input: { law: "uniform-sphere" } as const };
  expect(ridgeSum(spherical)).toMatchObject({ code: "unsupported-model" });
  expect(ridgeSum(sketched({ d: 3, gram: [[1]], link: less(z, 0) }))).toMatchObject({
    kind: "failure",
  });
});
