/**
 * How near a predicate comes to failing along the trajectories of a case.
 *
 * A set is invariant if the slack of its predicate stays >= 0 on every path that begins with a
 * slack >= 0. Paths begin at starts that meet the conditions, and at others led from them towards
 * the boundary of the set, where a flow that leaves it must pass. The least slack over the moments
 * of all these paths is what is seen; a neighbouring set, given by a shift of the slack or by its
 * opposite, is asked in the same way.
 */

import type { Expression } from "../../model/expression/expression.ts";
import type { Moment, Path } from "../../numeric/along/path.ts";
import { slackOf } from "../../numeric/evaluate/slack.ts";
import { type Failure, isFailure } from "../../numeric/failure.ts";
import { type Measured, measured } from "../../numeric/measured.ts";
import type { RandomStream } from "../../numeric/random/stream.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import { type Case, randomAt } from "../cases/case.ts";
import { isStartFixed, pathFrom, type Starts } from "../cases/starts.ts";
import { alongCase } from "./along-case.ts";

/** A version of the predicate: `sign` times its slack, less `shift`. */
export interface Version {
  readonly sign: 1 | -1;
  readonly shift: number;
}

export interface LeastAlong {
  readonly least: Measured;
  /** The start of the path that it was seen on, and its slack there. */
  readonly start: Float64Array;
  readonly atStart: Measured;
}

/** Paths in all, draws to find their starts, and moments on each. */
const [mostPaths, mostDraws, moments] = [6, 80, 32];
/** Moves of one start towards the boundary, and draws where it must not be moved. */
const [mostMoves, mostRedrawn] = [60, 20];

/** The least slack of a version of the predicate along paths that begin in its set. */
export function leastSlackAlong(
  predicate: Expression,
  { sign, shift }: Version,
  at: Case,
  simulation: Simulation,
  starts: Starts,
): LeastAlong | undefined | Failure {
  const random = randomAt(at, "towards the boundary");
  const slackAt = (moment: Moment, path: Path): Measured | Failure => {
    const slack = slackOf(predicate, alongCase(at, simulation, path, moment));
    if (isFailure(slack)) return slack;
    if (slack.kind === "slack") {
      const { value, error, basis } = slack.slack;
      return measured(sign * value - shift, error, basis);
    }
    return measured(slack.truth === undefined ? 0 : slack.truth ? sign : -sign, 0);
  };
  const atStart = (w: Float64Array): Measured | Failure =>
    slackAt({ t: 0, w, error: 0 }, pathFrom(simulation, w));

  const isFree = at.setting.start.every(({ value }) => value === undefined);
  const enough = isStartFixed(at) ? 1 : mostPaths;
  let lowest: LeastAlong | undefined;
  let paths = 0;
  for (let i = 0; i < mostDraws && paths < enough; i++) {
    const drawn = starts();
    if (isFailure(drawn)) return drawn;
    const value = atStart(drawn);
    if (isFailure(value)) return value;
    if (value.value < 0) continue;
    // Every other path begins near the boundary.
    const redrawn = isFree ? undefined : starts;
    const w = paths % 2 === 1 ? ledDown(simulation, drawn, atStart, random, redrawn) : drawn;
    paths += 1;
    const seen = leastOn(simulation, w, slackAt);
    if (isFailure(seen)) return seen;
    if (lowest === undefined || seen.value < lowest.least.value) {
      const first = w === drawn ? value : atStart(w);
      if (isFailure(first)) return first;
      lowest = { least: seen, start: w, atStart: first };
    }
    // One path that leaves the set for certain is enough.
    if (seen.value + seen.error < 0) break;
  }
  return lowest;
}

/**
 * A start as near to the boundary as can be had without leaving the set: moved there at random
 * where starts are free. Where `start:` says something, a moved start would be one that the claim
 * does not speak of, and the nearest of several draws is taken.
 */
function ledDown(
  simulation: Simulation,
  start: Float64Array,
  slackAt: (w: Float64Array) => Measured | Failure,
  random: RandomStream,
  redrawn: Starts | undefined,
): Float64Array {
  let [w, least] = [start, Number.POSITIVE_INFINITY];
  for (let i = 0; i < (redrawn === undefined ? mostMoves : mostRedrawn); i++) {
    const next = redrawn?.() ?? simulation.movedState(w, random.uniform() ** 3, random);
    if (isFailure(next)) break;
    const slack = slackAt(next);
    if (isFailure(slack) || slack.value < 0 || slack.value >= least) continue;
    [w, least] = [next, slack.value];
  }
  return w;
}

function leastOn(
  simulation: Simulation,
  w: Float64Array,
  slackAt: (moment: Moment, path: Path) => Measured | Failure,
): Measured | Failure {
  const path = pathFrom(simulation, w);
  const later = path.at(path.times(moments).filter((t) => t > 0));
  if (isFailure(later)) return later;
  let least: Measured | undefined;
  for (const moment of [path.start, ...later]) {
    const slack = slackAt(moment, path);
    if (isFailure(slack)) return slack;
    if (least === undefined || slack.value < least.value) least = slack;
  }
  return least ?? measured(0, 0, "exact");
}
