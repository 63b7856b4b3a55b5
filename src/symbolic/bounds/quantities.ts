/**
 * Terms in the state as rational functions of finitely many real variables, each with a name:
 * overlaps, symbolic powers of overlaps, power sums S_n = sum_i u_i^n, and whatever other atom
 * occurs, eigenvalues and sums of products among them. A power of an atom with an exponent that is
 * no natural number is a variable of its own, `(S_2)^(p/2)` beside `S_2`.
 *
 * Nothing is known of the variables here; that is the business of `power-sums.ts`, `frame-facts.ts`
 * and `raised-facts.ts`.
 */
import { floor } from "../../model/rational.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import { formatPolynomial } from "../exact/text.ts";
import type { Atom, Factor, IndexRange } from "../term/atom.ts";
import { isIndex } from "../term/atom.ts";
import { formatTerm } from "../term/format.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import * as T from "../term/term.ts";

/** A power of an atom that has a variable: the atom itself where the exponent is 1. */
export interface Named {
  readonly name: string;
  readonly atom: Atom;
  readonly exponent: P.Polynomial;
}

/** The variables of one statement, which grow as terms are put into them. */
export interface Quantities {
  readonly functionOf: (term: T.Term) => R.RationalFunction;
  /** u_place ^ exponent; `undefined` if the exponent is below every symbolic power. */
  readonly overlapPower: (place: string, exponent: P.Polynomial) => R.RationalFunction | undefined;
  /** S_n. */
  readonly sum: (exponent: P.Polynomial) => R.RationalFunction;
  /** Names and exponents of power sums so far. */
  readonly sums: () => readonly (readonly [string, P.Polynomial])[];
  /** Other atoms, and powers of any atom, so far. */
  readonly others: () => readonly Named[];
}

export const overlapName = (place: string): string => `u[${place}]`;
export const powerName = (place: string, index: number): string => `u[${place}].${index + 1}`;

/** @param powers the symbolic powers of overlaps that have variables */
export function quantities(range: IndexRange, powers: readonly P.Polynomial[]): Quantities {
  const sums = new Map<string, P.Polynomial>();
  const others = new Map<string, Named>();
  const sum = (exponent: P.Polynomial): R.RationalFunction => {
    const known = [...sums].find(([, other]) => P.equal(other, exponent));
    const name = known?.[0] ?? `S.${sums.size + 1}`;
    sums.set(name, exponent);
    return R.variable(name);
  };
  const other = (atom: Atom, exponent: P.Polynomial): R.RationalFunction => {
    const key = `${atom.key}^(${formatPolynomial(exponent)})`;
    const known = others.get(key);
    const isPlain = atom.kind === "symbol" && P.equal(exponent, P.one);
    const name = known?.name ?? (isPlain ? atom.key : `Q.${others.size + 1}`);
    others.set(key, { name, atom, exponent });
    return R.variable(name);
  };
  const overlapPower = (place: string, exponent: P.Polynomial): R.RationalFunction | undefined => {
    const x = R.variable(overlapName(place));
    const natural = naturalNumber(exponent);
    if (natural !== undefined) return R.power(x, natural);
    for (const [i, q] of powers.entries()) {
      const rest = naturalNumber(P.subtract(exponent, q));
      if (rest !== undefined) return R.multiply(R.power(x, rest), R.variable(powerName(place, i)));
    }
    return undefined;
  };
  const ofFactor = ({ atom, exponent }: Factor): R.RationalFunction => {
    const place = placeOfOverlap(atom);
    if (place !== undefined) {
      const power = overlapPower(place, exponent);
      if (power !== undefined) return power;
      throw new NotDerivable(`the power ${formatPolynomial(exponent)} of an overlap`);
    }
    const n = naturalNumber(exponent);
    if (n === undefined) {
      // x^(e + 2) is x^2 x^e, so that powers that differ by a natural number share a variable.
      const whole = P.constant(floor(P.constantTerm(exponent)));
      const natural = naturalNumber(whole);
      if (natural === undefined || natural === 0) return other(atom, exponent);
      const rest = other(atom, P.subtract(exponent, whole));
      return R.multiply(ofFactor({ atom, exponent: whole }), rest);
    }
    if (atom.kind === "base") return R.power(R.ofPolynomial(atom.polynomial), n);
    const degree = degreeOfSum(atom, range);
    return R.power(degree === undefined ? other(atom, P.one) : sum(degree), n);
  };
  return {
    functionOf: (term) =>
      R.sum(
        term.monomials.map(({ coefficient, factors }) =>
          R.product([coefficient, ...factors.map(ofFactor)]),
        ),
      ),
    overlapPower,
    sum,
    sums: () => [...sums],
    others: () => [...others.values()],
  };
}

/** What the variables stand for: `S.1 = sum(i, u[i]^(p))`. */
export function legendOf({ sums, others }: Quantities, powers: readonly P.Polynomial[]): string {
  return [
    ...sums().map(([name, n]) => `${name} = sum(i, u[i]^(${formatPolynomial(n)}))`),
    ...powers.map((q, i) => `u[c].${i + 1} = u[c]^(${formatPolynomial(q)})`),
    ...others()
      .filter(({ name, atom }) => name !== atom.key)
      .map(({ name, atom, exponent }) => `${name} = ${formatTerm(T.ofAtom(atom, exponent))}`),
  ].join(", ");
}

/** c of an overlap u[c]. @throws NotDerivable for an index letter outside of its sum */
export function placeOfOverlap(atom: Atom): string | undefined {
  const [place] = atom.kind === "symbol" && atom.name === "u" ? atom.indices : [];
  if (place !== undefined && isIndex(place)) {
    throw new NotDerivable(`an inequality with ${atom.key}`);
  }
  return place;
}

/** n of a power sum S_n over all overlaps. */
export function degreeOfSum(atom: Atom, range: IndexRange): P.Polynomial | undefined {
  const [only, ...others] = atom.kind === "sum" ? atom.body : [];
  const [letter, ...more] = atom.kind === "sum" ? atom.bound : [];
  const isPowerSum =
    only?.atom.kind === "symbol" &&
    only.atom.name === "u" &&
    only.atom.indices[0] === letter?.name &&
    !P.variables(only.exponent).includes(letter?.name ?? "") &&
    others.length + more.length === 0 &&
    letter?.range.key === range.key;
  return isPowerSum ? only.exponent : undefined;
}

export function naturalNumber(exponent: P.Polynomial): number | undefined {
  const n = P.constantTerm(exponent);
  return P.isConstant(exponent) && n.den === 1n && n.num >= 0n ? Number(n.num) : undefined;
}
