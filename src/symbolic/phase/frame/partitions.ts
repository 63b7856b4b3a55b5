/**
 * Partitions of the vectors of a frame that the flow respects.
 *
 * A partition is equitable if the weights are equal on each cell and, for vectors of one cell, the
 * entries of the Gram matrix towards each other cell have the same sum [Godsil2001, Sec. 9.3]. Then
 * overlaps that are equal on each cell stay so: u_i' = sum_j A_ij omega_j g'(u_j) - R u_i depends
 * on the cell of i alone. No group is needed; where a permutation of the vectors keeps A and
 * omega, its orbits are one such partition.
 */
import * as Q from "../../../model/rational.ts";
import * as P from "../../exact/polynomial.ts";
import { formatPolynomial } from "../../exact/text.ts";
import type { TeacherFrame } from "./teacher-frame.ts";

/** Cells of places, each ascending, in the order of their first places. */
export type Partition = readonly (readonly number[])[];

/** The coarsest equitable partition: cells are split until all sums agree. */
export function coarsestPartition(frame: TeacherFrame): Partition {
  let cells = grouped(frame.gram.length, (j) => Q.formatRational(frame.weights[j]!));
  for (;;) {
    const current = cells;
    const finer = grouped(frame.gram.length, (j) =>
      [
        current.findIndex((cell) => cell.includes(j)),
        ...current.map((cell) => formatPolynomial(rowSum(frame, j, cell))),
      ].join("|"),
    );
    if (finer.length === cells.length) return cells;
    cells = finer;
  }
}

/** The partitions into two cells that are equitable, one for each class under symmetries. */
export interface PartitionClass {
  readonly cells: Partition;
  /** How many partitions are images of this one. */
  readonly size: number;
}

/** All equitable partitions into two cells, up to permutations that keep frame and weights. */
export function partitionsInTwo(frame: TeacherFrame): readonly PartitionClass[] {
  const k = frame.gram.length;
  const classes: { readonly cells: Partition; size: number }[] = [];
  // The second cell has never the first place, so that each partition occurs once.
  for (let mask = 1; mask < 2 ** (k - 1); mask++) {
    const cells = grouped(k, (j) => `${j > 0 && (mask >> (j - 1)) % 2 === 1}`);
    if (!isEquitable(frame, cells)) continue;
    const known = classes.find((other) => areAlike(frame, other.cells, cells));
    if (known === undefined) classes.push({ cells, size: 1 });
    else known.size += 1;
  }
  return classes;
}

/** The sum of the entries of row j over a cell. */
export const rowSum = ({ gram }: TeacherFrame, j: number, cell: readonly number[]): P.Polynomial =>
  P.sum(cell.map((i) => gram[j]![i]!));

function isEquitable(frame: TeacherFrame, cells: Partition): boolean {
  return cells.every((cell) =>
    cell.every((j) => {
      const first = cell[0]!;
      return (
        Q.equals(frame.weights[j]!, frame.weights[first]!) &&
        cells.every((other) => P.equal(rowSum(frame, j, other), rowSum(frame, first, other)))
      );
    }),
  );
}

function grouped(k: number, keyOf: (j: number) => string): Partition {
  const cells = new Map<string, number[]>();
  for (let j = 0; j < k; j++) {
    const key = keyOf(j);
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [j]);
    else cell.push(j);
  }
  return [...cells.values()];
}

/** Whether a permutation that keeps A and the weights maps the cells of a to those of b. */
function areAlike({ gram, weights }: TeacherFrame, a: Partition, b: Partition): boolean {
  const places = gram.map((_, i) => i);
  const cellOf = (cells: Partition, j: number): number => cells.findIndex((c) => c.includes(j));
  const extend = (image: readonly number[], turned: boolean): boolean => {
    const i = image.length;
    if (i === places.length) return true;
    return places.some((j) => {
      const fits =
        !image.includes(j) &&
        (cellOf(a, i) === cellOf(b, j)) !== turned &&
        Q.equals(weights[i]!, weights[j]!) &&
        image.every((to, from) => P.equal(gram[from]![i]!, gram[to]![j]!));
      return fits && extend([...image, j], turned);
    });
  };
  return extend([], false) || extend([], true);
}
