/**
 * Gradient, flow of G and flow of the eigenvalues against finite differences of the loss by tensor
 * quadrature, on random links of one, two and three variables and random frames.
 *
 * The loss is a polynomial in a step along a geodesic's chord, so a central difference of step h is
 * off by h^2 times a third derivative, which is read off two steps (Richardson), and by rounding / h.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomStream } from "../../../../src/numeric/random/stream.ts";
import {
  type DefinedModel,
  measuredLoss,
  measuredVelocity,
} from "../../../../src/numeric/simulate/any-model/defined-model.ts";
import { addScaled, dot, norm } from "../../../../src/numeric/vectors.ts";
import { call, plus } from "../../trees.ts";
import { builtOf, linkOf, randomTerms, zi } from "./random-links.ts";

interface Difference {
  readonly value: number;
  readonly error: number;
}

/** The derivative of a function of a step at 0, from central differences at two steps. */
function slopeAtZero(f: (step: number) => { readonly value: number; readonly error: number }) {
  const central = (h: number): Difference => {
    const [up, down] = [f(h), f(-h)];
    return { value: (up.value - down.value) / (2 * h), error: (up.error + down.error) / (2 * h) };
  };
  const h = 1e-3;
  const [coarse, fine] = [central(2 * h), central(h)];
  const value = fine.value + (fine.value - coarse.value) / 3;
  // What the extrapolation took away, a hundredth of which its next order is for steps of 1e-3.
  const error = Math.abs(fine.value - coarse.value) / 100 + 2 * (fine.error + coarse.error);
  return { value, error };
}

/** The frame moved along a vector and put back on the manifold. */
function moved(model: DefinedModel, W: Float64Array, along: Float64Array, step: number) {
  const there = W.slice();
  addScaled(there, step, along);
  model.restore(there);
  return there;
}

const shapes = [
  { q: 1, r: 1 },
  { q: 1, r: 2 },
  { q: 2, r: 2 },
  { q: 2, r: 3 },
  { q: 3, r: 3 },
] as const;

const setups = shapes.flatMap((shape) => [
  { ...shape, optimal: true, weights: false },
  { ...shape, optimal: true, weights: true },
  ...(shape.q === shape.r ? [{ ...shape, optimal: false, weights: false }] : []),
]);

describe("the quadrature loss", () => {
  test.each(setups)("has the gradient and the flow of its differences %o", (shape) => {
    fc.assert(
      fc.property(randomTerms(shape.q), fc.integer({ min: 0, max: 1e6 }), (terms, label) => {
        const { model } = builtOf({ d: 6, link: linkOf(terms), ...shape });
        const random = randomStream(11, "differences", String(label));
        const W = model.randomState(random);
        const gradient = model.gradient(W, "fine").value;
        model.project(W, gradient);
        const along = random.onSphere(model.size);
        model.project(W, along);
        const lossAlong = slopeAtZero((step) => measuredLoss(model, moved(model, W, along, step)));
        const size = 1 + norm(gradient);
        expect(Math.abs(lossAlong.value - dot(gradient, along))).toBeLessThanOrEqual(
          lossAlong.error + 1e-9 * size,
        );
        // dL/dt along the flow is -|grad|^2, and quantities move as their differences along it do.
        const velocity = gradient.map((x) => -x);
        for (const name of ["G", "g"]) {
          const quantity = model.quantities.get(name)!;
          const rates = quantity.differential!(W, velocity);
          const values = Array.from(quantity.values(W));
          const isApart = values.every((x, i) =>
            values.every((y, j) => j === i || Math.abs(x - y) > 0.02),
          );
          if (name === "g" && !isApart) continue;
          values.forEach((_, i) => {
            const along = slopeAtZero((step) => ({
              value: quantity.values(moved(model, W, velocity, step))[i]!,
              error: 1e-14,
            }));
            const gap = Math.abs(rates[i]! - along.value);
            expect(gap).toBeLessThanOrEqual(along.error + 1e-8 * size ** 3);
          });
        }
      }),
      { seed: 8, numRuns: shape.q === 3 ? 3 : 8 },
    );
  });

  test.each([2, 3, 4, 5])("is exact by both rules for links of degree %i", (degree) => {
    // The linear part meets the highest powers of xi, which E[f* xi] integrates with one more.
    const link = plus(plus(call("h", degree, zi(1)), call("h", degree - 1, zi(2))), zi(1));
    for (const optimal of [true, false]) {
      const { model } = builtOf({ d: 6, q: 2, r: 2, link, optimal });
      const W = model.randomState(randomStream(13, "degrees", String(degree)));
      const { value, error } = measuredVelocity(model, W);
      // Else the difference of the rules is an error of the size of what they leave out.
      expect(error).toBeLessThan(1e-11 * (1 + norm(value)));
    }
  });

  test("never lets an eigenvalue of G fall where the link is at its optimum", () => {
    fc.assert(
      fc.property(randomTerms(2), fc.boolean(), fc.integer(), (terms, weights, label) => {
        const { model } = builtOf({
          d: 6,
          q: 2,
          r: 2,
          link: linkOf(terms),
          optimal: true,
          weights,
        });
        const W = model.randomState(randomStream(12, "eigenvalues", String(label)));
        const velocity = new Float64Array(model.size);
        model.velocity(W, model.gradient(W, "fine").value, velocity);
        const rates = Array.from(model.quantities.get("g")!.differential!(W, velocity));
        const rounding = 1e-12 * (1 + norm(velocity));
        for (const rate of rates) if (!Number.isNaN(rate)) expect(rate).toBeGreaterThan(-rounding);
      }),
      { seed: 9, numRuns: 25 },
    );
  });
});
