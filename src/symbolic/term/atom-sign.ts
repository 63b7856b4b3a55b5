/**
 * Atoms that are negative at no state, by their form: eigenvalues of a Gram matrix of linearly
 * independent vectors, lengths, sums of even powers, and the quadratic form of an inverse Gram
 * matrix.
 */
import * as P from "../exact/polynomial.ts";
import type { Atom, Factor } from "./atom.ts";

/** Symbols for |w'| and for the eigenvalues of a Gram matrix, which have no closed form. */
const lengths: ReadonlySet<string> = new Set(["speed", "eigenvalue"]);

/** Whether the symbol stands for a function of the parameters, or of the state, that is unwritten. */
export const isUnwritten = (name: string): boolean => lengths.has(name);
export const isUnwrittenOfState = (name: string): boolean => name === "speed";

/** Whether the atom is never negative. */
export function isNeverNegative(atom: Atom): boolean {
  switch (atom.kind) {
    case "base":
    case "delta":
      return true;
    case "symbol":
      return lengths.has(atom.name);
    case "inverse":
      return false;
    case "sum":
      return isQuadraticForm(atom) || atom.body.every(isNeverNegativeFactor);
  }
}

/** Whether atom ^ exponent is never negative: an even power, or any power of such an atom. */
export const isNeverNegativeFactor = ({ atom, exponent }: Factor): boolean =>
  isEvenExponent(exponent) || isNeverNegative(atom);

/** Whether an exponent is an even integer wherever its letters are integers. */
export const isEvenExponent = (exponent: P.Polynomial): boolean =>
  exponent.terms.every(({ coefficient: { num, den } }) => den === 1n && num % 2n === 0n);

/** sum_xy inverse[x,y] u[x] u[y]: the inverse of a positive definite matrix is one. */
export function isQuadraticForm(atom: Atom): boolean {
  if (atom.kind !== "sum" || atom.bound.length !== 2 || atom.body.length !== 3) return false;
  const inverse = atom.body.find((factor) => factor.atom.kind === "inverse")?.atom;
  if (inverse?.kind !== "inverse") return false;
  const overlaps = atom.body.filter((factor) => factor.atom !== inverse);
  return (
    atom.bound.every(({ range }) => range.key === inverse.range.key) &&
    atom.bound.every(({ name }) => inverse.indices.includes(name)) &&
    atom.bound.every(({ name }) =>
      overlaps.some(({ atom: u }) => u.kind === "symbol" && u.indices[0] === name),
    ) &&
    overlaps.every(({ atom: u }) => u.kind === "symbol" && u.name === "u") &&
    atom.body.every(({ exponent }) => P.equal(exponent, P.one))
  );
}
