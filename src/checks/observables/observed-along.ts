/**
 * What a quantity is worth along the path from a start, or over the randomness of starts and of
 * samples.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { mentionsRandomness } from "../../model/expression/mentions.ts";
import { alongPath } from "../../numeric/along/along.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import { evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import { type Failure, failure, isFailure } from "../../numeric/failure.ts";
import type { Measured } from "../../numeric/measured.ts";
import type { Case } from "../cases/case.ts";
import { pathFrom, type StartOptions, simulatedStarts } from "../cases/starts.ts";
import { usualLimits } from "../limits.ts";
import { overEnsemble } from "./over-randomness.ts";

/** The ensembles in which statistics are taken; see `Ensemble`. */
export interface EnsembleOptions {
  readonly size?: number;
  readonly isBatch?: boolean;
  readonly isDrawn?: boolean;
}

export interface ValueOptions extends StartOptions, EnsembleOptions {
  /** What is said of other models, `at(e, n = x)`, beside statistics of this one. */
  readonly beside?: Environment;
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
    const { size = samples / 2, isBatch = false, isDrawn = false, beside = {} } = options;
    const ensemble = { simulation, starts, size, isBatch, isDrawn };
    return evaluateNumber(closed, overEnsemble(ensemble, beside));
  }
  const w = starts();
  if (isFailure(w)) return w;
  return evaluateNumber(closed, alongPath(simulation.observables, pathFrom(simulation, w)));
}
