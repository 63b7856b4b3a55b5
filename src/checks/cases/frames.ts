/**
 * Frames at which `frame: any` is tried: orthonormal, equiangular with acute and with obtuse
 * angles, and one without symmetry.
 */

import type { Value } from "../../model/bind/instance.ts";
import type { Expression } from "../../model/expression/expression.ts";
import { one, type Rational, rational, zero } from "../../model/rational.ts";
import type { RandomStream } from "../../numeric/random/stream.ts";

export interface TriedFrame {
  readonly label: string;
  readonly rows: readonly (readonly Rational[])[];
}

/**
 * Gram matrices of k linearly independent unit vectors.
 *
 * 1/4 is the angle of a frame of any size; the last two are strictly diagonally dominant, hence
 * positive definite (Gershgorin).
 */
export function triedFrames(k: number, random: RandomStream): readonly TriedFrame[] {
  const filled = (off: (i: number, j: number) => Rational): readonly (readonly Rational[])[] => {
    const upper = Array.from({ length: k }, (_, i) =>
      Array.from({ length: k }, (_, j) => (j > i ? off(i, j) : zero)),
    );
    return upper.map((row, i) =>
      row.map((entry, j) => (i === j ? one : i < j ? entry : (upper[j]?.[i] ?? zero))),
    );
  };
  if (k === 1) return [{ label: "one", rows: [[one]] }];
  return [
    { label: "orthonormal", rows: filled(() => zero) },
    { label: "equiangular", rows: filled(() => rational(1n, 4n)) },
    { label: "obtuse", rows: filled(() => rational(-1n, BigInt(2 * (k - 1)))) },
    {
      label: "generic",
      rows: filled(() => rational(BigInt(random.below(9) - 3), BigInt(6 * (k - 1)))),
    },
  ];
}

/** A Gram matrix as the value of `A`. */
export const valueOfFrame = ({ rows }: TriedFrame): Value => ({
  kind: "family",
  from: 1,
  values: rows.map((row) => ({
    kind: "family",
    from: 1,
    values: row.map((value) => ({ kind: "exact", value })),
  })),
});

/** A Gram matrix as rows of expressions. */
export const rowsOfFrame = ({ rows }: TriedFrame): readonly (readonly Expression[])[] =>
  rows.map((row) => row.map((value) => ({ kind: "number", value })));
