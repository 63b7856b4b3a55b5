/**
 * Random trees of the grammar, as the parser makes them but for their places in a text.
 */
import fc from "fast-check";
import type { Domain, Expression } from "../../../src/model/expression/expression.ts";
import { rational } from "../../../src/model/rational.ts";

const letter = fc.constantFrom("k", "p", "x", "y_1", "beta", "m", "j", "oo");
const number: fc.Arbitrary<Expression> = fc
  .tuple(fc.nat(10_000), fc.nat(6))
  .map(([n, places]) => ({ kind: "number", value: rational(BigInt(n), 10n ** BigInt(places)) }));
const name: fc.Arbitrary<Expression> = letter.map((each) => ({ kind: "name", name: each }));

interface Trees {
  readonly expression: Expression;
  readonly domain: Domain;
}

const { expression } = fc.letrec<Trees & Record<string, unknown>>((tie) => {
  const inner = tie("expression");
  const binary = fc
    .tuple(fc.constantFrom("+", "-", "*", "/", "^", "and", "or", "implies", "iff"), inner, inner)
    .map(([operator, left, right]): Expression => ({ kind: "binary", operator, left, right }));
  const unary = fc
    .tuple(fc.constantFrom("-", "not"), inner)
    .map(([operator, operand]): Expression => ({ kind: "unary", operator, operand }));
  const comparison = fc
    .array(fc.tuple(fc.constantFrom("=", "!=", "<", "<=", ">", ">="), inner), {
      minLength: 1,
      maxLength: 3,
    })
    .chain((rest) => inner.map((first) => ({ first, rest })))
    .map(
      ({ first, rest }): Expression => ({
        kind: "comparison",
        operators: rest.map(([operator]) => operator),
        operands: [first, ...rest.map(([, operand]) => operand)],
      }),
    );
  const indexed = fc
    .tuple(fc.constantFrom("u", "M"), fc.array(inner, { minLength: 1, maxLength: 2 }))
    .map(([of, indices]) => ({ kind: "indexed" as const, name: of, indices }));
  const atTime = fc
    .tuple(indexed, inner)
    .map(([of, time]): Expression => ({ kind: "at-time", of, time }));
  const range = fc
    .tuple(inner, inner)
    .map(([from, to]): Expression => ({ kind: "range", from, to }));
  const call = fc
    .tuple(
      fc.constantFrom("sqrt", "min", "h", "if", "m"),
      fc.array(fc.oneof({ weight: 5, arbitrary: inner }, range), { minLength: 1, maxLength: 3 }),
    )
    .map(([of, args]): Expression => ({ kind: "call", name: of, args }));
  const over = fc
    .tuple(fc.constantFrom("sum", "all", "root", "max"), letter, tie("domain"), inner)
    .map(
      ([operator, variable, domain, body]): Expression => ({
        kind: "over",
        operator,
        variable,
        domain,
        body,
      }),
    );
  const overStates = fc
    .tuple(fc.constantFrom("some", "count", "max"), fc.constantFrom("attractors"), inner)
    .map(
      ([operator, set, body]): Expression => ({
        kind: "over-states",
        operator,
        set: set as "attractors",
        body,
      }),
    );
  const bound = fc.record({ value: inner, open: fc.boolean() });
  const domain: fc.Arbitrary<Domain> = fc.oneof(
    fc.record({ kind: fc.constant("integers" as const), from: inner, to: inner }),
    fc.record(
      { kind: fc.constant("reals" as const), lower: bound, upper: bound },
      { requiredKeys: ["kind"] },
    ),
    fc
      .tuple(inner, inner)
      .map(([from, to]): Domain => ({ kind: "subsets", of: { kind: "range", from, to } })),
    fc
      .array(inner, { minLength: 1, maxLength: 3 })
      .map((values): Domain => ({ kind: "values", values })),
  );
  return {
    domain,
    expression: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      number,
      name,
      binary,
      unary,
      comparison,
      indexed,
      atTime,
      call,
      over,
      overStates,
    ),
  };
});

/** Any tree of the grammar. */
export const arbitraryExpression: fc.Arbitrary<Expression> = expression;
