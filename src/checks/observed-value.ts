/**
 * What a quantity is worth at a case: of the parameters alone, along the path from a start, or over
 * the randomness of the start.
 */
import type { Expression } from "../model/expression/expression.ts";
import { alongPath } from "../numeric/along/along.ts";
import { evaluateNumber } from "../numeric/evaluate/evaluate-number.ts";
import { type Failure, failure, isFailure } from "../numeric/failure.ts";
import type { Measured } from "../numeric/measured.ts";
import type { Case } from "./case.ts";
import { pathFrom, type StartOptions, simulatedStarts } from "./starts.ts";

/** The number, or why it has none here. */
export function observedValue(of: Expression, at: Case, options: StartOptions): Measured | Failure {
  const closed = at.close(of, options.more);
  const known = evaluateNumber(closed);
  if (!isFailure(known)) return known;
  const supply = simulatedStarts(at, options);
  if (typeof supply === "string") return failure("unsupported-model", supply);
  const { simulation, starts } = supply;
  const w = starts();
  if (isFailure(w)) return w;
  return evaluateNumber(closed, alongPath(simulation.observables, pathFrom(simulation, w)));
}
