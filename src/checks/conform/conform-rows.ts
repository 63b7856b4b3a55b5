/**
 * Runs of a program's own arrays, held against a spec.
 */
import type { Spec } from "../../model/spec.ts";
import { chosenSetting } from "../cases/chosen-setting.ts";
import { conform } from "./conform.ts";
import type { Conformance } from "./conformance.ts";
import { runReader } from "./read-run.ts";
import type { RunFacts } from "./run-table.ts";

/** A row: `{ t: 0.5, u: [0.1, 0.2] }` or `{ t: 0.5, "u[1]": 0.1, loss: -0.3, run: "seed 7" }`. */
export type RowOfRun = Readonly<Record<string, number | string | readonly unknown[]>>;

export interface RowsOptions {
  /** Values of parameters and parts of the start, as texts: `{ d: "30" }`. */
  readonly set?: Readonly<Record<string, string | number>>;
  readonly step?: number;
  readonly batch?: number;
  /** How far any number of the rows may be off. */
  readonly error?: number;
  readonly seed?: number;
}

/**
 * What the rows say about the dynamics and the claims of a spec.
 *
 * @throws RangeError if the rows cannot be held against it: no times, no columns of the state
 */
export function conformRows(
  spec: Spec,
  rows: readonly RowOfRun[],
  { set = {}, seed = 1, ...facts }: RowsOptions = {},
): Conformance {
  const reader = runReader();
  const stated: RunFacts = facts;
  reader.line(JSON.stringify(stated));
  for (const row of rows) {
    const wrong = reader.line(JSON.stringify(row, finite));
    if (wrong !== undefined) throw new RangeError(`conform: row ${wrong.problem}`);
  }
  const table = reader.end();
  if ("problem" in table) throw new RangeError(`conform: ${table.problem}`);
  const assignments = Object.entries(set).map(([name, text]) => ({ name, text: String(text) }));
  const chosen = chosenSetting(spec, assignments);
  if ("problems" in chosen) throw new RangeError(`conform: ${chosen.problems.join(" ")}`);
  const found = conform(spec, chosen, table, { seed });
  if ("problem" in found) throw new RangeError(`conform: ${found.problem}`);
  return found;
}

/** JSON has no NaN: it is written as the text that the reader refuses by name. */
const finite = (_: string, value: unknown): unknown =>
  typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
