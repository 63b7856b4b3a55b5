/**
 * The closed flow of the overlaps against the flow of the frame by tensor quadrature, which uses no
 * Hermite expansion: M' = V^T W' on random links and random frames.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ModelInstance } from "../../../../src/model/bind/instance.ts";
import type { Expression } from "../../../../src/model/expression/expression.ts";
import { isFailure } from "../../../../src/numeric/failure.ts";
import { randomStream } from "../../../../src/numeric/random/stream.ts";
import { measuredVelocity } from "../../../../src/numeric/simulate/any-model/defined-model.ts";
import { definedMultiIndex } from "../../../../src/numeric/simulate/multi-index/multi-index.ts";
import { overlapFlow } from "../../../../src/numeric/simulate/multi-index/overlap-flow.ts";
import { call, num, plus, sketched, times, z } from "../../trees.ts";

const zi = (i: number): Expression => ({ kind: "indexed", name: "z", indices: [num(i)] });

/** One Hermite product with a weight. */
interface Term {
  readonly powers: readonly number[];
  readonly weight: number;
}

const linkOf = (terms: readonly Term[]): Expression =>
  terms
    .map(({ powers, weight }) =>
      powers.reduce<Expression>(
        (all, power, i) => (power === 0 ? all : times(all, call("h", power, zi(i + 1)))),
        num(weight),
      ),
    )
    .reduce(plus);

interface Options {
  readonly d: number;
  readonly q: number;
  readonly r: number;
  readonly link: Expression;
  readonly optimal: boolean;
  readonly loss?: "squared" | "correlation";
}

function builtOf({ d, q, r, link, optimal, loss = "squared" }: Options) {
  const plain = sketched({ d, gram: [[1]], link: z, loss });
  const instance: ModelInstance = {
    ...plain,
    teacher: { kind: "projections", count: q, link, noise: num(0) },
    student: {
      ...plain.student,
      shape: { kind: "subspace", rank: r },
      link: optimal ? { kind: "optimal" } : { kind: "same" },
      on: optimal ? "grassmann" : "stiefel",
    },
  };
  const built = definedMultiIndex(instance, { reduced: true });
  if (isFailure(built)) throw new Error(built.detail);
  return built;
}

const termsOf = (q: number) =>
  fc.array(
    fc.record({
      powers: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: q, maxLength: q }),
      weight: fc.integer({ min: -3, max: 3 }).filter((x) => x !== 0),
    }),
    { minLength: 1, maxLength: 3 },
  );

describe("the flow of the overlaps is closed", () => {
  const cases = [
    { q: 1, r: 1, optimal: true },
    { q: 2, r: 2, optimal: true },
    { q: 2, r: 3, optimal: true },
    { q: 3, r: 3, optimal: true },
    { q: 2, r: 2, optimal: false },
    { q: 2, r: 2, optimal: false, loss: "correlation" as const },
  ];
  test.each(cases)("M' is V^T W' %o", (shape) => {
    fc.assert(
      fc.property(termsOf(shape.q), fc.integer({ min: 0, max: 1000 }), (terms, label) => {
        const { q, r } = shape;
        const { multi, model } = builtOf({ d: 7, link: linkOf(terms), ...shape });
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
    const { multi, model } = builtOf({ d: 500, q: 2, r: 3, link: zi(1), optimal: true });
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
    const { multi } = builtOf({ d: 500, q: 1, r: 1, link: call("h", 3, zi(1)), optimal: true });
    const { field } = overlapFlow(multi)!(Float64Array.of(1, 0));
    const velocity = new Float64Array(1);
    field(0, Float64Array.of(1e-6), velocity);
    expect(velocity[0]! / 3e-30).toBeCloseTo(1, 11);
  });
});
