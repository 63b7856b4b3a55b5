/**
 * Whether an event happens for the starts of a cell.
 *
 * Events speak of overlaps at the start, by their signs and by the place of one of them, and of
 * overlaps at the end, which the cell decides: `u[j](0) > 0`, `u[j](0) = max(u(0))`,
 * `all(i in 1..k, i = j or u[j](0) > u[i](0))`, `u[j](oo) = 1`, `norm(u(oo)) = 0`. Overlaps are
 * different and none is 0 at the start, so that `>` and `>=` say the same of them.
 */

import { evaluateRational } from "../../../../model/bind/evaluate.ts";
import type { Expression, Over } from "../../../../model/expression/expression.ts";
import { formatExpression } from "../../../../model/expression/format.ts";
import { isRelated } from "../../../../model/expression/relation.ts";
import * as Q from "../../../../model/rational.ts";
import { NotDerivable } from "../../../term/not-derivable.ts";
import type { Order } from "./cells.ts";
import { type Entry, entryOf, isSameIndex, type Time, timeOf, timeOfAll } from "./entries.ts";
import { negated, type Pair, pairsOf, turned } from "./pairs.ts";

/** What an event may ask of a start. */
export interface Start {
  /** Whether j is the greatest overlap, or the largest in size. */
  readonly isFirst: (order: Order) => boolean;
  /** The sign of u_j. */
  readonly sign: () => 1 | -1;
  /** The signs of all overlaps. */
  readonly signs: () => "positive" | "negative" | "mixed";
  readonly end: {
    /** u_j. */
    readonly own: () => -1 | 0 | 1;
    /** The overlaps of size 1 that there may be: none, 1, or either sign. */
    readonly won: () => readonly (-1 | 1)[];
  };
}

/** What is the same for all starts. */
export interface Places {
  /** The index that the event speaks of; noted at first sight. */
  own: Expression | undefined;
  /** Whether a letter runs over all overlaps. */
  readonly isAll: (over: Over) => boolean;
  /** Whether there is one overlap alone. */
  readonly isSingle: boolean;
}

/**
 * Whether the event happens.
 *
 * @throws NotDerivable where signs, places and ends do not tell
 */
export function happens(event: Expression, start: Start, places: Places): boolean {
  const inner = (e: Expression): boolean => happens(e, start, places);
  switch (event.kind) {
    case "unary":
      if (event.operator === "not") return !inner(event.operand);
      break;
    case "binary":
      if (event.operator === "and") return inner(event.left) && inner(event.right);
      if (event.operator === "or") return inner(event.left) || inner(event.right);
      if (event.operator === "implies") return !inner(event.left) || inner(event.right);
      if (event.operator === "iff") return inner(event.left) === inner(event.right);
      break;
    case "comparison":
      return pairsOf(event).every((pair) => holds(pair, start, places));
    case "over":
      if (!places.isAll(event)) break;
      if (event.operator === "all") return holdsForAll(event.variable, event.body, start, places);
      if (event.operator !== "some") break;
      return !holdsForAll(event.variable, negated(event.body), start, places);
  }
  throw unreadable(event);
}

const unreadable = (e: Expression): NotDerivable =>
  new NotDerivable(`the chance of ${formatExpression(e)}`);

/**
 * A number of the starts of a cell; nothing where only its sign is known.
 *
 * @throws NotDerivable where signs, places and ends do not tell
 */
export function numberOf(e: Expression, start: Start, places: Places): number | undefined {
  const value = worthOf(e, undefined, start, places);
  return "number" in value ? Q.toNumber(value.number) : undefined;
}

/** A number, or a sign of a number that is not 0. */
type Value = { readonly number: Q.Rational } | { readonly sign: 1 | -1 };

function holds(pair: Pair, start: Start, places: Places): boolean {
  const { left, relation, right } = pair;
  // u[j](0) = max(u(0)): to be the greatest, or of sizes the largest.
  for (const { left: a, relation: is, right: b } of [pair, turned(pair)]) {
    const [entry, all] = [entryOf(a), extremeOf(b, undefined, places)];
    if (entry?.time !== "start" || all?.time !== "start" || all.of !== "max") continue;
    if (entry.isSize !== all.isSize || !isOwn(entry, places)) continue;
    const order = entry.isSize ? "size" : "value";
    if (is === "=" || is === ">=") return start.isFirst(order);
    if (is === "!=" || is === "<") return !start.isFirst(order);
    return is === "<=";
  }
  const [a, b] = [left, right].map((e) => worthOf(e, undefined, start, places)) as [Value, Value];
  if ("number" in a && "number" in b) return isRelated(Q.compare(a.number, b.number), relation);
  const signs = [a, b].map((x) => ("sign" in x ? x.sign : Q.sign(x.number)));
  if (signs[0] === signs[1]) throw unreadable({ ...asComparison(pair) });
  return isRelated(signs[0]! < signs[1]! ? -1 : 1, relation);
}

const asComparison = ({ left, relation, right }: Pair): Expression => ({
  kind: "comparison",
  operators: [relation],
  operands: [left, right],
});

function worthOf(e: Expression, time: Time | undefined, start: Start, places: Places): Value {
  const inner = (part: Expression): Value => worthOf(part, time, start, places);
  const known = evaluateRational(e);
  if (known !== undefined) return { number: known };
  if (e.kind === "at-time") return worthOf(e.of, timeOf(e), start, places);
  if (e.kind === "unary" && e.operator === "-") {
    const value = inner(e.operand);
    if ("number" in value) return { number: Q.negate(value.number) };
    return { sign: value.sign === 1 ? -1 : 1 };
  }
  if (e.kind === "call" && e.name === "if" && e.args.length === 3) {
    const [condition, yes, no] = e.args;
    return inner(happens(condition!, start, places) ? yes! : no!);
  }
  if (e.kind === "call" && e.name === "sign" && e.args.length === 1) {
    const value = inner(e.args[0]!);
    return { number: Q.integer("sign" in value ? value.sign : Q.sign(value.number)) };
  }
  const entry = entryOf(e, time);
  if (entry !== undefined && isOwn(entry, places)) {
    const value: Value =
      entry.time === "end" ? { number: Q.integer(start.end.own()) } : { sign: start.sign() };
    return entry.isSize ? sizeOf(value) : value;
  }
  const extreme = extremeOf(e, time, places);
  if (extreme !== undefined) return ofAll(extreme, start) ?? raise(unreadable(e));
  throw unreadable(e);
}

const raise = (error: NotDerivable): never => {
  throw error;
};

const sizeOf = (value: Value): Value =>
  "number" in value
    ? { number: Q.sign(value.number) < 0 ? Q.negate(value.number) : value.number }
    : { sign: 1 };

interface Extreme {
  readonly of: "max" | "min" | "norm";
  readonly time: Time;
  /** Whether it is one of sizes. */
  readonly isSize: boolean;
}

/** `max(u(0))`, `min(i in 1..k, u[i](0))`, `norm(u(oo))`. */
function extremeOf(e: Expression, time: Time | undefined, places: Places): Extreme | undefined {
  if (e.kind === "over" && (e.operator === "max" || e.operator === "min") && places.isAll(e)) {
    const entry = entryOf(e.body, time);
    if (entry === undefined || !isLetter(entry.index, e.variable)) return undefined;
    return { of: e.operator, time: entry.time, isSize: entry.isSize };
  }
  if (e.kind !== "call" || e.args.length !== 1) return undefined;
  if (e.name !== "max" && e.name !== "min" && e.name !== "norm") return undefined;
  const found = timeOfAll(e.args[0]!, time);
  return found === undefined ? undefined : { of: e.name, time: found, isSize: false };
}

function ofAll({ of, time, isSize }: Extreme, start: Start): Value | undefined {
  if (time === "start") {
    if (of === "norm" || isSize) return { sign: 1 };
    const only = of === "max" ? "negative" : "positive";
    const side = of === "max" ? 1 : -1;
    return { sign: start.signs() === only ? (side === 1 ? -1 : 1) : side };
  }
  const won = start.end.won();
  if (of === "norm") return { number: Q.integer(won.length === 0 ? 0 : 1) };
  if (won.length === 0) return { number: Q.zero };
  if (of !== "max") return undefined;
  return isSize || (won.length === 1 && won[0] === 1) ? { number: Q.one } : undefined;
}

/** All overlaps, one by one: `i = j or u[j](0) > u[i](0)`, `u[i](0) < 0`, `u[i](oo) = 0`. */
function holdsForAll(letter: string, body: Expression, start: Start, places: Places): boolean {
  if (body.kind === "binary" && body.operator === "and") {
    return [body.left, body.right].every((part) => holdsForAll(letter, part, start, places));
  }
  const parts = alternatives(body);
  const other = parts.find((part) => !isThatPlace(part, letter, places));
  const [pair, ...more] = other?.kind === "comparison" ? pairsOf(other) : [];
  if (pair === undefined || more.length > 0 || parts.length > 2) throw unreadable(body);
  const found = [pair, turned(pair)].flatMap(({ left, relation, right }) => {
    const entry = entryOf(right);
    return entry !== undefined && isLetter(entry.index, letter) ? [{ left, relation, entry }] : [];
  })[0];
  if (found === undefined) throw unreadable(body);
  const { left, relation, entry } = found;
  const exceptOwn = parts.length === 2;
  const rival = entryOf(left);
  if (rival !== undefined && !isLetter(rival.index, letter)) {
    const isSame = rival.isSize === entry.isSize && rival.time === entry.time;
    if (!isSame || entry.time !== "start" || !isOwn(rival, places)) throw unreadable(body);
    if (relation !== ">" && relation !== ">=") throw unreadable(body);
    if (relation === ">" && !exceptOwn) return false;
    return start.isFirst(entry.isSize ? "size" : "value");
  }
  const level = evaluateRational(left);
  if (exceptOwn || level === undefined) throw unreadable(body);
  const at = (value: number): boolean =>
    isRelated(Q.compare(level, Q.integer(entry.isSize ? Math.abs(value) : value)), relation);
  if (entry.time === "end") return atEnd(at, start.end.won(), places) ?? raise(unreadable(body));
  if (!Q.isZero(level)) throw unreadable(body);
  const [above, below] = [at(1), at(-1)];
  if (above === below) return above;
  return start.signs() === (above ? "positive" : "negative");
}

/** Whether a predicate holds for all overlaps at the end: one of size 1 or none, the others 0. */
function atEnd(
  at: (value: number) => boolean,
  won: readonly (-1 | 1)[],
  { isSingle }: Places,
): boolean | undefined {
  if (won.length === 0) return at(0);
  const truths = new Set(won.map(at));
  if (truths.size !== 1) return undefined;
  if (truths.has(false)) return false;
  return isSingle || at(0) ? true : undefined;
}

const alternatives = (e: Expression): readonly Expression[] =>
  e.kind === "binary" && e.operator === "or"
    ? [...alternatives(e.left), ...alternatives(e.right)]
    : [e];

/** Whether a part says that the letter is the place that the event speaks of. */
function isThatPlace(part: Expression, letter: string, places: Places): boolean {
  if (part.kind !== "comparison" || part.operators.length !== 1 || part.operators[0] !== "=") {
    return false;
  }
  const [other, ...more] = part.operands.filter((e) => !isLetter(e, letter));
  return other !== undefined && more.length === 0 && isOwnIndex(other, places);
}

const isLetter = (e: Expression, letter: string): boolean => e.kind === "name" && e.name === letter;

const isOwn = ({ index }: Entry, places: Places): boolean => isOwnIndex(index, places);

/** Whether it is the one index; the first that is met is. */
function isOwnIndex(index: Expression, places: Places): boolean {
  places.own ??= index;
  return isSameIndex(places.own, index);
}
