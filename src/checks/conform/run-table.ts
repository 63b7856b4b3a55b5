/**
 * Runs of a simulator as they were recorded, and what their program said of them.
 */
import type { ColumnName } from "../observables/state-columns.ts";

/** A column with a name of the language. */
export interface RunColumn extends ColumnName {
  readonly label: string;
}

/** One run: rows in the order of time. */
export interface RecordedRun {
  /** Its number or seed, as written. */
  readonly name: string;
  readonly times: readonly number[];
  /** A value for each column; NaN where a row has none. */
  readonly rows: readonly (readonly number[])[];
  /** The error that each row states of itself; 0 where it states none. */
  readonly errors: readonly number[];
}

/** What a program says about a run as a whole. */
export interface RunFacts {
  /** Of a descent or SGD: its step size, in the time of the model. */
  readonly step?: number;
  /** Fresh samples for each step. */
  readonly batch?: number;
  /** How far any number may be off. */
  readonly error?: number;
  /** `p=3` and the like, as written. */
  readonly parameters?: ReadonlyMap<string, string>;
}

export interface RunTable {
  readonly columns: readonly RunColumn[];
  readonly runs: readonly RecordedRun[];
  readonly facts: RunFacts;
  /** What was read and means nothing here, such as columns of other names. */
  readonly remarks: readonly string[];
}

/** The table with what is stated beside it, which wins; an error holds for every row. */
export function stating(table: RunTable, stated: RunFacts): RunTable {
  const { error } = stated;
  const facts = { ...table.facts, ...stated };
  if (error === undefined) return { ...table, facts };
  const runs = table.runs.map((run) => ({
    ...run,
    errors: run.errors.map((known) => Math.max(known, error)),
  }));
  return { ...table, facts, runs };
}
