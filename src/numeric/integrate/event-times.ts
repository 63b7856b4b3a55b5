/**
 * Times of events with a stated error: hitting times, escape times.
 *
 * The events are located in every run of `rival-runs.ts`. A crossing counts as found if all runs
 * have it, in the same place of the sequence of crossings; its time is that of the fine run, and
 * the largest distance to the others counts, twice. Where the runs differ in what they crossed, as
 * they do at a curve that all but touches 0, nothing is claimed from there on.
 */
import { type Measured, measured, unitRoundoff } from "../measured.ts";
import type { Crossing, EventFunction, Solution, Status } from "./problem.ts";
import { distance, type RivalProblem, rivalRuns, safety } from "./rival-runs.ts";

export interface EventProblem extends RivalProblem {
  /** May be infinite if an event is terminal. */
  readonly t1: number;
  readonly events: readonly EventFunction[];
}

export interface LocatedEvent {
  /** Index of the event in the problem. */
  readonly event: number;
  readonly time: Measured;
  readonly direction: "rising" | "falling";
  /** The state at the time of the fine run. */
  readonly y: Float64Array;
  /** Of the length of the difference from the true state at the true time: an estimate. */
  readonly error: number;
}

export interface EventTimes {
  /** `event` or `reached-end` where all runs ended so; else the first status that is neither. */
  readonly status: Status;
  /** Where the fine run ended. */
  readonly t: number;
  readonly located: readonly LocatedEvent[];
  /** From when on the runs differ in what they crossed; `undefined` if they never do. */
  readonly undecidedFrom: number | undefined;
  readonly rhs: number;
}

/** The crossings of a problem's events, in order, with errors. */
export function eventTimes(problem: EventProblem): EventTimes {
  const { t1, events } = problem;
  const { fine, coarse, rival, all } = rivalRuns(problem, { t1, events });
  const found = all.map(({ crossings }) => crossings.filter(isProper));
  const agreed = agreement(found);
  const others = [...coarse, ...(rival === undefined ? [] : [rival])].map((run) =>
    run.crossings.filter(isProper),
  );

  const located = found[0]!.slice(0, agreed).map((crossing, i): LocatedEvent => {
    const gap = Math.max(...others.map((run) => Math.abs(run[i]!.t - crossing.t)));
    const apart = Math.max(...others.map((run) => distance(run[i]!.y, crossing.y)));
    // Each step rounds t and y once.
    const roundings = unitRoundoff * (fine.accepted + 1);
    return {
      event: crossing.event,
      time: measured(crossing.t, safety * gap + roundings * Math.abs(crossing.t), "estimate"),
      direction: crossing.direction,
      y: crossing.y,
      error: safety * apart + roundings * Math.hypot(...crossing.y),
    };
  });
  const parted = found.flatMap((run) => (run[agreed] === undefined ? [] : [run[agreed]!.t]));
  const ended: readonly Status[] = ["event", "reached-end"];
  const failed = all.find(({ status }) => !ended.includes(status));
  return {
    status: failed?.status ?? fine.status,
    t: fine.t,
    located,
    undecidedFrom: parted.length === 0 ? undefined : earliest(parted, problem.t0),
    rhs: all.reduce((total: number, run: Solution) => total + run.rhs, 0),
  };
}

type ProperCrossing = Crossing & { readonly direction: "rising" | "falling" };

const isProper = (crossing: Crossing): crossing is ProperCrossing =>
  crossing.direction !== "touching";

/** How many crossings from the first on are the same in all runs. */
function agreement(runs: readonly (readonly ProperCrossing[])[]): number {
  const [fine, ...others] = runs;
  let count = 0;
  for (const { event, direction } of fine!) {
    const isShared = others.every(
      (run) => run[count]?.event === event && run[count]?.direction === direction,
    );
    if (!isShared) break;
    count += 1;
  }
  return count;
}

const earliest = (times: readonly number[], t0: number): number =>
  times.reduce((best, t) => (Math.abs(t - t0) < Math.abs(best - t0) ? t : best));
