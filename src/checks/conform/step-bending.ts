/**
 * What fresh samples do to the mean of a step on the sphere.
 *
 * With g tangent at w a step is w_1 = (w + h g)/|w + h g|, and <w, w_1> = 1/|w + h g|. So the overlaps
 * have u_1 = u + h <v, g> + u_1 (1 - 1/<w, w_1>) exactly, and as E g is the gradient of the population
 *   E u_1 = u + h u' + E[u_1 (1 - 1/<w, w_1>)].
 * The last term needs the mean of something small, of second order in h, and no mean of g: a few
 * steps say it well, where the mean of u_1 itself would take as many as the run has. It is given
 * beyond that of a step on the population, as a factor 1 - delta of the overlaps and a rest. To
 * leading order delta = h^2 V / (2 B), V the variance of the gradient of one sample: the same for a
 * batch b and a step h sqrt(b / B), by which large batches are measured.
 */
import type { ModelInstance } from "../../model/bind/instance.ts";
import { type Failure, isFailure } from "../../numeric/failure.ts";
import type { RandomStream } from "../../numeric/random/stream.ts";
import { simulationOf } from "../../numeric/simulate/families.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import { dot } from "../../numeric/vectors.ts";
import { literal, readColumns, type StateColumns, stateAt } from "./state-of-columns.ts";

export interface StepBending {
  /** Overlaps are multiplied by 1 - delta in a step. */
  readonly delta: number;
  /** And this is added to them; 0 for other columns. */
  readonly rest: readonly number[];
}

export interface SgdStep {
  readonly instance: ModelInstance;
  readonly columns: StateColumns;
  readonly step: number;
  readonly batch: number;
  readonly start: readonly number[];
  readonly random: RandomStream;
  /** Steps that are drawn. */
  readonly draws: number;
}

/** The largest batch of a step that is drawn. */
const mostBatch = 64;

/** The bending at a state: a mean over steps of the numeric witness, without bias. */
export function stepBending(of: SgdStep): StepBending | Failure {
  const { instance, columns, step, batch, start, draws } = of;
  const small = Math.min(batch, mostBatch);
  const pace = step * Math.sqrt(small / batch);
  const common = { ...instance.dynamics, step: literal(pace) };
  const descent = simulationOf({ ...instance, dynamics: { ...common, kind: "gradient-descent" } });
  if (isFailure(descent)) return descent;
  const sgd = simulationOf({
    ...instance,
    dynamics: { ...common, kind: "sgd", batch: literal(small) },
  });
  if (isFailure(sgd)) return sgd;
  const expected = bentStep(descent, of, pace);
  if (isFailure(expected)) return expected;
  let delta = 0;
  const rest = columns.map(() => 0);
  for (let i = 0; i < draws; i++) {
    const drawn = bentStep(sgd, of, pace);
    if (isFailure(drawn)) return drawn;
    const shorter = drawn.shortened - expected.shortened;
    delta += shorter / draws;
    for (const [c, { name }] of columns.entries()) {
      if (name !== "u") continue;
      rest[c]! += (drawn.shifts[c]! - expected.shifts[c]! + shorter * start[c]!) / draws;
    }
  }
  return { delta, rest };
}

interface BentStep {
  /** 1 - <w, w_1>. */
  readonly shortened: number;
  /** u_1 (1 - 1/<w, w_1>). */
  readonly shifts: readonly number[];
}

function bentStep(
  simulation: Simulation,
  { columns, start, random }: SgdStep,
  pace: number,
): BentStep | Failure {
  const before = stateAt(simulation, columns, start, random);
  if (isFailure(before)) return before;
  const moments = simulation.path(before, random).at([pace]);
  if (isFailure(moments)) return moments;
  const after = moments[0]!.w;
  // The state begins with w; coefficients of a learned link follow.
  const size = before.length - columns.filter(({ name }) => name !== "u").length;
  const kept = dot(before.subarray(0, size), after.subarray(0, size));
  const values = readColumns(simulation, columns, after);
  return { shortened: 1 - kept, shifts: values.map((u) => u * (1 - 1 / kept)) };
}
