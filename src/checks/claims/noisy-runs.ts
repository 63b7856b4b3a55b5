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
 * Runs go in pairs, and the first of two halves draws what the whole step draws: with noise e and
 * e' of a batch they differ by h/2 (e - e'), a third of the variance that runs apart have.
 */

import type { ModelInstance } from "../../model/bind/instance.ts";
import type { Expression } from "../../model/expression/expression.ts";
import { alongPath } from "../../numeric/along/along.ts";
import { evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import { type Failure, failure, isFailure } from "../../numeric/failure.ts";
import { type Measured, measured } from "../../numeric/measured.ts";
import type { RandomStream } from "../../numeric/random/stream.ts";
import { simulationOf } from "../../numeric/simulate/families.ts";
import { meanOfBatches } from "../../numeric/statistics/batches.ts";
import { type Case, randomAt } from "../cases/case.ts";
import type { Reading } from "../judge/budget.ts";
import type { Fineness } from "../kind.ts";

/** Runs with each step, at a first look and at a finer one. */
const runsMade = [16, 32] as const;
/** Steps with numbers of their own that a step is divided into. */
type Division = 1 | 2;

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
  const whole = runsOf(quantities, instance, 1, at, start, times, fineness);
  if (isFailure(whole)) return whole;
  const halves = runsOf(quantities, halved(instance), 2, at, start, times, fineness);
  if (isFailure(halves)) return halves;
  return whole.map((values, i) => {
    const mean = meanOfBatches(values);
    const change = meanOfBatches(values.map((value, run) => difference(value, halves[i]![run]!)));
    const size = Math.abs(change.value);
    const step = Math.max(4 * size, 2 * (size + change.error));
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

const difference = (x: Measured, y: Measured): Measured =>
  measured(x.value - y.value, x.error + y.error, "estimate");

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
  division: Division,
  at: Case,
  start: Float64Array,
  times: readonly number[],
  fineness: Fineness,
): readonly (readonly Measured[])[] | Failure {
  const simulation = simulationOf(instance);
  if (isFailure(simulation)) return simulation;
  if (instance.dynamics.step === undefined) return failure("wrong-arguments", "no step");
  const all: Measured[][] = times.flatMap(() => quantities.map(() => []));
  for (let run = 1; run <= runsMade[fineness]; run++) {
    const path = simulation.path(start, stepwise(at, run, division));
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

/**
 * The numbers of a run, a stream for each step: part 0 of step n is the same for every division.
 */
function stepwise(at: Case, run: number, division: Division): RandomStream {
  const streamOf = (n: number): RandomStream => {
    const [step, part] = [Math.floor(n / division), n % division];
    return randomAt(at, `run ${run}, step ${step}${part === 0 ? "" : `, part ${part}`}`);
  };
  let [last, stream] = [0, streamOf(0)];
  return {
    ...randomAt(at, `run ${run}`),
    // The parts of a state that move in turn draw one after another from the stream of the step.
    ofStep: (n) => {
      if (n !== last) [last, stream] = [n, streamOf(n)];
      return stream;
    },
  };
}
