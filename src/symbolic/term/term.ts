/**
 * Terms: sums of monomials over the field of rational functions in the parameters, in canonical
 * form. Two terms are equal as formulas iff their canonical forms are the same text, as long as
 * the powers that occur are independent; a difference that reduces to zero *is* zero.
 *
 * monomial = rational function x product of atom ^ exponent, atoms distinct and in fixed order.
 * A power of a positive base keeps only the part of its exponent that is not an integer: the rest
 * is multiplied into the coefficient, so that B^(p/2) and B^(p/2 - 1) are found to be proportional.
 */
import * as Q from "../../model/rational.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import {
  type Atom,
  dependsOn,
  type Factor,
  factorKey,
  isIndex,
  renameIndex,
  symbol,
} from "./atom.ts";

export interface Monomial {
  readonly coefficient: R.RationalFunction;
  readonly factors: readonly Factor[];
  readonly key: string;
}

/** Monomials in the order of their keys; no coefficient is zero. */
export interface Term {
  readonly monomials: readonly Monomial[];
}

export const zero: Term = { monomials: [] };
export const one: Term = ofRationalFunction(R.one);

/** A rational function of the parameters as a term. It must hold no index letter. */
export function ofRationalFunction(coefficient: R.RationalFunction): Term {
  return collect([{ coefficient, factors: [] }]);
}

/** An integer or a rational as a term. */
export const constant = (value: number | bigint | Q.Rational): Term =>
  ofRationalFunction(R.constant(value));

/** A polynomial in parameters and index letters as a term; letters become atoms. */
export function ofPolynomial(polynomial: P.Polynomial): Term {
  return sum(
    polynomial.terms.map(({ coefficient, monomial }) =>
      monomial.powers.reduce((product, [name, exponent]) => {
        const factor = isIndex(name)
          ? ofAtom(symbol(name), P.constant(exponent))
          : ofRationalFunction(R.ofPolynomial(P.power(P.variable(name), exponent)));
        return multiply(product, factor);
      }, constant(coefficient)),
    ),
  );
}

/** atom ^ exponent. */
export function ofAtom(atom: Atom, exponent: P.Polynomial = P.one): Term {
  return collect([{ coefficient: R.one, factors: [{ atom, exponent }] }]);
}

export const add = (a: Term, b: Term): Term => collect([...a.monomials, ...b.monomials]);
export const sum = (terms: readonly Term[]): Term => collect(terms.flatMap((t) => t.monomials));
export const negate = (a: Term): Term => scale(a, R.constant(-1));
export const subtract = (a: Term, b: Term): Term => add(a, negate(b));

export const scale = (a: Term, c: R.RationalFunction): Term =>
  collect(a.monomials.map((m) => ({ ...m, coefficient: R.multiply(m.coefficient, c) })));

export function multiply(a: Term, b: Term): Term {
  return collect(
    a.monomials.flatMap((m) =>
      b.monomials.map((n) => ({
        coefficient: R.multiply(m.coefficient, n.coefficient),
        factors: [...m.factors, ...n.factors],
      })),
    ),
  );
}

export const product = (terms: readonly Term[]): Term => terms.reduce(multiply, one);

/** a^n for an integer n >= 0. */
export const power = (a: Term, n: number): Term => product(Array.from({ length: n }, () => a));

export const isZero = (a: Term): boolean => a.monomials.length === 0;
export const equal = (a: Term, b: Term): boolean => isZero(subtract(a, b));

/** The term as a rational function, if it has no atom. */
export function asRationalFunction(a: Term): R.RationalFunction | undefined {
  if (isZero(a)) return R.zero;
  const [only, ...others] = a.monomials;
  return only !== undefined && others.length === 0 && only.factors.length === 0
    ? only.coefficient
    : undefined;
}

/** Canonical form of a sum of products given in any order. */
export function collect(parts: readonly Omit<Monomial, "key">[]): Term {
  const byKey = new Map<string, Monomial>();
  for (const part of parts) {
    const monomial = canonical(part.coefficient, part.factors);
    if (monomial === undefined) continue;
    const known = byKey.get(monomial.key);
    byKey.set(
      monomial.key,
      known === undefined
        ? monomial
        : { ...known, coefficient: R.add(known.coefficient, monomial.coefficient) },
    );
  }
  const monomials = [...byKey.values()].filter((m) => !R.isZero(m.coefficient));
  return { monomials: monomials.sort((m, n) => (m.key < n.key ? -1 : m.key > n.key ? 1 : 0)) };
}

/** One product in canonical form; `undefined` if it is zero. */
function canonical(
  coefficient: R.RationalFunction,
  factors: readonly Factor[],
): Monomial | undefined {
  const contracted = contractDeltas(factors);
  if (contracted === undefined) return undefined;

  const exponents = new Map<string, Factor>();
  for (const { atom, exponent } of contracted) {
    const known = exponents.get(atom.key);
    const total = known === undefined ? exponent : P.add(known.exponent, exponent);
    exponents.set(atom.key, { atom, exponent: atom.kind === "delta" ? P.one : total });
  }
  let scaled = coefficient;
  const kept: Factor[] = [];
  for (const { atom, exponent } of exponents.values()) {
    if (P.isZero(exponent)) continue;
    if (atom.kind !== "base") {
      kept.push({ atom, exponent });
      continue;
    }
    const whole = Q.floor(P.constantTerm(exponent));
    const rest = P.subtract(exponent, P.constant(whole));
    scaled = R.multiply(scaled, R.power(R.ofPolynomial(atom.polynomial), Number(whole)));
    if (!P.isZero(rest)) kept.push({ atom, exponent: rest });
  }
  if (R.isZero(scaled)) return undefined;
  kept.sort((f, g) => (f.atom.key < g.atom.key ? -1 : 1));
  return { coefficient: scaled, factors: kept, key: kept.map(factorKey).join("*") };
}

/**
 * Uses every delta of a product: `delta[i,j]` of one place is 1, of two different integers makes
 * the product 0, and else its first place stands for the second in the other factors. The diagonal
 * of the Gram matrix of unit vectors is 1.
 */
function contractDeltas(factors: readonly Factor[]): readonly Factor[] | undefined {
  let rest: readonly Factor[] = factors.filter(({ atom }) => atom.kind !== "delta");
  const deltas = factors.filter(({ atom }) => atom.kind === "delta");
  const kept: Factor[] = [];
  let pending = deltas;
  while (pending.length > 0) {
    const [first, ...others] = pending;
    if (first === undefined || first.atom.kind !== "delta") break;
    const [i, j] = first.atom.indices;
    pending = others;
    if (i === j) continue;
    if (areDifferentIntegers(i, j)) return undefined;
    const [from, to] = isIndex(j) ? [j, i] : [i, j];
    kept.push(first);
    if (!isIndex(from)) continue;
    rest = rest.map((factor) => renameIndex(factor, from, to));
    pending = pending.map((factor) => renameIndex(factor, from, to));
  }
  const offDiagonal = rest.filter(({ atom }) => !isUnitDiagonal(atom));
  return [...offDiagonal, ...kept];
}

const areDifferentIntegers = (i: string, j: string): boolean =>
  /^-?[0-9]+$/.test(i) && /^-?[0-9]+$/.test(j) && i !== j;

const isUnitDiagonal = (atom: Atom): boolean =>
  atom.kind === "symbol" && atom.name === "A" && atom.indices[0] === atom.indices[1];

/** Whether the index letter occurs free anywhere in the term. */
export const termDependsOn = (a: Term, letter: string): boolean =>
  a.monomials.some((m) => m.factors.some((f) => dependsOn(f, letter)));
