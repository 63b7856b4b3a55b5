/**
 * Powers of terms. A natural exponent multiplies out; any other needs one monomial, all of whose
 * parts are then raised: (c x^a)^e = c^e x^(a e), which holds for positive c and x, and for x of
 * any sign where e is an integer. A square whose root has an open sign stays under its power.
 *
 * The polynomials that became bases are the proof obligations of this rule: `powerBases` lists
 * them, and whoever uses the term must have each shown positive on the domain.
 */
import * as Q from "../../model/rational.ts";
import { exactQuotient } from "../exact/division.ts";
import { integerFactors } from "../exact/factorise.ts";
import { contentIn } from "../exact/gcd.ts";
import { polynomialIn } from "../exact/integer-polynomial.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import { type Factorisation, squareFree } from "../exact/square-free.ts";
import { base, type Factor, isIndex } from "./atom.ts";
import { isNeverNegative } from "./atom-sign.ts";
import { NotDerivable } from "./not-derivable.ts";
import { degreeFacts, isWholeExponent, type SignFacts } from "./sign-facts.ts";
import { collect, power, type Term } from "./term.ts";

/**
 * a ^ exponent.
 *
 * @param exponent a polynomial in parameters and index letters
 * @param facts of the domain; without them letters of the exponent are degrees
 * @throws NotDerivable if `a` is a sum and the exponent no natural number, if `a` is negative, or
 * if it is the root of a power of the state.
 */
export function powerOf(a: Term, exponent: P.Polynomial, facts: SignFacts = degreeFacts): Term {
  const [only, ...others] = a.monomials;
  if (P.isConstant(exponent)) {
    const n = P.constantTerm(exponent);
    if (n.den === 1n && n.num >= 0n && n.num <= 64n) return power(a, Number(n.num));
    if (n.den === 1n && only !== undefined && others.length === 0) {
      return raised(only.coefficient, only.factors, exponent, Number(n.num), facts);
    }
  }
  if (only === undefined) throw new NotDerivable("a power of zero with a symbolic exponent");
  if (others.length > 0) throw new NotDerivable("a power of a sum with a symbolic exponent");
  return raised(only.coefficient, only.factors, exponent, undefined, facts);
}

/** The bases under powers in a term, each to be shown positive. */
export function powerBases(a: Term): readonly P.Polynomial[] {
  const found = new Map<string, P.Polynomial>();
  const visit = (factors: readonly Factor[]): void => {
    for (const { atom } of factors) {
      if (atom.kind === "base") found.set(atom.key, atom.polynomial);
      if (atom.kind === "sum") visit(atom.body);
    }
  };
  for (const { factors } of a.monomials) visit(factors);
  return [...found.values()];
}

function raised(
  coefficient: R.RationalFunction,
  factors: readonly Factor[],
  exponent: P.Polynomial,
  whole: number | undefined,
  facts: SignFacts,
): Term {
  const scaledFactors = factors.map(({ atom, exponent: inner }) => ({
    atom,
    exponent: P.multiply(inner, exponent),
  }));
  if (whole !== undefined) {
    return collect([{ coefficient: R.power(coefficient, whole), factors: scaledFactors }]);
  }
  if (!isWholeExponent(exponent, facts)) requireRoots(factors, exponent, facts);
  const above = polynomialPower(coefficient.numerator, exponent, facts);
  const below = polynomialPower(coefficient.denominator, P.negate(exponent), facts);
  return collect([{ coefficient: R.one, factors: [...scaledFactors, ...above, ...below] }]);
}

/**
 * For an e that is no integer (x^a)^e is x^(a e) if x is positive where x^a is: one x, and a odd.
 * With an even a it is |x|^(a e), which is x^(a e) where a e is even too. A product of what is
 * never negative is raised part by part.
 *
 * @throws NotDerivable for any other product of what depends on the state.
 */
function requireRoots(factors: readonly Factor[], exponent: P.Polynomial, facts: SignFacts): void {
  const half = P.scale(exponent, Q.rational(1n, 2n));
  const open = factors.filter(({ atom, exponent: inner }) => {
    const isLetter = atom.kind === "symbol" && isIndex(atom.name);
    if (isLetter || isNeverNegative(atom)) return false;
    const isEven = isInteger(inner, 0n) && isWholeExponent(P.multiply(inner, half), facts);
    return !isEven;
  });
  const mayVanish = factors.some(({ atom }) => atom.kind === "sum" && isNeverNegative(atom));
  if (
    open.length > (mayVanish ? 0 : 1) ||
    open.some(({ exponent: inner }) => !isInteger(inner, 1n))
  ) {
    throw new NotDerivable("a root of a product whose parts may be negative");
  }
}

/** Whether an exponent is an integer of this parity. */
function isInteger(exponent: P.Polynomial, parity: 0n | 1n): boolean {
  const { num, den } = P.constantTerm(exponent);
  return P.isConstant(exponent) && den === 1n && (num % 2n === 0n) === (parity === 0n);
}

/** The factors of polynomial ^ exponent: primes of the constant, and coprime factors. */
function polynomialPower(
  polynomial: P.Polynomial,
  exponent: P.Polynomial,
  facts: SignFacts,
): readonly Factor[] {
  const { constant, factors } = positiveFactors(polynomial);
  const primes = [
    ...primeFactors(constant.num).map((n) => ({ n, times: 1n })),
    ...primeFactors(constant.den).map((n) => ({ n, times: -1n })),
  ];
  const isWhole = isWholeExponent(exponent, facts);
  return [
    ...primes.map(({ n, times }) => ({
      atom: base(P.constant(n)),
      exponent: P.scale(exponent, Q.integer(times)),
    })),
    ...factors.map(({ factor, multiplicity }): Factor => {
      const times = Q.integer(multiplicity);
      if (isWhole || multiplicity % 2 === 1 || facts.isPositive(factor)) {
        return { atom: base(factor), exponent: P.scale(exponent, times) };
      }
      if (facts.isPositive(P.negate(factor))) {
        return { atom: base(P.negate(factor)), exponent: P.scale(exponent, times) };
      }
      // (f^2)^(1/2) is |f|: which of f and -f that is, is not known here.
      return {
        atom: base(P.multiply(factor, factor)),
        exponent: P.scale(exponent, Q.rational(times.num, 2n)),
      };
    }),
  ];
}

/**
 * A polynomial as a positive constant times factors that are meant to be positive: a negative
 * constant is given to a factor of odd multiplicity, `-(beta - 1)` becoming `1 - beta`.
 */
function positiveFactors(polynomial: P.Polynomial): Factorisation {
  const { constant, factors: squareFreeFactors } = squareFree(polynomial);
  const factors = squareFreeFactors.flatMap(({ factor, multiplicity }) =>
    splitByVariable(factor).map((part) => ({ factor: part, multiplicity })),
  );
  if (Q.sign(constant) > 0) return { constant, factors };
  const odd = factors.findIndex(({ multiplicity }) => multiplicity % 2 === 1);
  if (odd < 0) throw new NotDerivable("a power of a negative number");
  return {
    constant: Q.negate(constant),
    factors: factors.map(({ factor, multiplicity }, i) => ({
      factor: i === odd ? P.negate(factor) : factor,
      multiplicity,
    })),
  };
}

/** Factors that are the content in some variable, so that k + k (k - 1) beta is split at k. */
function splitByVariable(factor: P.Polynomial): readonly P.Polynomial[] {
  for (const name of P.variables(factor)) {
    const inner = contentIn(factor, name);
    if (P.isConstant(inner)) continue;
    const outer = exactQuotient(factor, inner);
    if (outer === undefined || P.isConstant(outer)) continue;
    return [...splitByVariable(inner), ...splitByVariable(outer)];
  }
  return irreducibleFactors(factor);
}

/** A polynomial in one variable as its irreducible factors, so that k^2 + k is split too. */
function irreducibleFactors(factor: P.Polynomial): readonly P.Polynomial[] {
  const [name, ...others] = P.variables(factor);
  if (name === undefined || others.length > 0) return [factor];
  const parts = integerFactors(factor).flatMap(({ factor: part, multiplicity }) =>
    Array.from({ length: multiplicity }, () => polynomialIn(part, name)),
  );
  return P.equal(P.product(parts), factor) ? parts : [factor];
}

/** Prime factors with repetition, by trial division; meant for the small numbers of theorems. */
function primeFactors(n: bigint): readonly bigint[] {
  const found: bigint[] = [];
  let rest = n;
  for (let prime = 2n; prime * prime <= rest && prime < 100_000n; prime++) {
    while (rest % prime === 0n) {
      found.push(prime);
      rest /= prime;
    }
  }
  return rest > 1n ? [...found, rest] : found;
}

/** The square root of a term that is one positive monomial. */
export const squareRoot = (a: Term, facts: SignFacts = degreeFacts): Term =>
  powerOf(a, P.constant(Q.rational(1n, 2n)), facts);
