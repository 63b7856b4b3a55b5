/**
 * What a run that leaves its prediction does instead, where that has a name.
 *
 * Each signature is a prediction of its own (another speed, another link, steps of the size of a
 * row) that the run is held against in the same way: it is named only if the run follows it.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { integer } from "../../model/rational.ts";
import type { Spec } from "../../model/spec.ts";
import { autocorrelation } from "../../numeric/statistics/autocorrelation.ts";
import { normalQuantile } from "../../numeric/statistics/proportion.ts";
import type { ChosenSetting } from "../cases/chosen-setting.ts";
import { fittedPaths, type PathProblem, type StateRun } from "./follow-path.ts";
import { stepSeries } from "./follow-steps.ts";
import { type Held, heldAgainst, type Reference } from "./reference.ts";
import type { RunFacts } from "./run-table.ts";
import { type Within, withinText } from "./solver-error.ts";
import { type Tested, testedSeries } from "./tested-series.ts";

/** Degrees of links that are tried in place of the model's. */
const degrees = [1, 2, 3, 4, 5, 6];
/** Differences of independent rows are correlated by -1/2 at most. */
const leastCorrelation = -0.5;
const confidence = 1e-6;

/** The speed at which a run follows the path, where another one than 1 explains it. */
export function speedText(speed: number): string {
  const written = Number(speed.toFixed(3));
  if (Number(speed.toFixed(2)) === 0) return "it stays where it began: the state is not updated";
  const times = `${written} times the predicted speed`;
  if (speed < 0) return `it moves at ${times}, uphill: the sign of the gradient is wrong`;
  return `it moves at ${times}: the learning rate, or a factor of the loss`;
}

/** A run follows the dynamics of another link, h(q, z). */
export function otherLink(
  spec: Spec,
  chosen: ChosenSetting,
  facts: RunFacts,
  test: (held: Held, reference: Reference) => Within | undefined,
): Explanation | undefined {
  const { model } = spec;
  if (model === undefined || model.teacher.kind !== "sum") return undefined;
  let best: Explanation | undefined;
  const { student, teacher } = model;
  for (const degree of degrees) {
    const link = { kind: "expression", expression: hermite(degree) } as const;
    const own = student.link.kind === "expression" ? { ...student, link } : student;
    const other = { ...spec, model: { ...model, teacher: { ...teacher, link }, student: own } };
    const held = heldAgainst(other, chosen, facts);
    if (typeof held === "string" || typeof held.derived === "string") continue;
    const within = test(held, held.derived);
    if (within === undefined || (best !== undefined && !isBetter(within, best))) continue;
    const text = `it follows the flow of the link h(${degree}, z): the link was swapped`;
    best = { text: text + withinText(within), ...within };
  }
  return best;
}

/** Another prediction that a run follows, and how well. */
export interface Explanation extends Within {
  readonly text: string;
}

const isBetter = (a: Within, b: Within): boolean =>
  a.error < b.error || (a.error === b.error && a.chance > b.chance);

/** The texts of explanations, the better one first. */
export const inOrder = (found: readonly (Explanation | undefined)[]): readonly string[] =>
  found
    .filter((one) => one !== undefined)
    .sort((a, b) => (isBetter(a, b) ? -1 : 1))
    .map(({ text }) => text);

/** Whether runs were tested, and do not leave. */
export const isFollowed = (tested: Tested | undefined): tested is Tested =>
  tested !== undefined && tested.windows > 0 && tested.departure === undefined;

const hermite = (degree: number): Expression => ({
  kind: "call",
  name: "h",
  args: [
    { kind: "number", value: integer(degree) },
    { kind: "name", name: "z" },
  ],
});

/** A run without a stated step follows a descent whose steps are its rows. */
export function rowSteps(
  spec: Spec,
  chosen: ChosenSetting,
  facts: RunFacts,
  { runs, guess }: Pick<PathProblem, "runs" | "guess">,
): string | undefined {
  const [run] = runs;
  if (run === undefined || facts.step !== undefined) return undefined;
  const [from, to] = [run.times[0] ?? 0, run.times[1] ?? 0];
  const step = to - from;
  const isEven = run.times.every((t, i) => Math.abs(t - i * step) <= 1e-6 * step);
  if (!(step > 0) || !isEven) return undefined;
  const held = heldAgainst(spec, chosen, { ...facts, step });
  if (typeof held === "string" || typeof held.derived === "string") return undefined;
  const fit = fittedPaths({ held, reference: held.derived, runs, guess }, 1);
  if (fit === undefined || fit.tested.windows === 0 || fit.tested.departure !== undefined)
    return undefined;
  return `it is gradient descent with a step of ${Number(step.toPrecision(6))}: state the step, or take smaller ones`;
}

/** Every row follows from the row before it, and yet the run wanders off the path. */
export function wandering(problem: PathProblem, seed: number): string | undefined {
  const series = problem.runs.map((run) => stepSeries(problem.held, problem.reference, run, seed));
  const known = series.flatMap((one) => (typeof one === "string" ? [] : one.series));
  const tested = testedSeries(known);
  if (!isFollowed(tested)) return undefined;
  return "every row follows from the row before it within its noise: if steps draw samples, state the step and the batch";
}

/** Rows beyond their prediction alternate in sign, more than independent noise can. */
export function oscillation(run: StateRun): string | undefined {
  for (let c = 0; c < (run.rows[0]?.length ?? 0); c++) {
    const values = run.rows.flatMap((row) => (Number.isNaN(row[c]) ? [] : [row[c]!]));
    const moves = values.slice(1).map((x, i) => x - values[i]!);
    const correlation = autocorrelation(moves);
    const margin = normalQuantile(1 - confidence) / Math.sqrt(moves.length);
    if (moves.length > 8 && correlation < leastCorrelation - margin) {
      return "it goes back and forth from row to row: the step is too large";
    }
  }
  return undefined;
}

/** How far beyond the sphere overlaps are: u^T A^{-1} u - 1 where that is positive. */
export function beyondSphere(
  held: Held,
  runs: readonly StateRun[],
  noise: number,
): string | undefined {
  const { teacher } = held.instance;
  if (teacher.kind !== "sum") return undefined;
  for (const { rows, times, origin } of runs) {
    for (const [i, row] of rows.entries()) {
      const overlaps = held.columns.flatMap(({ name }, c) => (name === "u" ? [row[c]!] : []));
      const excess = Math.max(...overlaps.map(Math.abs)) - 1;
      const rounding = 2 ** -40;
      if (!(excess > normalQuantile(1 - confidence / 2 / rows.length) * noise + rounding)) continue;
      return `an overlap has the size ${(excess + 1).toPrecision(4)} at t=${origin + times[i]!}, more than unit vectors have: the state leaves the sphere (normalisation, projection)`;
    }
  }
  return undefined;
}
