/**
 * A matrix beside its inverse under one sum: sum_j A[i,j] inverse[j,l] = delta[i,l], where j runs
 * over all places of the matrix and stands nowhere else in the product.
 */
import * as P from "../exact/polynomial.ts";
import { type Bound, delta, dependsOn, type Factor } from "./atom.ts";

/** A product under sums. */
export interface Summed {
  readonly bound: readonly Bound[];
  readonly body: readonly Factor[];
}

/** The product with one such letter used up; `undefined` where there is none. */
export function withoutInverse(
  bound: readonly Bound[],
  body: readonly Factor[],
): Summed | undefined {
  for (const letter of bound) {
    const holding = body.filter((factor) => dependsOn(factor, letter.name));
    const inverse = holding.find(({ atom }) => atom.kind === "inverse");
    const matrix = holding.find(({ atom }) => atom.kind === "symbol" && atom.name === "A");
    if (inverse?.atom.kind !== "inverse" || matrix?.atom.kind !== "symbol") continue;
    if (holding.length > 2 || letter.range.key !== inverse.atom.range.key) continue;
    if (!holding.every(({ exponent }) => P.equal(exponent, P.one))) continue;
    const ends = [matrix, inverse].map(({ atom }) => otherPlace(atom, letter.name));
    if (ends[0] === undefined || ends[1] === undefined) continue;
    const contracted: Factor = { atom: delta(ends[0], ends[1]), exponent: P.one };
    return {
      bound: bound.filter((other) => other !== letter),
      body: [...body.filter((factor) => !holding.includes(factor)), contracted],
    };
  }
  return undefined;
}

/** The place beside the letter; `undefined` on the diagonal. */
function otherPlace(atom: Factor["atom"], letter: string): string | undefined {
  if (atom.kind !== "symbol" && atom.kind !== "inverse") return undefined;
  const others = atom.indices.filter((place) => place !== letter);
  return others.length === 1 ? others[0] : undefined;
}
