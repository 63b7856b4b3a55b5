/**
 * What a quantity is worth at a case: of the parameters alone, along the path from a start, or over
 * the randomness of the start.
 */
import type { Expression } from "../model/expression/expression.ts";
import { mentionsRandomness, mentionsTime } from "../model/expression/mentions.ts";
import { alongPath } from "../numeric/along/along.ts";
import { evaluateNumber } from "../numeric/evaluate/evaluate-number.ts";
import { type Failure, failure, isFailure } from "../numeric/failure.ts";
import type { Measured } from "../numeric/measured.ts";
import { type Case, simulationAt } from "./case.ts";
import { stateless, type Whole } from "./environment.ts";
import { usualLimits } from "./limits.ts";
import { overEnsemble } from "./over-randomness.ts";
import { pathFrom, type StartOptions, simulatedStarts } from "./starts.ts";

export interface ValueOptions extends StartOptions {
  /** Starts of an ensemble; see {@link Ensemble}. */
  readonly size?: number;
  readonly isBatch?: boolean;
}

/** The number, or why it has none here. */
export function observedValue(of: Expression, at: Case, options: ValueOptions): Measured | Failure {
  const closed = at.close(of, options.more);
  const isRandom = mentionsRandomness(of);
  if (!isRandom && !mentionsTime(of)) {
    const simulation = simulationAt(at, options.more);
    const whole: Whole = (part, there, more) => observedValue(part, there, { ...options, more });
    return evaluateNumber(closed, stateless(at, simulation, options.more, whole));
  }
  const supply = simulatedStarts(at, { ...options, isLawKept: isRandom });
  if (typeof supply === "string") return failure("unsupported-model", supply);
  const { simulation, starts } = supply;
  if (isRandom) {
    const { samples } = at.limits ?? usualLimits;
    const { size = samples / 2, isBatch = false } = options;
    return evaluateNumber(closed, overEnsemble({ simulation, starts, size, isBatch }, {}));
  }
  const w = starts();
  if (isFailure(w)) return w;
  return evaluateNumber(closed, alongPath(simulation.observables, pathFrom(simulation, w)));
}
