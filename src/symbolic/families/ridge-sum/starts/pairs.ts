/** Comparisons as pairs, turned around and denied. */
import type { Comparison, Expression, Relation } from "../../../../model/expression/expression.ts";

export interface Pair {
  readonly left: Expression;
  readonly relation: Relation;
  readonly right: Expression;
}

/** The links of a chain `a < b <= c`. */
export const pairsOf = ({ operators, operands }: Comparison): readonly Pair[] =>
  operators.map((relation, i) => ({ left: operands[i]!, relation, right: operands[i + 1]! }));

const mirrored: Readonly<Record<Relation, Relation>> = {
  "=": "=",
  "!=": "!=",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
};
const opposite: Readonly<Record<Relation, Relation>> = {
  "=": "!=",
  "!=": "=",
  "<": ">=",
  "<=": ">",
  ">": "<=",
  ">=": "<",
};

export const turned = ({ left, relation, right }: Pair): Pair => ({
  left: right,
  relation: mirrored[relation],
  right: left,
});

/** The opposite, with its denials at the leaves. */
export function negated(e: Expression): Expression {
  if (e.kind === "unary" && e.operator === "not") return e.operand;
  if (e.kind === "binary" && (e.operator === "and" || e.operator === "or")) {
    const operator = e.operator === "and" ? "or" : "and";
    return { ...e, operator, left: negated(e.left), right: negated(e.right) };
  }
  if (e.kind === "comparison" && e.operators.length === 1) {
    return { ...e, operators: e.operators.map((relation) => opposite[relation]) };
  }
  return { kind: "unary", operator: "not", operand: e };
}
