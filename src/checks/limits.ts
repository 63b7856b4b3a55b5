/**
 * How much an observation may cost, in counts: no verdict may depend on a clock.
 *
 * Looking at a model (its gradient, curvature, rates, observables, paths) counts once each time; a
 * case that would need more looks than it has ends without evidence. Runs have a number of steps,
 * ensembles a number of starts; runs that do not end and few samples show in errors and failures.
 */
import { failedPath } from "../numeric/along/path.ts";
import { failure } from "../numeric/failure.ts";
import { costOf, operations } from "../numeric/simulate/sampling/numbers-of-run.ts";
import type { Simulation } from "../numeric/simulate/simulation.ts";
import type { Effort } from "./judge/verdict.ts";

export interface Limits {
  /** Looks at the model of one case. */
  readonly looks: number;
  /** Steps of one integration. */
  readonly steps: number;
  /** Starts of an ensemble whose events need their paths. */
  readonly samples: number;
}

/** What a run has if it says nothing. */
export const usualLimits: Limits = {
  looks: Number.POSITIVE_INFINITY,
  steps: 20_000,
  samples: 400,
};

/** Thrown where a case has looked as often as it may; the case then says nothing. */
export class LimitReached extends Error {
  constructor({ looks }: Limits) {
    super(`stopped after ${looks} looks at the model`);
    this.name = "LimitReached";
  }
}

/** How many looks are left. */
export interface Looks {
  left: number;
}

/** A simulation that may be looked at a limited number of times. */
export function limited(simulation: Simulation, limits: Limits, looks: Looks): Simulation {
  const { steps } = limits;
  const counted =
    <A extends readonly unknown[], R>(look: (...args: A) => R) =>
    (...args: A): R => {
      if (looks.left <= 0) throw new LimitReached(limits);
      looks.left -= 1;
      return look(...args);
    };
  return {
    ...simulation,
    gradient: counted(simulation.gradient),
    velocity: counted(simulation.velocity),
    inertia: counted(simulation.inertia),
    observables: counted(simulation.observables),
    rates: counted(simulation.rates),
    values: counted(simulation.values),
    attractors: counted(simulation.attractors),
    stationaryPoints: counted(simulation.stationaryPoints),
    nearestStationary: counted(simulation.nearestStationary),
    path: counted((start, random) => simulation.path(start, random, steps)),
  };
}

/** Numbers of samples that all runs may draw for a quantity at one value of a parameter. */
export const numbersOfValue: Readonly<Record<Effort, number>> = {
  quick: 2 ** 15,
  standard: 2 ** 18,
  thorough: 2 ** 22,
};

/** How many numbers of samples were drawn, of how many that may be. */
export interface Allowance {
  readonly most: number;
  drawn: number;
}

/** A simulation whose runs, each on so many numbers of samples, are not made beyond what is allowed. */
export function sparing(simulation: Simulation, numbers: number, allowance: Allowance): Simulation {
  if (numbers === 0) return simulation;
  return {
    ...simulation,
    path: (start, random, steps) => {
      if (allowance.drawn + numbers > allowance.most) {
        const before = `after runs of ${operations(allowance.drawn)}`;
        const most = `of ${operations(allowance.most)} for one value`;
        return failedPath(start, failure("too-large", `${costOf(numbers)} ${before}, ${most}`));
      }
      allowance.drawn += numbers;
      return simulation.path(start, random, steps);
    },
  };
}
