/**
 * The runs of an experiment at one of its settings.
 *
 * A start has a stream of random numbers of its own, named by the seed and the number of the run
 * alone: settings that differ in their loss or dynamics begin from the same states.
 */
import { type Path, roughly } from "../../numeric/along/path.ts";
import { isFailure } from "../../numeric/failure.ts";
import { randomStream } from "../../numeric/random/stream.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import { type Case, failureText, simulationAt } from "../cases/case.ts";
import { type Starts, startsOf } from "../cases/starts.ts";

export interface ExperimentRun {
  readonly simulation: Simulation;
  readonly path: Path;
}

/** One run, or why there is none. @param run from 1 */
export function experimentRun(at: Case, run: number): ExperimentRun | string {
  const simulation = simulationAt(at);
  if (typeof simulation === "string") return simulation;
  const start = startsOfRun(at, simulation, run)();
  if (isFailure(start)) return failureText(start);
  const noise = randomStream(at.seed, `${at.claimId}/samples`, String(run));
  return { simulation, path: roughly(simulation.path(start, noise)) };
}

/** Starts under the conditions of the case, from the stream of a run. */
export const startsOfRun = (at: Case, simulation: Simulation, run: number): Starts =>
  startsOf({ ...at, key: String(run) }, simulation, { use: "experiment", isLawKept: true });
