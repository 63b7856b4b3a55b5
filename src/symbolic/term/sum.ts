/**
 * Summation over an index letter, by linearity.
 *
 * For each monomial: a delta with the letter is used up; factors without the letter are pulled
 * out, and of the power of a positive base the part whose exponent is free of the letter, so that
 * sum_q B^(q/2 - 1) and B^(-1) sum_q B^(q/2) are one; the rest becomes one connected sum atom, or
 * the number of values of the letter if nothing is left. Sums that share a letter are merged into
 * one, so the order of summation is forgotten; a letter with one value, a number, takes it. A
 * letter that a matrix and its inverse share is used up: sum_j A[i,j] inverse[j,l] = delta[i,l].
 */
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import {
  type Bound,
  dependsOn,
  type Factor,
  type IndexRange,
  renameIndex,
  sumAtom,
} from "./atom.ts";
import { withoutInverse } from "./contract-inverse.ts";
import { powerOf } from "./power.ts";
import {
  collect,
  multiply,
  ofPolynomial,
  ofRationalFunction,
  product,
  sum,
  type Term,
} from "./term.ts";

/**
 * The sum of a term over an index letter.
 *
 * @param letter such as `#j`; free in `a`, gone from the answer
 * @returns exact. A delta is used under the convention that its other place lies in `range`.
 * @example sumOver("#j", 1..k, delta[#i,#j] u[#j]) // u[#i]
 */
export function sumOver(letter: string, range: IndexRange, a: Term): Term {
  if (P.isConstant(range.from) && P.equal(range.from, range.to)) return at(letter, range.from, a);
  return sum(a.monomials.map((m) => sumOfMonomial(letter, range, m.coefficient, m.factors)));
}

/** A term with a letter, as an index and as a number, at its only value. */
function at(letter: string, only: P.Polynomial, a: Term): Term {
  const place = `${P.constantTerm(only).num}`;
  return sum(
    a.monomials.map(({ coefficient, factors }) =>
      product([
        ofRationalFunction(coefficient),
        ...factors.map((factor) => {
          if (factor.atom.kind === "symbol" && factor.atom.name === letter) {
            return powerOf(ofPolynomial(only), renameIndex(factor, letter, place).exponent);
          }
          const { atom, exponent } = renameIndex(factor, letter, place);
          return collect([{ coefficient: R.one, factors: [{ atom, exponent }] }]);
        }),
      ]),
    ),
  );
}

function sumOfMonomial(
  letter: string,
  range: IndexRange,
  coefficient: R.RationalFunction,
  factors: readonly Factor[],
): Term {
  const contraction = factors.find(
    ({ atom }) => atom.kind === "delta" && atom.indices.includes(letter),
  );
  if (contraction?.atom.kind === "delta") {
    const [i, j] = contraction.atom.indices;
    const other = i === letter ? j : i;
    const rest = factors.filter((f) => f !== contraction);
    return collect([{ coefficient, factors: rest.map((f) => renameIndex(f, letter, other)) }]);
  }
  const apart = factors.flatMap((f) => withoutFixedPower(f, letter));
  const outside = apart.filter((f) => !dependsOn(f, letter));
  const inside = apart.filter((f) => dependsOn(f, letter));
  const pulledOut: Term = collect([{ coefficient, factors: outside }]);
  if (inside.length === 0) {
    const count = P.add(P.subtract(range.to, range.from), P.one);
    return multiply(pulledOut, ofRationalFunction(R.ofPolynomial(count)));
  }
  const { bound, body } = merged(inside);
  // Opening a sum can bring equal atoms side by side, u[l] beside u[l]^(q-1).
  const tidied = collect([{ coefficient: R.one, factors: body }]);
  const letters = [{ name: letter, range }, ...bound];
  const without = withoutInverse(letters, body);
  if (without !== undefined) {
    const product = collect([{ coefficient: R.one, factors: without.body }]);
    return multiply(
      pulledOut,
      without.bound.reduce((inner, rest) => sumOver(rest.name, rest.range, inner), product),
    );
  }
  return multiply(
    pulledOut,
    collect(
      tidied.monomials.map(({ coefficient: c, factors: tidy }) => ({
        coefficient: c,
        factors: [{ atom: sumAtom(letters, tidy), exponent: P.one }],
      })),
    ),
  );
}

/** B^(e + f) as B^e B^f, where f is free of the letter and e is not. */
function withoutFixedPower(factor: Factor, letter: string): readonly Factor[] {
  const { atom, exponent } = factor;
  if (atom.kind !== "base") return [factor];
  const moving = exponent.terms.filter(({ monomial }) =>
    monomial.powers.some(([name]) => name === letter),
  );
  if (moving.length === 0 || moving.length === exponent.terms.length) return [factor];
  const own = P.sumOfTerms(moving);
  return [
    { atom, exponent: own },
    { atom, exponent: P.subtract(exponent, own) },
  ];
}

/** Sum atoms among the factors opened into one list of letters, each given a name of its own. */
function merged(factors: readonly Factor[]): {
  readonly bound: readonly Bound[];
  readonly body: readonly Factor[];
} {
  const bound: Bound[] = [];
  const body: Factor[] = [];
  for (const factor of factors) {
    const { atom, exponent } = factor;
    if (atom.kind !== "sum" || !P.isConstant(exponent)) {
      body.push(factor);
      continue;
    }
    const times = P.constantTerm(exponent);
    if (times.den !== 1n || times.num < 1n || times.num > 8n) {
      body.push(factor);
      continue;
    }
    for (let copy = 0n; copy < times.num; copy++) {
      let opened = atom.body;
      for (const { name, range } of atom.bound) {
        const fresh = `#m${bound.length}`;
        opened = opened.map((f) => renameIndex(f, name, fresh));
        bound.push({ name: fresh, range });
      }
      body.push(...opened);
    }
  }
  return { bound, body };
}
