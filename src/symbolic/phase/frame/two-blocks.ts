/**
 * A frame on which the overlaps take two values, z t on the first cell of an equitable partition
 * and t on the second.
 *
 * With B the sums of the Gram matrix over cells, n the sizes, omega the weights, the derived flow
 * u_i' = sum_j A_ij omega_j g'(u_j) - R u_i gives for h_q, the radial term cancelling in z' =
 * u_1'/t - z u_2'/t,
 *   z' = t^(q-2) D_q(z),  D_q = q (B_11 omega_1 z^(q-1) + B_12 omega_2 - z (B_21 omega_1 z^(q-1) +
 * B_22 omega_2)), and A maps vectors that are constant on cells as B does, so |w|^2 = u^T A^-1 u
 * is
 *   t^2 N(z),  N = (n_1 z (B_22 z - B_12) + n_2 (B_11 - B_21 z)) / det B.
 */
import * as Q from "../../../model/rational.ts";
import * as P from "../../exact/polynomial.ts";
import type { Slice } from "../slice-equation.ts";
import { type Partition, rowSum } from "./partitions.ts";
import type { TeacherFrame } from "./teacher-frame.ts";

export interface TwoBlocks extends Slice {
  /** Whether the cells do not act on each other: then (1, 0) is stationary from degree 2 on. */
  readonly isDecoupled: boolean;
}

/** The slice of a partition into two cells. */
export function twoBlocks(frame: TeacherFrame, cells: Partition): TwoBlocks {
  const [first, second] = cells as readonly [readonly number[], readonly number[]];
  const sums = [first, second].map((cell) =>
    [first, second].map((other) => rowSum(frame, cell[0]!, other)),
  );
  const [[b11, b12], [b21, b22]] = sums as unknown as readonly [Row, Row];
  const [own, other] = [frame.weights[first[0]!]!, frame.weights[second[0]!]!];
  const z = P.variable("z");
  const drift = (q: number): P.Polynomial => {
    const pull = ([toFirst, toSecond]: Row): P.Polynomial =>
      P.add(P.multiply(P.scale(toFirst, own), P.power(z, q - 1)), P.scale(toSecond, other));
    return P.scale(P.subtract(pull([b11, b12]), P.multiply(z, pull([b21, b22]))), Q.integer(q));
  };
  const top = P.add(
    P.scale(P.multiply(z, P.subtract(P.multiply(b22, z), b12)), Q.integer(first.length)),
    P.scale(P.subtract(b11, P.multiply(b21, z)), Q.integer(second.length)),
  );
  const bottom = P.subtract(P.multiply(b11, b22), P.multiply(b12, b21));
  const atOne = P.sum([
    P.scale(b11, own),
    P.scale(b12, other),
    P.negate(P.add(P.scale(b21, own), P.scale(b22, other))),
  ]);
  return {
    drift,
    norm: { top, bottom },
    holdsAverage: P.isZero(atOne),
    isDecoupled: P.isZero(b21),
  };
}

type Row = readonly [P.Polynomial, P.Polynomial];
