/**
 * The closed flow of the overlaps against the flow of the frame by tensor quadrature, which uses no
 * Hermite expansion: M' = V^T W' on random links and random frames.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Expression } from "../../../../src/model/expression/expression.ts";
import { isFailure } from "../../../../src/numeric/failure.ts";
import { randomStream } from "../../../../src/numeric/random/stream.ts";
import { measuredVelocity } from "../../../../src/numeric/simulate/any-model/defined-model.ts";
import { modelRest } from "../../../../src/numeric/simulate/any-model/model-rest.ts";
import { overlapFlow } from "../../../../src/numeric/simulate/multi-index/overlap-flow.ts";
import { call, plus, times } from "../../trees.ts";
import { builtOf, linkOf, randomTerms, zi } from "./random-links.ts";

describe("the flow of the overlaps is closed", () => {
  const cases = [
    { q: 1, r: 1, optimal: true },
    { q: 2, r: 2, optimal: true },
    { q: 2, r: 3, optimal: true },
    { q: 3, r: 3, optimal: true },
    { q: 2, r: 2, optimal: true, weights: true },
    { q: 2, r: 2, optimal: false },
    { q: 2, r: 2, optimal: false, loss: "correlation" as const },
  ];
  test.each(cases)("M' is V^T W' %o", (shape) => {
    fc.assert(
      fc.property(randomTerms(shape.q), fc.integer({ min: 0, max: 1000 }), (terms, label) => {
        const { q, r } = shape;
        const { multi, model } = builtOf({ d: 7, link: linkOf(terms), ...shape, reduced: true });
        const W = model.randomState(randomStream(3, "frame", String(label)));
        const byQuadrature = measuredVelocity(model, W);
        const flow = overlapFlow(multi)!(W);
        const velocity = new Float64Array(q * r);
        flow.field(0, flow.start, velocity);
        for (let i = 0; i < q; i++) {
          for (let j = 0; j < r; j++) {
            const gap = Math.abs(velocity[i * r + j]! - byQuadrature.value[j * multi.ambient + i]!);
            expect(gap).toBeLessThanOrEqual(byQuadrature.error);
          }
        }
      }),
      { seed: 5, numRuns: shape.q === 3 ? 5 : 12 },
    );
  });

  test("a lifted state has the overlaps, and orthonormal columns", () => {
    const { multi, model } = builtOf({
      d: 500,
      q: 2,
      r: 3,
      link: zi(1),
      optimal: true,
      reduced: true,
    });
    const W = model.randomState(randomStream(3, "frame", "lift"));
    const { start, lift } = overlapFlow(multi)!(W);
    const state = lift(start);
    const again = state.slice();
    model.restore(again);
    again.forEach((x, i) => expect(x).toBeCloseTo(state[i]!, 13));
    const [was, is] = [W, state].map((x) => model.quantities.get("M")!.values(x));
    Array.from(was!).forEach((x, i) => expect(is![i]).toBeCloseTo(x, 13));
  });

  test("small overlaps keep their relative precision", () => {
    // One direction, link h_3: M' = 2 (1 - M^2) 3 M^5 with the factor 1/2 is 3 M^5 (1 - M^2).
    const { multi } = builtOf({
      d: 500,
      q: 1,
      r: 1,
      link: call("h", 3, zi(1)),
      optimal: true,
      reduced: true,
    });
    const { field } = overlapFlow(multi)!(Float64Array.of(1, 0));
    const velocity = new Float64Array(1);
    field(0, Float64Array.of(1e-6), velocity);
    expect(velocity[0]! / 3e-30).toBeCloseTo(1, 11);
  });
});

// z_1 + z_1 h_3(z_2): the second direction moves by 3 l^5, 10^-17 for l = d^(-1/2) and d = 10^7,
// where the rounding of the first one is larger; it is learned all the same, after d^2/(12 xi^2).
describe("a leap of three in ten million dimensions", () => {
  const first = call("h", 3, zi(2));
  const shape = { d: 10 ** 7, q: 2, r: 2, optimal: true, reduced: true } as const;
  const endOf = (link: Expression) => {
    const { model } = builtOf({ ...shape, link });
    const W = model.randomState(randomStream(3, "frame", "leap"));
    const end = modelRest(model, W);
    if (isFailure(end)) throw new Error(end.detail);
    return model.quantities.get("g")!.values(end.w)[1]!;
  };
  test("is made, and the flow does not rest before", () => {
    expect(endOf(plus(zi(1), times(zi(1), first)))).toBeCloseTo(1, 5);
  });
  test("is not waited for where the link is blind", () => {
    expect(endOf(plus(zi(1), call("h", 2, zi(1))))).toBeLessThan(1e-3);
  });
});
