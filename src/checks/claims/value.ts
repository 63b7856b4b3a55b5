/**
 * What a right-hand side is worth at a case.
 */

import { evaluateRational } from "../../model/bind/evaluate.ts";
import type { Expression } from "../../model/expression/expression.ts";
import { equals, rationalOfNumber, toNumber } from "../../model/rational.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import { evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import { isFailure } from "../../numeric/failure.ts";
import { type Measured, unitRoundoff } from "../../numeric/measured.ts";
import { exactValueOf } from "../../symbolic/exact-value.ts";
import { type Case, familiesOf } from "../cases/case.ts";
import type { BudgetTerm, Reading } from "../judge/budget.ts";
import { kept, type Rule } from "../judge/figure.ts";

/**
 * The value with its rounding as budget; `undefined` if it has none here.
 *
 * @param environment what state names mean, for a right-hand side that mentions the state
 */
export function worthOf(
  expression: Expression,
  at: Case,
  environment?: Environment,
): Omit<Reading, "name"> | undefined {
  const exact = evaluateRational(expression, at.binding);
  if (exact !== undefined) {
    const value = toNumber(exact);
    if (!Number.isFinite(value)) return undefined;
    const isDouble = equals(rationalOfNumber(value), exact);
    return {
      value,
      budget: rounding(isDouble ? 0 : Math.abs(value) * 2 * unitRoundoff),
      exact: () => ({ lower: exact, upper: exact }),
    };
  }
  const names = environment ?? familiesOf(at);
  const measured = evaluateNumber(at.close(expression), names);
  if (isFailure(measured)) return undefined;
  return { ...readingOf(measured), exact: () => exactValueOf(expression, at.binding) };
}

/** The value that is claimed for a parameter, as a line across a picture. */
export function claimedPlace(
  equals: Expression | undefined,
  parameter: string,
  at: Case,
  environment?: Environment,
): readonly Rule[] {
  const value = equals && worthOf(equals, at, environment)?.value;
  if (value === undefined || !Number.isFinite(value)) return [];
  return [{ label: `claimed ${parameter}`, x: kept(value) }];
}

/** A measured number as a reading without a name. */
export const readingOf = ({ value, error, basis }: Measured): Omit<Reading, "name"> => ({
  value,
  budget: error === 0 ? [] : [{ name: "rounding", error, basis }],
});

const rounding = (error: number): readonly BudgetTerm[] =>
  error === 0 ? [] : [{ name: "rounding", error, basis: "bound" }];
