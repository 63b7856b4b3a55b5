/**
 * How times at which directions are learned grow with the dimension, from the saddles of a link.
 *
 * From a uniform start, and from overlaps in general position of the size d^(-1/2), g ~ 1/d. The k-th saddle is left after a time of order d^(s_k - 1), of
 * order log d for s_k = 1, and times add up: the largest order wins ([bietti2023, Theorem 3.25]).
 */

import { evaluateExact, evaluateInteger } from "../../../model/bind/evaluate.ts";
import type { Binding } from "../../../model/bind/instance.ts";
import type { Setting } from "../../../model/claim.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import { formatExpression } from "../../../model/expression/format.ts";
import { freeNames } from "../../../model/expression/traverse.ts";
import { isZero } from "../../../model/rational.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import type { Saddle } from "./leaps.ts";

/** d^power log(d)^log. */
export interface GrowthOrder {
  readonly power: number;
  readonly log: number;
}

const none: GrowthOrder = { power: 0, log: 0 };

/**
 * The order of a time: `hitting(g[i] >= c)`, a difference of two, a median or quantile of either.
 *
 * @throws NotDerivable for other quantities, and for directions learned at one saddle, between
 * which no time is known.
 */
export function escapeOrder(
  of: Expression,
  saddles: readonly Saddle[],
  binding: Binding,
): GrowthOrder {
  const inner = (e: Expression): GrowthOrder => escapeOrder(e, saddles, binding);
  if (of.kind === "call" && (of.name === "median" || of.name === "quantile")) {
    return inner(of.args[0]!);
  }
  if (of.kind === "call" && of.name === "hitting") {
    return orderBetween(0, directionOf(of, binding), saddles);
  }
  if (of.kind === "binary" && of.operator === "-") {
    const before = chosen(of.right, binding);
    if (before.kind === "number" && isZero(before.value)) return inner(of.left);
    const [late, early] = [of.left, before].map((e) => directionOf(e, binding));
    return orderBetween(early!, late!, saddles);
  }
  throw new NotDerivable(`the growth of ${formatExpression(of)}`);
}

/** What an `if` on parameters chooses. */
function chosen(e: Expression, binding: Binding): Expression {
  if (e.kind !== "call" || e.name !== "if") return e;
  const truth = evaluateExact(e.args[0]!, binding);
  if (typeof truth !== "boolean") throw new NotDerivable("a condition that is open");
  return chosen(e.args[truth ? 1 : 2]!, binding);
}

/** i of `hitting(g[i] >= c)` with 0 < c < 1. */
function directionOf(e: Expression, binding: Binding): number {
  const [event] = e.kind === "call" && e.name === "hitting" ? e.args : [];
  const refused = (): never => {
    throw new NotDerivable(`the growth of ${formatExpression(e)}`);
  };
  if (event?.kind !== "comparison" || event.operands.length !== 2) return refused();
  const [quantity, level] = event.operands;
  const isRising = event.operators[0] === ">=" || event.operators[0] === ">";
  const c = level && evaluateExact(level, binding);
  const isInside = typeof c === "object" && c.num > 0n && c.num < c.den;
  if (quantity?.kind !== "indexed" || quantity.name !== "g" || !isRising || !isInside) {
    return refused();
  }
  const i = quantity.indices[0] && evaluateInteger(maximum(quantity.indices[0], binding), binding);
  return i === undefined ? refused() : Number(i);
}

/** `max(1, i - 1)` is a number once i is. */
const maximum = (e: Expression, binding: Binding): Expression => {
  const value = evaluateExact(e, binding);
  return typeof value === "object" ? { kind: "number", value } : e;
};

/** The order of the time between direction `early` and direction `late`, counted from 1. */
function orderBetween(early: number, late: number, saddles: readonly Saddle[]): GrowthOrder {
  const ends = saddles.map(({ learned, directions }) => learned + directions);
  const at = (i: number): number => ends.findIndex((end) => i <= end);
  const [from, to] = [early === 0 ? -1 : at(early), at(late)];
  if (to < 0 || (early > 0 && from < 0))
    throw new NotDerivable("a direction that is never learned");
  if (to <= from) throw new NotDerivable("the time between directions learned at one saddle");
  return saddles
    .slice(from + 1, to + 1)
    .map(({ exponent }) => ({ power: exponent - 1, log: exponent === 1 ? 1 : 0 }))
    .reduce((a, b) => (b.power > a.power || (b.power === a.power && b.log > a.log) ? b : a), none);
}

/** @throws NotDerivable on another limit, or another start, than the orders are about. */
export function requireGenericStart(
  { start, model }: Setting,
  as: { readonly parameter: string; readonly to: Expression },
): void {
  const { dimension } = model.input;
  if (dimension.kind !== "name" || dimension.name !== as.parameter) {
    throw new NotDerivable("a limit that is not of the dimension");
  }
  if (as.to.kind !== "name" || as.to.name !== "oo") throw new NotDerivable("a finite limit");
  const isGeneric = start.every(
    ({ name, value }) => value === undefined || (name === "M" && isOverRoot(value, as.parameter)),
  );
  if (!isGeneric) throw new NotDerivable("a start with overlaps of another size than d^(-1/2)");
}

/** Whether an expression is something without d over sqrt(d). */
const isOverRoot = (e: Expression, d: string): boolean =>
  e.kind === "binary" &&
  e.operator === "/" &&
  !freeNames(e.left).has(d) &&
  e.right.kind === "call" &&
  e.right.name === "sqrt" &&
  e.right.args[0]?.kind === "name" &&
  e.right.args[0].name === d;
