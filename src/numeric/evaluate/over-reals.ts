/**
 * Operators over an interval of reals, `root(x in a < real < b, e)` and its kin, by name.
 */
import type { Domain, Expression, Over } from "../../model/expression/expression.ts";
import { extremeOver } from "./extreme-over.ts";
import { leastOver } from "./least-over.ts";
import { rootOver } from "./root-over.ts";
import type { Letters, Result } from "./value.ts";

type OverReals = (
  node: Over,
  domain: Domain & { readonly kind: "reals" },
  letters: Letters,
  worth: (part: Expression, letters: Letters) => Result,
) => Result;

export const overReals: ReadonlyMap<string, OverReals> = new Map([
  ["root", rootOver],
  ["least", leastOver],
  ["greatest", leastOver],
  ["min", extremeOver],
  ["max", extremeOver],
]);
