/**
 * What a quantity is worth at a case: of the parameters alone, along the path from a start, or over
 * the randomness of the start.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { mentionsRandomness, mentionsTime } from "../../model/expression/mentions.ts";
import { evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import type { Failure } from "../../numeric/failure.ts";
import type { Measured } from "../../numeric/measured.ts";
import { type Case, simulationAt } from "../cases/case.ts";
import { stateless } from "./environment.ts";
import { observedAlong, type ValueOptions } from "./observed-along.ts";

/** The number, or why it has none here. */
export function observedValue(of: Expression, at: Case, options: ValueOptions): Measured | Failure {
  const simulation = simulationAt(at, options.more);
  const beside = stateless(at, simulation, options.more, options);
  if (mentionsRandomness(of)) return observedAlong(of, at, { ...options, beside });
  if (mentionsTime(of)) return observedAlong(of, at, options);
  return evaluateNumber(at.close(of, options.more), beside);
}
