/**
 * Whether two right-hand sides differ somewhere on the domain, by canonical forms.
 */
import type { Setting } from "../../model/claim.ts";
import type { Expression, Over } from "../../model/expression/expression.ts";
import { formatDomain } from "../../model/expression/format.ts";
import { exactQuotient } from "../exact/division.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import { areEqual, closedValue } from "../families/spiked/closed-value.ts";
import { parameterMeaning } from "../parameter-meaning.ts";
import type { Prediction } from "../prediction.ts";
import { type Meaning, termOf } from "../term/interpret.ts";
import { NotDerivable, orReason } from "../term/not-derivable.ts";
import { powerBases } from "../term/power.ts";
import * as T from "../term/term.ts";

/**
 * @param letters index letters of the quantities of the claim
 * @returns `undefined` if a side has no exact meaning
 */
export function differ(
  setting: Setting,
  prediction: Prediction,
  a: Expression,
  b: Expression,
  letters: readonly string[],
): boolean | undefined {
  const meaning = prediction.status === "derived" ? prediction.meaning : parameterMeaning(setting);
  const bound = new Map(letters.map((letter) => [letter, `#${letter}`]));
  try {
    if (isRoot(a) && isRoot(b)) return sameRoots(a, b, meaning) ? false : undefined;
    return !T.equal(termOf(a, meaning, bound), termOf(b, meaning, bound));
  } catch (error) {
    if (error instanceof NotDerivable) return sameNumber(setting, a, b) ? false : undefined;
    throw error;
  }
}

/** Whether both sides are one number in closed form, whatever the parameters: `min(1, 2*C)`. */
function sameNumber(
  { model: { teacher, student } }: Setting,
  a: Expression,
  b: Expression,
): boolean {
  if (teacher.link.kind === "any") return false;
  if (student.link.kind !== "expression" && student.link.kind !== "same") return false;
  const f = teacher.link.expression;
  const links = { teacher: f, student: student.link.kind === "same" ? f : student.link.expression };
  return orReason(() => areEqual(closedValue(a, links), closedValue(b, links))) === true;
}

const isRoot = (e: Expression): e is Over => e.kind === "over" && e.operator === "root";

/**
 * Whether two `root(x in D, e)` are sure to be the same: one e is the other times powers of bases
 * that are positive wherever e has a value.
 */
function sameRoots(a: Over, b: Over, meaning: Meaning): boolean {
  if (a.variable !== b.variable || formatDomain(a.domain) !== formatDomain(b.domain)) return false;
  const letter = T.ofRationalFunction(R.variable(a.variable));
  const within: Meaning = {
    ...meaning,
    name: (name) => (name === a.variable ? letter : meaning.name(name)),
  };
  const [left, right] = [termOf(a.body, within), termOf(b.body, within)];
  const [first, second] = [left.monomials[0], right.monomials[0]];
  if (first === undefined || second === undefined) return left === right;
  const ratio = R.divide(first.coefficient, second.coefficient);
  if (!T.equal(left, T.multiply(right, T.ofRationalFunction(ratio)))) return false;
  const bases = [...powerBases(left), ...powerBases(right)];
  return [ratio.numerator, ratio.denominator].every((part) => isProductOf(part, bases));
}

/** Whether a polynomial is a constant times powers of the bases. */
function isProductOf(a: P.Polynomial, bases: readonly P.Polynomial[]): boolean {
  let rest = a;
  for (const base of bases) {
    for (let next = exactQuotient(rest, base); next !== undefined && !P.isConstant(rest); ) {
      rest = next;
      next = exactQuotient(rest, base);
    }
  }
  return P.isConstant(rest);
}
