/**
 * `rate`: -(1/t) log(of) tends to a value, so of decays like exp(-rate t).
 *
 * Observed is the slope of log(of) late in the run: differences over steps of about one decay time,
 * as long as the quantity stands above its own error, extrapolated. Late means after the run has
 * slowed down; where the decay is not exponential the slopes tend to 0 and say so.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import type { Path } from "../../numeric/along/path.ts";
import { evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import { type Failure, failure, isFailure } from "../../numeric/failure.ts";
import { type Measured, measured } from "../../numeric/measured.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import { extrapolated } from "../../numeric/statistics/extrapolate.ts";
import { type Case, failureText, simulationAt } from "../cases/case.ts";
import { isStartFixed, pathFrom, simulatedStarts } from "../cases/starts.ts";
import type { Reading } from "../judge/budget.ts";
import { claimedSeries, observedSeries, type Seen } from "../judge/sketch.ts";
import { type AnswerOf, type KindOfClaim, type Twin, unusable } from "../kind.ts";
import { alongCase } from "../observables/along-case.ts";
import { answersWith } from "./twin-answers.ts";
import { worthOf } from "./value.ts";

/** Starts a case is tried from, and steps of one decay time in each run. */
const startsTried = 2;
const steps = 9;
/** A quantity is read while it stands this far above its error. */
const clear = 100;

export const rate: KindOfClaim<"rate", readonly Float64Array[]> = {
  kind: "rate",
  open: () => [],
  asksOnly: ({ equals }) => equals === undefined,
  observe: ({ of }, at) => {
    const supply = simulatedStarts(at, { use: "starts" });
    if (typeof supply === "string") return unusable(supply);
    const evidence: Float64Array[] = [];
    const readings: Reading[] = [];
    const decays: (readonly Seen[])[] = [];
    for (let i = 0; i < (isStartFixed(at) ? 1 : startsTried); i++) {
      const w = supply.starts();
      if (isFailure(w)) return unusable(failureText(w));
      const found = decayOf(at.close(of), at, supply.simulation, pathFrom(supply.simulation, w));
      if (isFailure(found)) return unusable(failureText(found));
      const { value, error, basis } = found.rate;
      evidence.push(w);
      decays.push(found.decay);
      readings.push({ name: nameOf(i), value, budget: [{ name: "finite-time", error, basis }] });
    }
    const series = decays.map((seen, i) => observedSeries(nameOf(i), "points", seen));
    const sketch = { x: "t", y: [formatExpression(of)], scale: { y: "log" }, series } as const;
    return { status: "observed", readings, evidence, sketch };
  },
  drawn: ({ equals }, _, at, starts, { series }) => ({
    series: starts.flatMap((w, i) => {
      const value = equals && worthAlong(equals, at, w)?.value;
      const { label = "", points = [] } = series[i] ?? {};
      const [first] = points;
      if (value === undefined || first === undefined) return [];
      const places = points.map(({ x }) => ({ x, y: first.y * Math.exp(-value * (x - first.x)) }));
      return [claimedSeries("claimed decay", places, label)];
    }),
  }),
  derived: () => [],
  claimed: ({ equals }, _, at, starts) =>
    starts.flatMap((w, i) => {
      const value = equals && worthAlong(equals, at, w);
      return value === undefined ? [] : [{ ...value, name: nameOf(i) }];
    }),
  twins: (answer, parameters) => [...multiples(answer), ...answersWith(answer, parameters)],
};

const nameOf = (start: number): string => `the rate from start ${start + 1}`;

/** What the answer is worth, which may mention the limit. */
function worthAlong(
  equals: Expression,
  at: Case,
  w: Float64Array,
): Omit<Reading, "name"> | undefined {
  const simulation = simulationAt(at);
  if (typeof simulation === "string") return worthOf(equals, at);
  const path = pathFrom(simulation, w);
  const end = path.rest();
  return worthOf(equals, at, alongCase(at, simulation, path, isFailure(end) ? undefined : end));
}

/** The rate, and the values of the quantity that it was read from. */
interface Decay {
  readonly rate: Measured;
  readonly decay: readonly Seen[];
}

function decayOf(of: Expression, at: Case, simulation: Simulation, path: Path): Decay | Failure {
  const late = lateTime(of, at, simulation, path);
  if (isFailure(late)) return late;
  const first = valuesAt(of, at, simulation, path, [late, late * 1.05]);
  if (isFailure(first)) return first;
  const [a, b] = first;
  if (a === undefined || b === undefined || !(a.value > 0 && b.value > 0)) {
    return failure("wrong-arguments", "the quantity is not positive late in the run");
  }
  const rough = Math.log(a.value / b.value) / (late * 0.05);
  if (!(rough > 0)) return failure("wrong-arguments", "the quantity does not decay");
  const times = Array.from({ length: steps + 1 }, (_, i) => late + i / rough);
  const values = valuesAt(of, at, simulation, path, times);
  if (isFailure(values)) return values;
  const end = values.findIndex(({ value, error }) => !(value > clear * error));
  const usable = end < 0 ? values : values.slice(0, end);
  const slopes = usable.slice(1).map((value, i) => {
    const before = usable[i]!;
    const error = (value.error / value.value + before.error / before.value) * rough;
    return measured(Math.log(before.value / value.value) * rough, 1.1 * error, "estimate");
  });
  const decay = usable.map((y, i) => ({ x: times[i]!, y }));
  return { rate: extrapolated(slopes), decay };
}

/** The first time at which the quantity has fallen to a tenth, or the last that is known. */
function lateTime(of: Expression, at: Case, simulation: Simulation, path: Path): number | Failure {
  const times = path.times(24).filter((t) => t > 0);
  const values = valuesAt(of, at, simulation, path, times);
  if (isFailure(values)) return values;
  const highest = Math.max(...values.map(({ value }) => value));
  const fallen = values.findIndex(({ value }) => value < highest / 10);
  return times[fallen] ?? times.at(-1) ?? failure("unfinished", "no time late in the run");
}

function valuesAt(
  of: Expression,
  at: Case,
  simulation: Simulation,
  path: Path,
  times: readonly number[],
): readonly Measured[] | Failure {
  const moments = path.at(times);
  if (isFailure(moments)) return moments;
  const values: Measured[] = [];
  for (const moment of moments) {
    const value = evaluateNumber(of, alongCase(at, simulation, path, moment));
    if (isFailure(value)) return value;
    values.push(value);
  }
  return values;
}

function multiples(answer: AnswerOf<"rate">): readonly Twin<"rate">[] {
  const from = answer.equals;
  if (from === undefined) return [];
  const number = (num: bigint, den: bigint): Expression => ({
    kind: "number",
    value: { num, den },
  });
  return [["times 2", number(2n, 1n)] as const, ["times 1/2", number(1n, 2n)] as const].map(
    ([label, factor]) => {
      const to: Expression = { kind: "binary", operator: "*", left: factor, right: from };
      return { label, answer: { ...answer, equals: to }, changed: { from, to } };
    },
  );
}
