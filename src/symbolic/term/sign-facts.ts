/**
 * What a power must know of the domain of its base and of the letters of its exponent.
 *
 * (f^2)^(1/2) is |f|, and (x^a)^e is x^(a e) for every sign of x only where e is an integer. Who
 * knows the domain says so; where nobody does, the square stays under the root.
 */
import { sign } from "../../model/rational.ts";
import * as P from "../exact/polynomial.ts";
import { isIndex } from "./atom.ts";

export interface SignFacts {
  /** Whether a polynomial in parameters is positive on the whole domain, as far as it is seen. */
  readonly isPositive: (polynomial: P.Polynomial) => boolean;
  /** Whether a polynomial in parameters is nowhere negative on the domain, as far as it is seen. */
  readonly isNonNegative: (polynomial: P.Polynomial) => boolean;
  /** Whether a letter stands for integers alone. */
  readonly isWhole: (letter: string) => boolean;
}

/** Of nothing but numbers: no domain. */
export const noFacts: SignFacts = {
  isPositive: (a) => P.isConstant(a) && sign(P.constantTerm(a)) > 0,
  isNonNegative: (a) => P.isConstant(a) && sign(P.constantTerm(a)) >= 0,
  isWhole: isIndex,
};

/** Inside a derivation: the letters of an exponent are degrees and counts. */
export const degreeFacts: SignFacts = { ...noFacts, isWhole: () => true };

/** Whether an exponent is an integer wherever its letters are. */
export const isWholeExponent = (exponent: P.Polynomial, facts: SignFacts): boolean =>
  exponent.terms.every(({ coefficient }) => coefficient.den === 1n) &&
  P.variables(exponent).every(facts.isWhole);
