/**
 * States of a simulation from the columns of a run, and back.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { rationalOfNumber } from "../../model/rational.ts";
import type { StartEntry } from "../../model/spec.ts";
import { type Failure, isFailure } from "../../numeric/failure.ts";
import { type RandomStream, randomStream } from "../../numeric/random/stream.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import { familiesOf } from "../cases/case.ts";
import type { ChosenSetting } from "../cases/chosen-setting.ts";
import type { ColumnName } from "../observables/state-columns.ts";

/** The columns that are the state, in their order. */
export type StateColumns = readonly (ColumnName & { readonly label: string })[];

/** A double as an expression. */
export const literal = (x: number): Expression => ({ kind: "number", value: rationalOfNumber(x) });

/** A state with these columns; uniform in what they leave open, which by symmetry does not matter. */
export function stateAt(
  simulation: Simulation,
  columns: StateColumns,
  values: readonly number[],
  random: RandomStream = randomStream(0, "conform", "state"),
): Float64Array | Failure {
  const start = columns.map(({ name, places }, i): StartEntry => {
    const indices = places.map(String);
    return {
      name,
      value: literal(values[i]!),
      ...(indices[0] !== undefined && { index: indices[0] }),
      ...(indices.length > 1 && { indices }),
    };
  });
  return simulation.startState(start, {}, random);
}

/** The values of the columns at a state. */
export function readColumns(
  simulation: Simulation,
  columns: StateColumns,
  w: Float64Array,
): readonly number[] {
  const known = new Map<string, number[]>();
  const nextOf = new Map<string, number>();
  return columns.map(({ name }) => {
    if (!known.has(name)) {
      const values = simulation.values(w, name);
      known.set(name, isFailure(values) ? [] : values.map(({ value }) => value));
    }
    const at = nextOf.get(name) ?? 0;
    nextOf.set(name, at + 1);
    return known.get(name)![at] ?? Number.NaN;
  });
}

/** The start that the spec says, where it is one state; for what a run does not record. */
export function startGuess(
  simulation: Simulation,
  columns: StateColumns,
  { start, binding }: ChosenSetting,
): readonly number[] | undefined {
  if (start.length === 0) return undefined;
  const [one, other] = ["one", "other"].map((name) => {
    const w = simulation.startState(
      start,
      familiesOf({ binding }),
      randomStream(0, "conform", name),
    );
    return isFailure(w) ? undefined : readColumns(simulation, columns, w);
  });
  // A start that is drawn is another one each time.
  const isFixed = one?.every((x, c) => Math.abs(x - (other?.[c] ?? Number.NaN)) < 1e-12);
  return isFixed === true ? one : undefined;
}
