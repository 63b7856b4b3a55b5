/**
 * What a condition says about all overlaps at once, read from its form: that none is negative,
 * that one of them is the largest.
 *
 * Forms that are not known say nothing here. That makes the statement to be proved stronger, never
 * weaker.
 */
import type { Domain, Expression, Relation } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";

/** Facts about the overlaps u[i] for all i. */
export interface StateFacts {
  /** u[i] >= 0 for all i. */
  readonly isNonNegative: boolean;
  /** A[i,j] >= 0 for all i and j. */
  readonly isAcute: boolean;
  /** The indices c, as written, with u[i] <= u[c] for all i. */
  readonly largest: readonly Expression[];
  /** The indices c, as written, with |u[i]| <= |u[c]| for all i. */
  readonly largestInSize: readonly Expression[];
}

/**
 * The facts of a list of conditions, all of which hold.
 *
 * @param isWhole whether a domain is that of all overlaps, 1..k
 */
export function stateFacts(
  conditions: readonly Expression[],
  isWhole: (domain: Domain) => boolean,
): StateFacts {
  const relations = conditions.flatMap(conjuncts).flatMap((part) => pairs(part, isWhole));
  return {
    isNonNegative: relations.some(saysNonNegative),
    isAcute: conditions.flatMap(conjuncts).some((part) => saysAcute(part, isWhole)),
    largest: relations.flatMap((pair) => largestOf(pair)),
    largestInSize: relations.flatMap(largestInSizeOf),
  };
}

/** a >= b, or a > b, or a = b: `all(i in 1..k, ...)` stands with its letter. */
interface Pair {
  readonly left: Expression;
  readonly right: Expression;
  readonly isEqual: boolean;
  /** The letter that runs over all indices, if the relation is under such a quantifier. */
  readonly letter?: string;
  /** The index at which the relation need not hold. */
  readonly except?: Expression;
}

export function conjuncts(e: Expression): readonly Expression[] {
  return e.kind === "binary" && e.operator === "and"
    ? [...conjuncts(e.left), ...conjuncts(e.right)]
    : [e];
}

function pairs(e: Expression, isWhole: (domain: Domain) => boolean): readonly Pair[] {
  if (e.kind === "over" && e.operator === "all" && isWhole(e.domain)) {
    return conjuncts(e.body).flatMap((part) => underLetter(part, e.variable));
  }
  if (e.kind !== "comparison") return [];
  return e.operators.flatMap((relation, i) =>
    ordered(relation, e.operands[i]!, e.operands[i + 1]!),
  );
}

/** The relations of one part under a quantifier: plain, or `i = c or ...`. */
function underLetter(part: Expression, letter: string): readonly Pair[] {
  const never = (): boolean => false;
  if (part.kind !== "binary" || part.operator !== "or") {
    return pairs(part, never).map((pair) => ({ ...pair, letter }));
  }
  const { left, right } = part;
  if (left.kind !== "comparison" || left.operators.length !== 1 || left.operators[0] !== "=") {
    return [];
  }
  const [a, b] = left.operands;
  if (a?.kind !== "name" || a.name !== letter || b === undefined) return [];
  return pairs(right, never).map((pair) => ({ ...pair, letter, except: b }));
}

function ordered(relation: Relation, a: Expression, b: Expression): readonly Pair[] {
  switch (relation) {
    case ">=":
    case ">":
      return [{ left: a, right: b, isEqual: false }];
    case "<=":
    case "<":
      return [{ left: b, right: a, isEqual: false }];
    case "=":
      return [
        { left: a, right: b, isEqual: true },
        { left: b, right: a, isEqual: true },
      ];
    case "!=":
      return [];
  }
}

function saysNonNegative({ left, right, letter, except }: Pair): boolean {
  if (except !== undefined) return false;
  if (right.kind !== "number" || right.value.num < 0n) return false;
  if (isCallOf(left, "min")) return true;
  return letter !== undefined && indexOf(left, letter);
}

/** c where the relation says that u[c] is at least every overlap. */
function largestOf({ left, right, letter, except }: Pair): readonly Expression[] {
  if (left.kind !== "indexed" || left.name !== "u" || left.indices.length !== 1) return [];
  const index = left.indices[0]!;
  if (isCallOf(right, "max")) return [index];
  if (letter === undefined || !indexOf(right, letter)) return [];
  // Where the relation leaves out one index, it must be c itself: u[c] <= u[c].
  if (except !== undefined && formatExpression(except) !== formatExpression(index)) return [];
  return index.kind === "name" && index.name === letter ? [] : [index];
}

/** c where the relation says that |u[c]| is at least every |u[i]|. */
function largestInSizeOf({ left, right, ...rest }: Pair): readonly Expression[] {
  const [a, b] = [left, right].map(insideOfSize);
  return a === undefined || b === undefined ? [] : largestOf({ left: a, right: b, ...rest });
}

/** u[i] of abs(u[i]): |max(u)| is not the largest of the |u[i]|. */
function insideOfSize(e: Expression): Expression | undefined {
  const [inside] = e.kind === "call" && e.name === "abs" ? e.args : [];
  return inside?.kind === "indexed" ? inside : undefined;
}

/** `all(i in 1..k, all(j in 1..k, A[i,j] >= 0))`. */
function saysAcute(e: Expression, isWhole: (domain: Domain) => boolean): boolean {
  const letters: string[] = [];
  let body = e;
  while (body.kind === "over" && body.operator === "all" && isWhole(body.domain)) {
    letters.push(body.variable);
    body = body.body;
  }
  if (letters.length !== 2 || body.kind !== "comparison" || body.operators.length !== 1) {
    return false;
  }
  const [low, high] = body.operators[0] === "<=" || body.operators[0] === "<" ? [0, 1] : [1, 0];
  if (body.operators[0] === "!=" || body.operators[0] === "=") return false;
  const [below, entry] = [body.operands[low]!, body.operands[high]!];
  return (
    below.kind === "number" &&
    below.value.num >= 0n &&
    entry.kind === "indexed" &&
    entry.name === "A" &&
    entry.indices.length === 2 &&
    new Set(entry.indices.map((index) => (index.kind === "name" ? index.name : ""))).size === 2 &&
    entry.indices.every((index) => index.kind === "name" && letters.includes(index.name))
  );
}

/** Whether the expression is u[letter]. */
const indexOf = (e: Expression, letter: string): boolean =>
  e.kind === "indexed" &&
  e.name === "u" &&
  e.indices.length === 1 &&
  e.indices[0]?.kind === "name" &&
  e.indices[0].name === letter;

/** Whether the expression is `min(u)` or `max(u)`. */
const isCallOf = (e: Expression, name: string): boolean =>
  e.kind === "call" &&
  e.name === name &&
  e.args.length === 1 &&
  e.args[0]?.kind === "name" &&
  e.args[0].name === "u";
