/**
 * Random links of several variables, and models with them.
 */
import fc from "fast-check";
import type { ModelInstance } from "../../../../src/model/bind/instance.ts";
import type { Expression } from "../../../../src/model/expression/expression.ts";
import { isFailure } from "../../../../src/numeric/failure.ts";
import { definedMultiIndex } from "../../../../src/numeric/simulate/multi-index/multi-index.ts";
import { call, num, plus, sketched, times, z } from "../../trees.ts";

export const zi = (i: number): Expression => ({ kind: "indexed", name: "z", indices: [num(i)] });

/** One Hermite product with a weight. */
export interface Term {
  readonly powers: readonly number[];
  readonly weight: number;
}

export const linkOf = (terms: readonly Term[]): Expression =>
  terms
    .map(({ powers, weight }) =>
      powers.reduce<Expression>(
        (all, power, i) => (power === 0 ? all : times(all, call("h", power, zi(i + 1)))),
        num(weight),
      ),
    )
    .reduce(plus);

export const randomTerms = (q: number) =>
  fc.array(
    fc.record({
      powers: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: q, maxLength: q }),
      weight: fc.integer({ min: -3, max: 3 }).filter((x) => x !== 0),
    }),
    { minLength: 1, maxLength: 3 },
  );

export interface ModelOptions {
  readonly d: number;
  readonly q: number;
  readonly r: number;
  readonly link: Expression;
  readonly optimal: boolean;
  /** Whether the optimal link has a penalty: weights 1/(1 + j), ridge 1/2. */
  readonly weights?: boolean;
  readonly loss?: "squared" | "correlation";
  readonly reduced?: boolean;
}

const half: Expression = { kind: "number", value: { num: 1n, den: 2n } };
const inverseDegree: Expression = {
  kind: "binary",
  operator: "/",
  left: num(1),
  right: plus(num(1), { kind: "name", name: "j" }),
};

export function instanceOf(options: ModelOptions): ModelInstance {
  const { d, q, r, link, optimal, weights = false, loss = "squared" } = options;
  const plain = sketched({ d, gram: [[1]], link: z, loss });
  return {
    ...plain,
    teacher: { kind: "projections", count: q, link, noise: num(0) },
    student: {
      ...plain.student,
      shape: { kind: "subspace", rank: r },
      link: optimal
        ? { kind: "optimal", ...(weights && { weights: inverseDegree, ridge: half }) }
        : { kind: "same" },
      on: optimal ? "grassmann" : "stiefel",
    },
  };
}

export function builtOf(options: ModelOptions) {
  const built = definedMultiIndex(instanceOf(options), { reduced: options.reduced ?? false });
  if (isFailure(built)) throw new Error(built.detail);
  return built;
}
