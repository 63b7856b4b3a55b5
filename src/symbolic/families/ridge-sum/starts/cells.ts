/**
 * The starts of a neuron cut into cells on which signs and the place of one overlap are the same,
 * with the chance of each.
 *
 * For w uniform on the sphere and an orthonormal frame the law of (u_1, ..., u_k) is the same after
 * permutations and after every change of signs, and ties have probability 0. So the signs are
 * independent of the sizes, each pattern of signs has the chance 2^-k, and within a set of starts
 * that permutations map to itself each u_j is the greatest (or the largest in size) with the chance
 * 1/k. With s = 2^-k and "mixed" for overlaps of both signs:
 *   u_j greatest: all negative s/k, all positive s/k, mixed (1 - 2 s)/k, then u_j > 0;
 *   u_j not greatest: all negative s (1 - 1/k), all positive s (1 - 1/k), and what is left of
 *   P(mixed, u_j > 0) = P(mixed, u_j < 0) = 1/2 - s.
 * A frame whose Gram matrix is the same after every permutation keeps those, and w -> -w: then
 * u_j is the largest in size with the chance 1/k, of either sign alike, and greatest with 1/k.
 */
import * as Q from "../../../../model/rational.ts";
import * as P from "../../../exact/polynomial.ts";
import * as R from "../../../exact/rational-function.ts";
import { powerOf } from "../../../term/power.ts";
import * as T from "../../../term/term.ts";

/** What is the same for all starts of a cell; j is the place that an event speaks of. */
export interface Cell {
  /** Signs of all overlaps. */
  readonly signs: "positive" | "negative" | "mixed";
  /** The sign of u_j. */
  readonly sign: 1 | -1;
  /** Whether u_j is the greatest, or the largest in size, as the cut says. */
  readonly isFirst: boolean;
}

/** What u_j is compared by. */
export type Order = "value" | "size";

/** What of a cell an event has asked for. */
export type Asked = ReadonlySet<keyof Cell>;

/** Whether the chances of cells are known for such a frame, asked for these alone. */
export function areKnown(
  frame: "orthonormal" | "exchangeable",
  order: Order,
  asked: Asked,
): boolean {
  if (frame === "orthonormal") return true;
  if (asked.has("signs")) return false;
  return order === "size" || !(asked.has("isFirst") && asked.has("sign"));
}

/** All cells with their chances; those of frames that are not orthonormal only in such sums. */
export function cellsOf(
  terms: P.Polynomial,
  order: Order,
): readonly { readonly cell: Cell; readonly chance: T.Term }[] {
  const first = T.ofRationalFunction(R.divide(R.one, R.ofPolynomial(terms)));
  const others = T.subtract(T.one, first);
  const same = powerOf(T.constant(2), P.negate(terms));
  const half = T.constant(Q.rational(1n, 2n));
  // The chance of overlaps of both signs, with that of u_j given.
  const mixedOfSign = T.subtract(half, same);
  const mixed = T.scale(mixedOfSign, R.constant(2));
  const mixedFirst = (sign: 1 | -1): T.Term => {
    if (order === "size") return T.multiply(mixedOfSign, first);
    return sign === 1 ? T.multiply(mixed, first) : T.zero;
  };
  return ([1, -1] as const).flatMap((sign) => {
    const signs = sign === 1 ? "positive" : "negative";
    return [
      { cell: { signs, sign, isFirst: true }, chance: T.multiply(same, first) },
      { cell: { signs, sign, isFirst: false }, chance: T.multiply(same, others) },
      { cell: { signs: "mixed", sign, isFirst: true }, chance: mixedFirst(sign) },
      {
        cell: { signs: "mixed", sign, isFirst: false },
        chance: T.subtract(mixedOfSign, mixedFirst(sign)),
      },
    ] as const;
  });
}
