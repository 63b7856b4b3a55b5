/**
 * Wrong versions of a right-hand side, made from its own text.
 *
 * Each changes one place: an integer by one, a parameter by one, a sign within, a term that is
 * dropped, two parameters exchanged, the sign of the whole, the value by a fixed amount. Which of
 * them really differ on the domain is for the exact core and the cases to say.
 */
import type { Binary, Expression } from "../../model/expression/expression.ts";
import { substitute } from "../../model/expression/substitute.ts";
import { children, domainParts, freeNames } from "../../model/expression/traverse.ts";
import { add, type Rational, rational } from "../../model/rational.ts";

export interface WrongExpression {
  readonly label: string;
  readonly expression: Expression;
}

/**
 * Wrong versions of an expression, without repetitions.
 *
 * @param parameters names that may be shifted by one, as in k -> k + 1
 */
export function wrongVersions(
  expression: Expression,
  parameters: readonly string[],
  write: (e: Expression) => string,
): readonly WrongExpression[] {
  const turned: Expression = { kind: "unary", operator: "-", operand: expression };
  return distinct(
    expression,
    [
      ...variants(expression, parameters),
      ...exchanged(expression, parameters),
      ...moved(expression),
      turned,
    ],
    write,
  );
}

/** The versions with one term dropped, and with the value moved: for numbers known roughly. */
export const roughlyWrong = (
  expression: Expression,
  write: (e: Expression) => string,
): readonly WrongExpression[] =>
  distinct(expression, [...termsDropped(expression), ...moved(expression)], write);

/** The value moved by a fixed amount. */
const moved = (e: Expression): readonly Expression[] => [
  binary("+", e, number(rational(1n, 7n))),
  binary("-", e, number(rational(1n, 7n))),
];

function termsDropped(e: Expression): readonly Expression[] {
  if (e.kind === "unary") {
    return termsDropped(e.operand).map((operand) => ({ ...e, operand }));
  }
  if (e.kind !== "binary") return [];
  const isSum = e.operator === "+" || e.operator === "-";
  return [
    ...termsDropped(e.left).map((left) => ({ ...e, left })),
    ...termsDropped(e.right).map((right) => ({ ...e, right })),
    ...(isSum ? [e.left] : []),
  ];
}

function distinct(
  expression: Expression,
  candidates: readonly Expression[],
  write: (e: Expression) => string,
): readonly WrongExpression[] {
  const seen = new Set([write(expression)]);
  return candidates.flatMap((candidate) => {
    const label = write(candidate);
    if (seen.has(label)) return [];
    seen.add(label);
    return [{ label, expression: candidate }];
  });
}

/** Every version with one literal or parameter shifted by one, or with one term dropped. */
function variants(e: Expression, parameters: readonly string[]): readonly Expression[] {
  switch (e.kind) {
    case "number":
      return [shifted(e.value, 1n), shifted(e.value, -1n)];
    case "name":
      return parameters.includes(e.name) ? [binary("+", e, number(rational(1n)))] : [];
    case "unary":
      return variants(e.operand, parameters).map((operand) => ({ ...e, operand }));
    case "binary":
      return [
        ...variants(e.left, parameters).map((left) => ({ ...e, left })),
        ...variants(e.right, parameters).map((right) => ({ ...e, right })),
        ...(e.operator === "+" || e.operator === "-" ? [e.left, signTurned(e)] : []),
      ];
    case "call":
      return e.args.flatMap((arg, i) =>
        variants(arg, parameters).map((changed) => ({
          ...e,
          args: e.args.map((old, j) => (i === j ? changed : old)),
        })),
      );
    case "over":
      return variants(e.body, parameters).map((body) => ({ ...e, body }));
    case "comparison":
      return e.operands.flatMap((operand, i) =>
        variants(operand, parameters).map((changed) => ({
          ...e,
          operands: e.operands.map((old, j) => (i === j ? changed : old)),
        })),
      );
    case "indexed":
    case "at-time":
    case "over-states":
    case "range":
      return [];
  }
}

/**
 * Every two parameters that occur, each put in the place of the other. Those that bound a range are
 * left alone: with other bounds, u[j] may not exist, and what has no value is no control.
 */
function exchanged(e: Expression, parameters: readonly string[]): readonly Expression[] {
  const bounds = namesOfBounds(e);
  const names = parameters.filter((name) => freeNames(e).has(name) && !bounds.has(name));
  const name = (of: string): Expression => ({ kind: "name", name: of });
  return names.flatMap((a, i) =>
    names.slice(i + 1).map((b) => {
      const exchange = [
        [a, name(b)],
        [b, name(a)],
      ] as const;
      return substitute(e, new Map(exchange));
    }),
  );
}

function namesOfBounds(e: Expression): ReadonlySet<string> {
  const parts = e.kind === "over" ? domainParts(e.domain) : [];
  return new Set([
    ...parts.flatMap((part) => [...freeNames(part)]),
    ...children(e).flatMap((child) => [...namesOfBounds(child)]),
  ]);
}

const signTurned = (e: Binary): Expression => ({ ...e, operator: e.operator === "+" ? "-" : "+" });

const shifted = (value: Rational, by: bigint): Expression => number(add(value, rational(by)));

const number = (value: Rational): Expression =>
  value.num < 0n
    ? {
        kind: "unary",
        operator: "-",
        operand: { kind: "number", value: { ...value, num: -value.num } },
      }
    : { kind: "number", value };

const binary = (operator: "+" | "-", left: Expression, right: Expression): Expression => ({
  kind: "binary",
  operator,
  left,
  right,
});
