/**
 * Quantities along a dynamics that draws fresh samples: their means, and how far those are from
 * the dynamics without noise, measured on the runs themselves.
 *
 * Several runs from one start are made with the step h, and as many with h/2. A reading is the mean
 * over the first. Its budget has two terms:
 *   sampling   Student's quantile of the spread of the runs, over the root of their number;
 *   step       what a step of its size does to the mean: steps too long, and noise that a step
 *              rectifies. Both are proportional to h to first order, so that halving the step
 *              changes the mean by half of it. Stated is twice what that shows, for what is not of
 *              first order, or what sampling may hide, whichever is more.
 */

import type { ModelInstance } from "../../model/bind/instance.ts";
import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import { alongPath } from "../../numeric/along/along.ts";
import { evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import { type Failure, failure, isFailure } from "../../numeric/failure.ts";
import type { Measured } from "../../numeric/measured.ts";
import { simulationOf } from "../../numeric/simulate/families.ts";
import { meanOfBatches } from "../../numeric/statistics/batches.ts";
import { type Case, randomAt } from "../cases/case.ts";
import type { Reading } from "../judge/budget.ts";
import type { Fineness } from "../kind.ts";

/** Runs with each step, at a first look and at a finer one. */
const runsMade = [8, 16] as const;

/** Whether every step of the dynamics draws samples of its own. */
export const isNoisy = ({ dynamics }: ModelInstance): boolean =>
  dynamics.kind === "sgd" && dynamics.samples === undefined;

/** The means of closed quantities at ascending times, named by time and part. */
export function meansAlong(
  quantities: readonly Expression[],
  instance: ModelInstance,
  at: Case,
  start: Float64Array,
  times: readonly number[],
  fineness: Fineness,
  nameOf: (time: number, part: number) => string,
): readonly Reading[] | Failure {
  const whole = runsOf(quantities, instance, at, start, times, fineness);
  if (isFailure(whole)) return whole;
  const halves = runsOf(quantities, halved(instance), at, start, times, fineness);
  if (isFailure(halves)) return halves;
  return whole.map((values, i) => {
    const [mean, finer] = [meanOfBatches(values), meanOfBatches(halves[i]!)];
    const change = Math.abs(mean.value - finer.value);
    const hidden = Math.hypot(mean.error, finer.error);
    const step = Math.max(4 * change, 2 * (change + hidden));
    return {
      name: nameOf(Math.floor(i / quantities.length), i % quantities.length),
      value: mean.value,
      budget: [
        { name: "sampling", error: mean.error, basis: "estimate" },
        { name: "step", error: step, basis: "estimate" },
      ],
    };
  });
}

function halved(instance: ModelInstance): ModelInstance {
  const { step, ...dynamics } = instance.dynamics;
  if (step === undefined) return instance;
  const two: Expression = { kind: "number", value: { num: 2n, den: 1n } };
  const half: Expression = { kind: "binary", operator: "/", left: step, right: two };
  return { ...instance, dynamics: { ...dynamics, step: half } };
}

/** For each time, for each quantity, its values in all runs. */
function runsOf(
  quantities: readonly Expression[],
  instance: ModelInstance,
  at: Case,
  start: Float64Array,
  times: readonly number[],
  fineness: Fineness,
): readonly (readonly Measured[])[] | Failure {
  const simulation = simulationOf(instance);
  if (isFailure(simulation)) return simulation;
  const { step } = instance.dynamics;
  if (step === undefined) return failure("wrong-arguments", "no step");
  const all: Measured[][] = times.flatMap(() => quantities.map(() => []));
  for (let run = 1; run <= runsMade[fineness]; run++) {
    const random = randomAt(at, `run ${run} with the step ${formatExpression(step)}`);
    const path = simulation.path(start, random);
    const moments = path.at(times);
    if (isFailure(moments)) return moments;
    for (const [i, moment] of moments.entries()) {
      const names = alongPath(simulation.observables, path, moment);
      for (const [j, of] of quantities.entries()) {
        const value = evaluateNumber(of, names);
        if (isFailure(value)) return value;
        all[i * quantities.length + j]!.push(value);
      }
    }
  }
  return all;
}
