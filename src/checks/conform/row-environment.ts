/**
 * What names mean at a row of a run: recorded columns, what does not move, and the time.
 */
import type { Environment } from "../../numeric/evaluate/environment.ts";
import { evaluate } from "../../numeric/evaluate/evaluate-number.ts";
import { toMeasured } from "../../numeric/evaluate/value.ts";
import { isFailure } from "../../numeric/failure.ts";
import { exactly, type Measured } from "../../numeric/measured.ts";
import type { RunColumn } from "./run-table.ts";

export interface RowPlace {
  readonly columns: readonly RunColumn[];
  /** Names that mean the same at every state, and parameters. */
  readonly fixed: Environment;
  /** Whether the model has one overlap, which is then called m as well. */
  readonly isOne: boolean;
}

/**
 * @param start the first row, for names with the time 0; the row itself if left out
 */
export function rowEnvironment(
  { columns, fixed, isOne }: RowPlace,
  row: readonly number[],
  t: number,
  start?: Environment,
): Environment {
  const recorded = (name: string, places: readonly number[]): Measured | undefined => {
    const i = columns.findIndex(
      (column) => column.name === name && column.places.join() === places.join(),
    );
    const value = i < 0 ? undefined : row[i];
    return value === undefined || Number.isNaN(value) ? undefined : exactly(value);
  };
  const one = (): Measured | undefined => recorded("m", []) ?? recorded("u", [1]);
  const listOf = (name: string): readonly Measured[] | undefined => {
    const places = columns.filter((it) => it.name === name && it.places.length === 1);
    const sorted = places.map(({ places: [place = 0] }) => place).sort((a, b) => a - b);
    const values = sorted.map((place) => recorded(name, [place]));
    const known = values.filter((value) => value !== undefined);
    return known.length > 0 && known.length === values.length ? known : undefined;
  };
  const here: Environment = {
    ...(fixed.link !== undefined && { link: fixed.link }),
    name: (name) => {
      if (name === "t") return exactly(t);
      if (name === "m" && isOne) return one();
      return recorded(name, []) ?? listOf(name) ?? fixed.name?.(name);
    },
    indexed: (name, places) =>
      (isOne && name === "u" && places.join() === "1" ? one() : recorded(name, places)) ??
      fixed.indexed?.(name, places),
  };
  if (start === undefined) return here;
  return {
    ...here,
    node: (node, inner, letters) => {
      if (node.kind !== "at-time") return undefined;
      const time = toMeasured(inner(node.time));
      return isFailure(time) || time.value !== 0 ? undefined : evaluate(node.of, start, letters);
    },
  };
}
