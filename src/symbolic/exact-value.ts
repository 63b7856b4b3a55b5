/**
 * Numbers as the exact core knows them, and whether two of them are the same.
 *
 * Rationals and algebraic numbers are compared exactly, by a gcd [Basu2006, §10.4]. Of numbers that
 * are enclosed it is certain that they differ where the enclosures are disjoint, and else that they
 * differ by no more than the widths; [Moore2009, Ch. 2].
 */

import { bindExpression } from "../model/bind/bind-expression.ts";
import { evaluateInteger, evaluateRational } from "../model/bind/evaluate.ts";
import type { Binding } from "../model/bind/instance.ts";
import type { Bound, Expression, Over } from "../model/expression/expression.ts";
import * as Q from "../model/rational.ts";
import { rationalFunctionOf } from "./decide/hypotheses.ts";
import {
  type AlgebraicNumber,
  algebraicOfRational,
  compareAlgebraic,
  compareWithRational,
  realRoots,
} from "./exact/algebraic-number.ts";
import * as E from "./exact/enclosure.ts";
import * as P from "./exact/polynomial.ts";
import * as R from "./exact/rational-function.ts";
import type { Meaning } from "./term/interpret.ts";
import * as T from "./term/term.ts";

/** An enclosure without width is that rational. */
export type ExactValue = AlgebraicNumber | E.Enclosure;

/** `within`: not told apart, by enclosures that overlap; `unknown`: one of them is missing. */
export type ExactRelation = "equal" | "within" | "apart" | "unknown";

export function relationOf(a: ExactValue | undefined, b: ExactValue | undefined): ExactRelation {
  if (a === undefined || b === undefined) return "unknown";
  const [x, y] = [algebraic(a), algebraic(b)];
  if (x !== undefined && y !== undefined) return compareAlgebraic(x, y) === 0 ? "equal" : "apart";
  if (x !== undefined) return liesIn(x, b) ? "within" : "apart";
  if (y !== undefined) return liesIn(y, a) ? "within" : "apart";
  const isDisjoint = Q.compare(a.upper, b.lower) < 0 || Q.compare(b.upper, a.lower) < 0;
  return isDisjoint ? "apart" : "within";
}

const liesIn = (x: AlgebraicNumber, { lower, upper }: E.Enclosure): boolean =>
  compareWithRational(x, lower) >= 0 && compareWithRational(x, upper) <= 0;

function algebraic(a: ExactValue): AlgebraicNumber | undefined {
  if ("minimalPolynomial" in a) return a;
  return E.isExact(a) ? algebraicOfRational(a.lower) : undefined;
}

/**
 * An expression in parameters alone, at their values: a rational, the only root of a rational
 * function, or an enclosure of what powers and square roots make.
 *
 * @returns `undefined` where it has no such value
 */
export function exactValueOf(expression: Expression, binding: Binding): ExactValue | undefined {
  const rational = evaluateRational(expression, binding);
  if (rational !== undefined) return E.exactly(rational);
  const bound = bindExpression(expression, binding);
  if (bound.kind === "over" && bound.operator === "root") return onlyRootOf(bound);
  return enclosureOf(bound);
}

/** An expression without names: arithmetic, rational powers, square roots, finite sums. */
function enclosureOf(e: Expression): E.Enclosure | undefined {
  switch (e.kind) {
    case "number":
      return E.exactly(e.value);
    case "unary": {
      const operand = enclosureOf(e.operand);
      return e.operator === "-" && operand !== undefined ? E.negate(operand) : undefined;
    }
    case "call": {
      const of = e.name === "sqrt" && e.args[0] ? enclosureOf(e.args[0]) : undefined;
      return of && E.power(of, Q.rational(1n, 2n));
    }
    case "binary": {
      const left = enclosureOf(e.left);
      if (left === undefined) return undefined;
      if (e.operator === "^") {
        const exponent = evaluateRational(e.right);
        return exponent && isShort(exponent) ? E.power(left, exponent) : undefined;
      }
      const right = enclosureOf(e.right);
      return right && arithmetic.get(e.operator)?.(left, right);
    }
    case "over":
      return e.operator === "sum" ? sumOf(e) : undefined;
    default:
      return undefined;
  }
}

type Operation = (a: E.Enclosure, b: E.Enclosure) => E.Enclosure | undefined;
const arithmetic: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ["+", E.add],
  ["-", E.subtract],
  ["*", E.multiply],
  ["/", E.divide],
]);

/** Exponents and numbers of terms up to this are worked out. */
const most = 10_000n;
const isShort = ({ num, den }: Q.Rational): boolean => num < most && num > -most && den < most;

function sumOf({ variable, domain, body }: Over): E.Enclosure | undefined {
  if (domain.kind !== "integers") return undefined;
  const [from, to] = [evaluateInteger(domain.from), evaluateInteger(domain.to)];
  if (from === undefined || to === undefined || to - from > most) return undefined;
  let total = E.exactly(Q.zero);
  for (let i = from; i <= to; i++) {
    const at = new Map([[variable, { kind: "exact" as const, value: Q.integer(i) }]]);
    const term = enclosureOf(bindExpression(body, at));
    if (term === undefined) return undefined;
    total = E.add(total, term);
  }
  return total;
}

const noNames: Meaning = {
  name: () => undefined,
  indexed: () => undefined,
  call: () => undefined,
};

/** The only change of sign in the open interval. */
function onlyRootOf({ variable, domain, body }: Over): AlgebraicNumber | undefined {
  if (domain.kind !== "reals") return undefined;
  const [lower, upper] = [endOf(domain.lower), endOf(domain.upper)];
  const letter = T.ofRationalFunction(R.variable(variable));
  const value = rationalFunctionOf(body, {
    ...noNames,
    name: (name) => (name === variable ? letter : undefined),
  });
  if (value === undefined || lower === undefined || upper === undefined) return undefined;
  const rootsOf = (part: P.Polynomial) =>
    P.isConstant(part) ? [] : realRoots(part, { lower, upper });
  if (rootsOf(value.denominator).length > 0) return undefined;
  const [only, ...others] = rootsOf(value.numerator);
  return others.length === 0 && only !== undefined && only.multiplicity % 2 === 1
    ? only.root
    : undefined;
}

const endOf = (end: Bound | undefined): Q.Rational | undefined =>
  end && evaluateRational(end.value);
