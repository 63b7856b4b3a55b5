/**
 * How far a predicate is from failing: its slack, positive where it holds and negative where not.
 *
 * `a >= b` has the slack a - b, `a = b` has -|a - b|; `and` takes the least, `or` the greatest,
 * `not` the opposite, and `all` and `some` are `and` and `or` over their domains. The sign of the
 * slack is the truth of the predicate except where it is exactly zero; there `isStrict` tells
 * `>` from `>=`. Slack is continuous in the state where its sides are, so that a search can descend
 * on it and an event can be located by it. Predicates without sides (`odd(p)`) have a truth alone.
 */
import type { Comparison, Expression, Relation } from "../../model/expression/expression.ts";
import { equals } from "../../model/rational.ts";
import { type Failure, isFailure } from "../failure.ts";
import { difference, type Measured, measured, negative, weaker } from "../measured.ts";
import type { Environment } from "./environment.ts";
import { evaluate, evaluatePredicate } from "./evaluate-number.ts";
import { membersOf } from "./over-domain.ts";
import { type Letters, toMeasured } from "./value.ts";

export type Slack =
  | {
      readonly kind: "slack";
      readonly slack: Measured;
      /** Whether the predicate fails where the slack is exactly zero. */
      readonly isStrict: boolean;
    }
  /** A predicate without sides; `undefined` where errors leave it open. */
  | { readonly kind: "truth"; readonly truth: boolean | undefined };

/** The slack of a predicate at a state, or why it has none. */
export function slackOf(
  predicate: Expression,
  environment: Environment,
  letters: Letters = new Map(),
): Slack | Failure {
  return slackIn(predicate, environment, letters);
}

/** Whether a predicate with this slack holds; `undefined` within the error. */
export function truthOf(slack: Slack): boolean | undefined {
  if (slack.kind === "truth") return slack.truth;
  const { value, error } = slack.slack;
  if (!Number.isFinite(error)) return undefined;
  const [low, high] = [value - error, value + error];
  if (low > 0 || (low === 0 && !slack.isStrict)) return true;
  return high < 0 || (high === 0 && slack.isStrict) ? false : undefined;
}

function slackIn(node: Expression, environment: Environment, letters: Letters): Slack | Failure {
  const recurse = (part: Expression): Slack | Failure => slackIn(part, environment, letters);
  switch (node.kind) {
    case "comparison":
      return ofComparison(node, environment, letters);
    case "unary": {
      const inner = recurse(node.operand);
      return isFailure(inner) ? inner : opposite(inner);
    }
    case "binary": {
      const [a, b] = [recurse(node.left), recurse(node.right)];
      if (isFailure(a)) return a;
      if (isFailure(b)) return b;
      if (node.operator === "and") return both(a, b);
      if (node.operator === "or") return either(a, b);
      if (node.operator === "implies") return either(opposite(a), b);
      if (node.operator === "iff") return either(both(a, b), both(opposite(a), opposite(b)));
      break;
    }
    case "over": {
      if (node.operator !== "all" && node.operator !== "some") break;
      const members = membersOf(node, (part) => evaluate(part, environment, letters));
      if (isFailure(members)) break;
      const isAll = node.operator === "all";
      let found: Slack = { kind: "truth", truth: isAll };
      for (const member of members) {
        const bound = new Map(letters).set(node.variable, member);
        const next = slackIn(node.body, environment, bound);
        if (isFailure(next)) return next;
        found = isAll ? both(found, next) : either(found, next);
      }
      return found;
    }
  }
  const truth = evaluatePredicate(node, environment, letters);
  return isFailure(truth) ? truth : { kind: "truth", truth };
}

function ofComparison(
  { operators, operands }: Comparison,
  environment: Environment,
  letters: Letters,
): Slack | Failure {
  const values = operands.map((operand) => evaluate(operand, environment, letters));
  const sides: Measured[] = [];
  for (const value of values) {
    const side = toMeasured(value);
    if (isFailure(side)) return side;
    sides.push(side);
  }
  return operators
    .map((operator, i): Slack => {
      const [a, b] = [values[i]!, values[i + 1]!];
      // `i = j` between letters is a case distinction: no state comes near it.
      const isDistinction = operator === "=" || operator === "!=";
      if (isDistinction && a.kind === "rational" && b.kind === "rational") {
        return { kind: "truth", truth: equals(a.rational, b.rational) === (operator === "=") };
      }
      return ofRelation(operator, difference(sides[i]!, sides[i + 1]!));
    })
    .reduce(both);
}

function ofRelation(operator: Relation, gap: Measured): Slack {
  const slack = (value: Measured, isStrict: boolean): Slack => ({
    kind: "slack",
    slack: value,
    isStrict,
  });
  const size = measured(Math.abs(gap.value), gap.error, gap.basis);
  switch (operator) {
    case ">":
      return slack(gap, true);
    case ">=":
      return slack(gap, false);
    case "<":
      return slack(negative(gap), true);
    case "<=":
      return slack(negative(gap), false);
    case "=":
      return slack(negative(size), false);
    case "!=":
      return slack(size, true);
  }
}

function opposite(a: Slack): Slack {
  if (a.kind === "slack") return { ...a, slack: negative(a.slack), isStrict: !a.isStrict };
  return { kind: "truth", truth: a.truth === undefined ? undefined : !a.truth };
}

/** The smaller of two slacks; a known truth decides or steps aside. */
function both(a: Slack, b: Slack): Slack {
  const [x, y] = a.kind === "truth" ? [a, b] : [b, a];
  if (x.kind === "truth") {
    if (x.truth === false) return x;
    if (x.truth === true) return y;
    return truthOf(y) === false ? y : x;
  }
  if (y.kind === "truth") return both(y, x);
  const [p, q] = [x.slack, y.slack];
  const low = Math.min(p.value - p.error, q.value - q.error);
  const high = Math.min(p.value + p.error, q.value + q.error);
  const isClear = p.error === 0 && q.error === 0;
  const value = isClear ? low : low + (high - low) / 2;
  const first = p.value < q.value ? x : y;
  return {
    kind: "slack",
    slack: measured(value, isClear ? 0 : (high - low) / 2, weaker(p, q)),
    isStrict: p.value === q.value ? x.isStrict || y.isStrict : first.isStrict,
  };
}

const either = (a: Slack, b: Slack): Slack => opposite(both(opposite(a), opposite(b)));
