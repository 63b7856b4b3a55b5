/**
 * Which cases a claim is about: those at which no condition or assumption is known to fail.
 *
 * Of the parameters alone that is decided exactly, or by intervals where it is not rational.
 * Coefficients of links, such as `c[3]`, are those
 * of the exact core: which cases are tried is no evidence of either witness. An inequality that is
 * open to within their errors keeps the case. What mentions the state, or a parameter that the
 * observation moves, is not known here.
 */

import { evaluateExact } from "../../model/bind/evaluate.ts";
import { conditionsOf } from "../../model/conditions.ts";
import type { Expression } from "../../model/expression/expression.ts";
import { conjuncts, freeNames } from "../../model/expression/traverse.ts";
import type { StudentLink } from "../../model/spec.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import { slackOf, truthOf } from "../../numeric/evaluate/slack.ts";
import { isFailure } from "../../numeric/failure.ts";
import { type Measured, measured, product, unitRoundoff } from "../../numeric/measured.ts";
import { expandLink, highestOrder } from "../../symbolic/links/expand-link.ts";
import type { HermiteCoefficient, LinkOutcome } from "../../symbolic/links/expansion.ts";
import { type Case, familiesOf } from "./case.ts";

/** @param left parameters that have no value yet */
export function meetsConditions(at: Case, left: ReadonlySet<string>): boolean {
  return conditionsOf(at.setting)
    .flatMap(conjuncts)
    .every(
      (condition) =>
        (evaluateExact(condition, at.binding) ?? truthInNumbers(condition, at, left)) !== false,
    );
}

/**
 * The truth of a condition that is not rational, such as x > sqrt(2/5), or speaks of coefficients
 * of the links; `undefined` where it stays open.
 */
function truthInNumbers(
  condition: Expression,
  at: Case,
  left: ReadonlySet<string>,
): boolean | undefined {
  const ofLinks = namesOfLinks(at.setting.model.student.link);
  const names = [...freeNames(condition)];
  if (names.some((name) => left.has(name))) return undefined;
  const isOfLinks = names.some((name) => ofLinks.has(name));
  const environment = isOfLinks ? coefficientsAt(at) : familiesOf(at);
  if (environment === undefined) return undefined;
  const slack = slackOf(at.close(condition), environment);
  return isFailure(slack) ? undefined : truthOf(slack);
}

/** Degrees that are expanded at first. */
const usual = 12;

/** The coefficients of the teacher's link and of a student's that is fixed. */
function coefficientsAt(at: Case): Environment | undefined {
  const instance = at.instance();
  if (typeof instance === "string" || instance.teacher.kind !== "sum") return undefined;
  const teacher = expansionOf(instance.teacher.link);
  const { link } = instance.student;
  const student =
    link.kind === "same"
      ? teacher
      : link.kind === "expression"
        ? expansionOf(link.expression)
        : { of: () => undefined, last: undefined };
  const [lastA, lastB] = [student, teacher].map((links) => links.last);
  const named = (name: string, p: number): Measured | undefined => {
    const [a, b] = [student.of(p), teacher.of(p)];
    if (name === "a") return a;
    if (name === "b") return b;
    return name === "c" && a !== undefined && b !== undefined ? product(a, b) : undefined;
  };
  const least = Math.min(lastA ?? Number.POSITIVE_INFINITY, lastB ?? Number.POSITIVE_INFINITY);
  return {
    lastIndex: (name) => {
      if (name === "a") return lastA;
      if (name === "b") return lastB;
      return name === "c" && Number.isFinite(least) ? least : undefined;
    },
    name: () => undefined,
    indexed: (name, [p, ...others]) =>
      p === undefined || others.length > 0 ? undefined : named(name, p),
  };
}

interface LinkCoefficients {
  readonly of: (p: number) => Measured | undefined;
  /** The degree of a polynomial. */
  readonly last: number | undefined;
}

/** The coefficient of each degree, as far as the exact core has it. */
function expansionOf(link: Expression): LinkCoefficients {
  const known = new Map<number, LinkOutcome>();
  const expanded = (p: number): LinkOutcome => {
    const order = Math.max(p, usual);
    const expansion = known.get(order) ?? expandLink(link, "z", Math.min(order, highestOrder));
    known.set(order, expansion);
    return expansion;
  };
  const first = expanded(usual);
  return {
    of: (p) => {
      const expansion = expanded(p);
      const found = expansion.kind === "expansion" ? expansion.coefficients[p] : undefined;
      return found && quantity(found);
    },
    last: first.kind === "expansion" ? first.polynomialDegree : undefined,
  };
}

/** A decimal of the exact core as a double. */
function quantity({ value, error, basis }: HermiteCoefficient): Measured {
  const near = Number(value);
  const isExact = error === 0 && Number.isInteger(near);
  return measured(near, isExact ? 0 : error + unitRoundoff * Math.abs(near), basis);
}

/** Names that the links alone decide: the coefficients of a link that is learned are states. */
const namesOfLinks = ({ kind }: StudentLink): ReadonlySet<string> =>
  new Set(kind === "same" || kind === "expression" ? ["a", "b", "c"] : ["b"]);
