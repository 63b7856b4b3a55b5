/**
 * The letters of a claim that number the points it lists.
 */
import type { Expression } from "./expression/expression.ts";
import { freeNames } from "./expression/traverse.ts";
import type { Point } from "./spec.ts";

interface Listing {
  readonly are?: readonly Point[];
  readonly where?: Expression;
  readonly count?: Expression;
}

/** The letters that points listed are numbered by, and nothing else of the claim depends on. */
export function numbering(
  { are = [], where, count }: Listing,
  letters: readonly string[],
): readonly string[] {
  const namesOf = (expressions: readonly Expression[]): ReadonlySet<string> =>
    new Set(expressions.flatMap((e) => [...freeNames(e)]));
  const listed = namesOf(
    are.flatMap((point) =>
      point.kind === "expression"
        ? [point.expression]
        : point.entries.flatMap(({ value }) => (value === undefined ? [] : [value])),
    ),
  );
  const elsewhere = namesOf([where, count].flatMap((e) => (e === undefined ? [] : [e])));
  return letters.filter((name) => listed.has(name) && !elsewhere.has(name));
}
