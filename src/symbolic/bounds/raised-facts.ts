/**
 * Inequalities between non-negative quantities under powers.
 *
 *   x <= y and e >= 0                 give  x^e <= y^e;
 *   S_n <= (S_m)^(n/m)                for n >= m > 0: the l^n norm is at most the l^m norm;
 *   k^(1 - n/m) (S_m)^(n/m) <= S_n    for n >= m > 0: the power mean grows with its exponent
 *                                     [Hardy1952, Sec. 2.9 and 2.10].
 * Both of the last are about |u_i|, and so about S_n and S_m where no overlap is negative or both
 * exponents are even; the first bound of S_n needs that of m alone.
 */
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import { comparison, type Formula } from "../prove/formula.ts";
import type { IndexRange } from "../term/atom.ts";
import { isEvenExponent, isNeverNegative } from "../term/atom-sign.ts";
import { powerOf } from "../term/power.ts";
import * as T from "../term/term.ts";
import { degreeOfSum, type Quantities } from "./quantities.ts";

/** left <= right, both never negative. */
export interface Ordered {
  readonly left: T.Term;
  readonly right: T.Term;
}

export interface RaisedGround {
  readonly range: IndexRange;
  readonly isNonNegative: boolean;
  readonly isNonNegativePolynomial: (p: P.Polynomial) => Promise<boolean>;
}

/** What follows for the powers that occur, once all terms of the statement are named. */
export async function raisedFacts(
  names: Quantities,
  ordered: readonly Ordered[],
  ground: RaisedGround,
): Promise<readonly Formula[]> {
  const exponents = distinct(
    names
      .others()
      .filter(({ atom, exponent }) => atom.kind !== "base" && !P.equal(exponent, P.one))
      .map(({ exponent }) => exponent),
  );
  const facts: Formula[] = [];
  for (const exponent of exponents) {
    if (!(await ground.isNonNegativePolynomial(exponent))) continue;
    for (const { left, right } of ordered) {
      const [low, high] = [raised(left, exponent), raised(right, exponent)];
      if (low === undefined || high === undefined) continue;
      facts.push(comparison(names.functionOf(low), "<=", names.functionOf(high)));
    }
  }
  facts.push(...(await meanFacts(names, ground)));
  for (const { name, atom, exponent } of names.others()) {
    const x = R.variable(name);
    if (!isNeverNegative(atom)) continue;
    facts.push(comparison(x, atom.kind === "base" ? ">" : ">=", R.zero));
    if (atom.kind !== "base") continue;
    const above = await ground.isNonNegativePolynomial(P.subtract(atom.polynomial, P.one));
    if (!above) continue;
    if (await ground.isNonNegativePolynomial(exponent)) facts.push(comparison(x, ">=", R.one));
    if (await ground.isNonNegativePolynomial(P.negate(exponent))) {
      facts.push(comparison(x, "<=", R.one));
    }
  }
  return facts;
}

/** S_n against the powers of S_m that occur. */
async function meanFacts(
  names: Quantities,
  { range, isNonNegative, isNonNegativePolynomial }: RaisedGround,
): Promise<readonly Formula[]> {
  const facts: Formula[] = [];
  for (const { name, atom, exponent } of names.others()) {
    const m = degreeOfSum(atom, range);
    if (m === undefined || P.equal(exponent, P.one)) continue;
    if (!isNonNegative && !isEvenExponent(m)) continue;
    const isPositiveDegree = await isNonNegativePolynomial(P.subtract(m, P.one));
    const isAbove = await isNonNegativePolynomial(P.subtract(exponent, P.one));
    if (!isPositiveDegree || !isAbove) continue;
    const n = P.multiply(m, exponent);
    const found = names.sums().find(([, degree]) => P.equal(degree, n));
    if (found === undefined) continue;
    const [S, power] = [R.variable(found[0]), R.variable(name)];
    facts.push(comparison(S, "<=", power));
    if (!isNonNegative && !isEvenExponent(n)) continue;
    const share = powerOf(T.ofPolynomial(range.to), P.subtract(P.one, exponent));
    facts.push(comparison(R.multiply(names.functionOf(share), power), "<=", S));
  }
  return facts;
}

/** A product of atoms that are never negative, under a power; `undefined` for anything else. */
function raised(term: T.Term, exponent: P.Polynomial): T.Term | undefined {
  const [only, ...others] = term.monomials;
  if (only === undefined || others.length > 0 || !R.equal(only.coefficient, R.one)) {
    return undefined;
  }
  if (!only.factors.every(({ atom }) => isNeverNegative(atom))) return undefined;
  const factors = only.factors.map((factor) => ({
    atom: factor.atom,
    exponent: P.multiply(factor.exponent, exponent),
  }));
  return T.collect([{ coefficient: R.one, factors }]);
}

function distinct(exponents: readonly P.Polynomial[]): readonly P.Polynomial[] {
  return exponents.filter(
    (exponent, i) => exponents.findIndex((other) => P.equal(other, exponent)) === i,
  );
}
