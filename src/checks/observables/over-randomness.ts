/**
 * Probabilities, means, medians and quantiles over the randomness of a case: its starts.
 *
 * Each member is one start with its path; nothing is kept of it but what is asked. A probability
 * has the interval of Clopper and Pearson, in which an event that the errors leave open counts both
 * ways; a quantile has that of order statistics; a mean is within z standard errors, which holds
 * for quantities with a variance. The confidence leaves a verdict one chance in 10^7; a picture, on
 * which nothing rests, has that which readers of pictures expect.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { overRandomness } from "../../model/expression/mentions.ts";
import { roughly } from "../../numeric/along/path.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import { evaluateNumber, evaluatePredicate } from "../../numeric/evaluate/evaluate-number.ts";
import { type Letters, type Result, real, toMeasured } from "../../numeric/evaluate/value.ts";
import { type Failure, failure, isFailure } from "../../numeric/failure.ts";
import { type Measured, measured } from "../../numeric/measured.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import { clopperPearson, normalQuantile } from "../../numeric/statistics/proportion.ts";
import { quantileInterval } from "../../numeric/statistics/quantile.ts";
import { pathFrom, type Starts, streamOf } from "../cases/starts.ts";
import { alongRun } from "./fitted-errors.ts";

const confidenceOf = ({ isDrawn = false }: Ensemble): number => (isDrawn ? 0.95 : 1 - 1e-7);

export interface Ensemble {
  readonly simulation: Simulation;
  readonly starts: Starts;
  readonly size: number;
  /** Whether this is one batch of several, whose spread is the error. */
  readonly isBatch: boolean;
  /** Whether paths are for a picture. */
  readonly isDrawn?: boolean;
}

/** An environment in which statistics have values; everything else is left to `inner`. */
export function overEnsemble(ensemble: Ensemble, inner: Environment): Environment {
  return {
    ...inner,
    node: (node, evaluate, letters) =>
      node.kind === "call" && overRandomness.has(node.name)
        ? statistic(ensemble, node.name, node.args, evaluate, letters)
        : inner.node?.(node, evaluate, letters),
  };
}

function statistic(
  ensemble: Ensemble,
  name: string,
  [of, level]: readonly Expression[],
  evaluate: (part: Expression) => Result,
  letters: Letters,
): Result {
  if (of === undefined) return failure("wrong-arguments", name);
  if (name === "probability") {
    const chance = probabilityOf(ensemble, of, letters);
    return isFailure(chance) ? chance : real(chance);
  }
  const values = valuesOf(ensemble, of, letters);
  if (isFailure(values)) return values;
  if (name === "mean") return real(meanOf(values, ensemble));
  const p = level === undefined ? { value: 0.5 } : toMeasured(evaluate(level));
  if (isFailure(p)) return p;
  return real(quantileOf(values, p.value, ensemble));
}

/** How often an event happens. */
export function probabilityOf(
  ensemble: Ensemble,
  event: Expression,
  letters: Letters = new Map(),
): Measured | Failure {
  const { starts, size, isBatch } = ensemble;
  let [happened, open] = [0, 0];
  for (let i = 0; i < size; i++) {
    const w = starts();
    if (isFailure(w)) return w;
    const truth = happensAt(event, ensemble, w, letters);
    if (isFailure(truth)) return truth;
    if (truth === undefined) open += 1;
    else if (truth) happened += 1;
  }
  if (isBatch) return measured((happened + open / 2) / size, open / 2 / size, "estimate");
  const confidence = confidenceOf(ensemble);
  const { from } = clopperPearson(happened, size, confidence);
  const { to } = clopperPearson(happened + open, size, confidence);
  const value = (happened + open / 2) / size;
  return measured(value, Math.max(value - from, to - value), "estimate");
}

/** Whether an event happens in a run: on cheaper paths where they agree. */
function happensAt(
  event: Expression,
  { simulation, isDrawn }: Ensemble,
  w: Float64Array,
  letters: Letters,
): boolean | undefined | Failure {
  for (const group of pathFrom(simulation, w).rivals?.() ?? []) {
    const truths = new Set<boolean | undefined>();
    for (const rival of group) {
      const truth = evaluatePredicate(event, alongRun(simulation, rival, streamOf(w)), letters);
      truths.add(isFailure(truth) ? undefined : truth);
      if (truths.has(undefined) || truths.size > 1) break;
    }
    const [agreed] = truths;
    if (truths.size === 1 && agreed !== undefined) return agreed;
  }
  return evaluatePredicate(event, alongMember(simulation, w, isDrawn), letters);
}

function valuesOf(
  { simulation, starts, size, isDrawn }: Ensemble,
  of: Expression,
  letters: Letters,
): readonly Measured[] | Failure {
  const values: Measured[] = [];
  for (let i = 0; i < size; i++) {
    const w = starts();
    if (isFailure(w)) return w;
    const environment = alongMember(simulation, w, isDrawn);
    const value = evaluateNumber(of, environment, letters);
    if (isFailure(value) && value.code !== "never") return value;
    values.push(isFailure(value) ? never : value);
  }
  return values;
}

function alongMember(simulation: Simulation, w: Float64Array, isDrawn = false): Environment {
  const path = pathFrom(simulation, w);
  return alongRun(simulation, isDrawn ? roughly(path) : path, streamOf(w));
}

/** The time of an event that does not happen is later than every other. */
const never: Measured = { value: Number.POSITIVE_INFINITY, error: 0, basis: "estimate" };

function meanOf(values: readonly Measured[], ensemble: Ensemble): Measured {
  const n = values.length;
  const mean = values.reduce((total, { value }) => total + value, 0) / n;
  const errors = values.reduce((total, { error }) => total + error, 0) / n;
  if (ensemble.isBatch) return measured(mean, errors, "estimate");
  const square = values.reduce((total, { value }) => total + (value - mean) ** 2, 0) / (n - 1);
  const z = normalQuantile(1 - (1 - confidenceOf(ensemble)) / 2);
  return measured(mean, z * Math.sqrt(square / n) + errors, "estimate");
}

function quantileOf(values: readonly Measured[], p: number, ensemble: Ensemble): Measured {
  const numbers = values.map(({ value }) => value);
  const errors = Math.max(...values.map(({ error }) => error));
  const { estimate, from, to } = quantileInterval(numbers, p, confidenceOf(ensemble));
  const spread = ensemble.isBatch ? 0 : Math.max(estimate - from, to - estimate);
  return measured(estimate, spread + errors, "estimate");
}
