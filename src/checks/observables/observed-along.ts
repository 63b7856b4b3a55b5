/**
 * What a quantity is worth along the path from a start, or over the randomness of starts and of
 * samples.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { mentionsRandomness } from "../../model/expression/mentions.ts";
import { alongPath } from "../../numeric/along/along.ts";
import { evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import { type Failure, failure, isFailure } from "../../numeric/failure.ts";
import type { Measured } from "../../numeric/measured.ts";
import type { Case } from "../cases/case.ts";
import { pathFrom, type StartOptions, simulatedStarts } from "../cases/starts.ts";
import { usualLimits } from "../limits.ts";
import { overEnsemble } from "./over-randomness.ts";

export interface ValueOptions extends StartOptions {
  /** Starts of an ensemble; see {@link Ensemble}. */
  readonly size?: number;
  readonly isBatch?: boolean;
}

/** The number, or why it has none here. */
export function observedAlong(of: Expression, at: Case, options: ValueOptions): Measured | Failure {
  const closed = at.close(of, options.more);
  const isRandom = mentionsRandomness(of);
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
