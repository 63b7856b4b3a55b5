/**
 * How near a predicate comes to failing along the trajectories of a case.
 *
 * A set is invariant if the slack of its predicate stays >= 0 on every path that begins with a
 * slack >= 0. Paths begin at starts that meet the conditions, and at others led from them towards
 * the boundary of the set, where a flow that leaves it must pass. The least slack over the moments
 * of all these paths is what is seen; a neighbouring set, given by a shift of the slack or by its
 * opposite, is asked in the same way. A loose run tells which paths come lowest, and those alone
 * are followed with a stated error.
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

/** Paths in all: more where starts are free, since those led to the boundary then reach it. */
const [mostPaths, mostPathsOfGiven] = [10, 6];
/** Paths that are followed to full accuracy, draws, moments on each path. */
const [mostFollowed, mostDraws, moments] = [2, 80, 32];
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
  const slackAt: SlackAt = (moment, path) => {
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
  const enough = isStartFixed(at) ? 1 : isFree ? mostPaths : mostPathsOfGiven;
  const begun: Begun[] = [];
  for (let i = 0; i < mostDraws && begun.length < enough; i++) {
    const drawn = starts();
    if (isFailure(drawn)) return drawn;
    const value = atStart(drawn);
    if (isFailure(value)) return value;
    if (value.value < 0) continue;
    // Every other path begins near the boundary.
    const redrawn = isFree ? undefined : starts;
    const isLed = begun.length % 2 === 1;
    const start = isLed ? ledDown(simulation, drawn, atStart, random, redrawn) : drawn;
    const first = start === drawn ? value : atStart(start);
    if (isFailure(first)) return first;
    begun.push({ start, atStart: first, path: pathFrom(simulation, start) });
  }
  return leastOfLowest(begun, slackAt);
}

/** A path with its start, and the slack there. */
interface Begun {
  readonly start: Float64Array;
  readonly atStart: Measured;
  readonly path: Path;
}

/** The least slack on those paths that come lowest by their loose runs. */
function leastOfLowest(
  begun: readonly Begun[],
  slackAt: SlackAt,
): LeastAlong | undefined | Failure {
  const isChosen = begun.length > mostFollowed;
  const ranked = begun
    .map((one) => ({ ...one, rank: isChosen ? looselyLeast(one.path, slackAt) : 0 }))
    .sort((a, b) => a.rank - b.rank);
  let lowest: LeastAlong | undefined;
  for (const { start, atStart, path } of ranked.slice(0, mostFollowed)) {
    const least = leastOn(path, slackAt);
    if (isFailure(least)) return least;
    if (lowest === undefined || least.value < lowest.least.value)
      lowest = { least, start, atStart };
    // One path that leaves the set for certain is enough.
    if (least.value + least.error < 0) break;
  }
  return lowest;
}

/** The least slack on a loose run; what cannot be said of a path puts it first. */
function looselyLeast(path: Path, slackAt: SlackAt): number {
  let least = Number.POSITIVE_INFINITY;
  for (const moment of path.outline(moments)) {
    // How far a loose run is off is not known, and nothing rests on it.
    const slack = slackAt({ ...moment, error: 0 }, path);
    if (isFailure(slack)) return Number.NEGATIVE_INFINITY;
    least = Math.min(least, slack.value);
  }
  return Number.isFinite(least) ? least : Number.NEGATIVE_INFINITY;
}

type SlackAt = (moment: Moment, path: Path) => Measured | Failure;

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

function leastOn(path: Path, slackAt: SlackAt): Measured | Failure {
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
