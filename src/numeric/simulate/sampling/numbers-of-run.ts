/**
 * How many numbers the samples of one run are, labelled and unlabelled, and what they cost.
 *
 * A gradient reads every number of the samples twice, for a multiplication and a sum each.
 */
import type { ModelInstance } from "../../../model/bind/instance.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import { evaluateNumber } from "../../evaluate/evaluate-number.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";

/** Numbers of the samples of one run: 32 MB of them. */
export const mostNumbers = 2 ** 22;

/** Those that a run keeps; minibatches are drawn and forgotten. */
export function numbersOfRun({ dynamics, dimension }: ModelInstance): number | Failure {
  let rows = 0;
  for (const what of ["samples", "unlabelled"] as const) {
    const count = dynamics[what] && wholeNumber(what, dynamics[what]);
    if (isFailure(count)) return count;
    rows += count ?? 0;
  }
  return rows * dimension;
}

/** What samples of so many numbers cost: operations of one gradient, and room. */
export const costOf = (numbers: number): string =>
  `${operations(numbers)} and ${inUnits(8 * numbers, "B")} a step`;

/** The operations of one gradient on samples of so many numbers, `4.20 MFLOP`. */
export const operations = (numbers: number): string => inUnits(4 * numbers, "FLOP");

const prefixes = ["", "k", "M", "G", "T", "P"] as const;

function inUnits(amount: number, unit: string): string {
  const place = Math.floor(Math.log10(Math.max(amount, 1)) / 3);
  const step = Math.min(prefixes.length - 1, place);
  return `${(amount / 1000 ** step).toPrecision(3)} ${prefixes[step]}${unit}`;
}

/** An expression that has to be a positive integer. */
export function wholeNumber(what: string, expression: Expression): number | Failure {
  const value = evaluateNumber(expression);
  if (isFailure(value)) return value;
  if (Number.isInteger(value.value) && value.value >= 1) return value.value;
  return failure("wrong-arguments", `${what}: expected an integer >= 1, got ${value.value}`);
}
