/**
 * The Hessian of a state as a number on one of its two blocks, where it is one.
 *
 * `within` is the part of the tangent space inside the span of the frame and the neurons, `across`
 * the rest. Two eigenvalues that lie within their errors of one another may be the same number.
 */
import { type Failure, failure } from "../failure.ts";
import { type Measured, measured } from "../measured.ts";
import type { Eigenvalue, Inertia } from "./answers.ts";

type Block = Eigenvalue["block"];

/** The one eigenvalue of a block; a failure where there are several, or none. */
export function blockEigenvalue({ eigenvalues }: Inertia, block: Block): Measured | Failure {
  const ofBlock = eigenvalues.filter((x) => x.block === block).map((x) => x.eigenvalue);
  if (ofBlock.length === 0) return failure("wrong-arguments", `eigen(${block}): an empty block`);
  const low = Math.max(...ofBlock.map((x) => x.value - x.error));
  const high = Math.min(...ofBlock.map((x) => x.value + x.error));
  // One number lies in every interval only if all of them meet.
  if (!(low <= high)) {
    return failure("wrong-arguments", `eigen(${block}): several eigenvalues in this block`);
  }
  return measured((low + high) / 2, (high - low) / 2, "estimate");
}

/** The dimension of a block. */
export const blockMultiplicity = ({ eigenvalues }: Inertia, block: Block): number =>
  eigenvalues.reduce((n, x) => n + (x.block === block ? x.multiplicity : 0), 0);
