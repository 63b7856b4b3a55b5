/**
 * Predicates of attractors: comparisons between overlaps, joined by and, or, not.
 *
 * Overlaps come in a common positive unit, so only comparisons that do not depend on it have a
 * meaning here: between u[i], min(u), max(u) and 0. Along a branch without critical points the
 * order of the slots does not change, which is why such predicates change at critical values only.
 */

import { evaluateInteger } from "../../../../model/bind/evaluate.ts";
import type { Binding } from "../../../../model/bind/instance.ts";
import type { Expression } from "../../../../model/expression/expression.ts";
import { isRelated } from "../../../../model/expression/relation.ts";
import * as Q from "../../../../model/rational.ts";
import * as E from "../../../exact/enclosure.ts";
import { NotDerivable } from "../../../term/not-derivable.ts";

/** Overlaps u[1..k] of one attractor, in a common positive unit. */
export type Member = readonly E.Enclosure[];

/** Whether the predicate holds; `undefined` if the enclosures do not decide. */
export function holdsFor(
  predicate: Expression,
  member: Member,
  binding: Binding,
): boolean | undefined {
  const inner = (e: Expression): boolean | undefined => holdsFor(e, member, binding);
  switch (predicate.kind) {
    case "comparison": {
      const values = predicate.operands.map((e) => valueFor(e, member, binding));
      const links = predicate.operators.map((relation, i) => {
        const [left, right] = [values[i]!, values[i + 1]!];
        // Indices in one slot share their value, whatever its enclosure.
        const sign = left === right ? 0 : E.signOf(E.subtract(left, right));
        return sign === undefined ? undefined : isRelated(sign, relation);
      });
      if (links.includes(false)) return false;
      return links.includes(undefined) ? undefined : true;
    }
    case "unary": {
      const operand = predicate.operator === "not" ? inner(predicate.operand) : undefined;
      return operand === undefined ? undefined : !operand;
    }
    case "binary": {
      const [left, right] = [inner(predicate.left), inner(predicate.right)];
      if (predicate.operator === "and") {
        if (left === false || right === false) return false;
        return left === undefined || right === undefined ? undefined : true;
      }
      if (predicate.operator === "or") {
        if (left === true || right === true) return true;
        return left === undefined || right === undefined ? undefined : false;
      }
      break;
    }
  }
  throw new NotDerivable("a predicate of attractors that is no comparison of overlaps");
}

function valueFor(e: Expression, member: Member, binding: Binding): E.Enclosure {
  if (e.kind === "number" && Q.isZero(e.value)) return E.exactly(Q.zero);
  if (e.kind === "indexed" && e.name === "u" && e.indices.length === 1) {
    const j = evaluateInteger(e.indices[0]!, binding);
    const value = j === undefined ? undefined : member[j - 1];
    if (value !== undefined) return value;
  }
  if (e.kind === "call" && e.args.length === 1 && e.args[0]?.kind === "name") {
    if (e.args[0].name === "u" && (e.name === "min" || e.name === "max")) {
      return member.reduce(e.name === "min" ? lesser : greater);
    }
  }
  throw new NotDerivable("a comparison of something other than overlaps and 0");
}

/** The lesser of two values: one of them where that is certain, else an enclosure of both. */
const lesser = (a: E.Enclosure, b: E.Enclosure): E.Enclosure => {
  if (a === b || Q.compare(a.upper, b.lower) <= 0) return a;
  return Q.compare(b.upper, a.lower) <= 0 ? b : E.hull(a, b);
};
const greater = (a: E.Enclosure, b: E.Enclosure): E.Enclosure => {
  if (a === b || Q.compare(a.lower, b.upper) >= 0) return a;
  return Q.compare(b.lower, a.upper) >= 0 ? b : E.hull(a, b);
};
