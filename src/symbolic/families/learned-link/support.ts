/**
 * Sums over degrees that mention the teacher's coefficients, written over the degrees it has.
 *
 * b[q] is 0 off the support of the teacher's Hermite series, so a sum over lo..hi of X(q) b[q] is
 * one over the part of the support inside lo..hi. Written so, with the coefficients that the model
 * gives, two sums over different ranges that agree have the same canonical form.
 */
import type { Setting } from "../../../model/claim.ts";
import { substitute } from "../../exact/in-one-variable.ts";
import * as P from "../../exact/polynomial.ts";
import { dependsOn, type IndexRange, indexRange, renameIndex, symbol } from "../../term/atom.ts";
import { replaceAtoms } from "../../term/calculus.ts";
import { exponentOf, type Meaning, termOf } from "../../term/interpret.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import { powerOf } from "../../term/power.ts";
import { sumOver } from "../../term/sum.ts";
import * as T from "../../term/term.ts";
import type { HermiteSeries, SeriesTerm } from "../ridge-sum/hermite-series.ts";

/** Whether a >= b at every value of the parameters; `undefined` where the domains do not tell. */
export type Order = (a: P.Polynomial, b: P.Polynomial) => boolean | undefined;

/** The order that follows from the lower ends of integer parameters alone. */
export function orderOf(setting: Setting, meaning: Meaning): Order {
  const lowerEnds = new Map<string, P.Polynomial>();
  for (const { name, domain, index } of setting.parameters.values()) {
    if (domain.kind !== "integers" || index.length > 0) continue;
    lowerEnds.set(name, exponentOf(termOf(domain.from, meaning)));
  }
  /** In the distances of the parameters from their lower ends, all of them >= 0. */
  const fromBelow = (p: P.Polynomial): P.Polynomial => {
    let left = p;
    // A lower end mentions parameters declared before it: no chain is longer than their number.
    for (let round = 0; round <= lowerEnds.size; round++) {
      for (const [name, end] of lowerEnds) {
        if (!P.variables(left).includes(name)) continue;
        left = substitute(left, name, P.add(end, P.variable(`${name}'`)));
      }
    }
    return left;
  };
  const isNonNegative = (p: P.Polynomial): boolean =>
    P.variables(p).every((name) => name.endsWith("'")) &&
    p.terms.every(({ coefficient }) => coefficient.num >= 0n);
  return (a, b) => {
    if (isNonNegative(fromBelow(P.subtract(a, b)))) return true;
    if (isNonNegative(fromBelow(P.subtract(P.subtract(b, a), P.one)))) return false;
    return undefined;
  };
}

/** The teacher's coefficient of degree `place`, before it is known which degree that is. */
export const teacherCoefficient = (place: string): T.Term => T.ofAtom(symbol("b", [place]));

/** The sum over a letter, with b[letter] replaced by what it is on the support. */
export function sumOnSupport(
  letter: string,
  range: IndexRange,
  body: T.Term,
  series: HermiteSeries,
  order: Order,
): T.Term {
  return T.sum(
    body.monomials.map((monomial): T.Term => {
      const alone: T.Term = { monomials: [monomial] };
      const mentions = monomial.factors.some(
        ({ atom }) => atom.kind === "symbol" && atom.name === "b" && atom.indices[0] === letter,
      );
      if (!mentions) return sumOver(letter, range, alone);
      return T.sum(series.map((term) => part(letter, range, alone, term, order)));
    }),
  );
}

/** What one term of the series contributes. */
function part(
  letter: string,
  range: IndexRange,
  body: T.Term,
  { degree, coefficient, over }: SeriesTerm,
  order: Order,
): T.Term {
  const withCoefficient = (value: T.Term): T.Term =>
    replaceAtoms(
      body,
      (atom) =>
        atom.kind === "symbol" && atom.name === "b" && atom.indices[0] === letter
          ? value
          : undefined,
      powerOf,
    );
  if (over !== undefined) {
    const from = known(order(over.range.from, range.from)) ? over.range.from : range.from;
    const to = known(order(range.to, over.range.to)) ? over.range.to : range.to;
    return sumOver(
      letter,
      indexRange(from, to),
      withCoefficient(atPlace(coefficient, over.letter, letter)),
    );
  }
  if (!known(order(degree, range.from)) || !known(order(range.to, degree))) return T.zero;
  return atPlace(withCoefficient(coefficient), letter, placeOfDegree(degree));
}

/** An index place for a degree. */
export function placeOfDegree(degree: P.Polynomial): string {
  if (P.isConstant(degree)) return `${P.constantTerm(degree).num}`;
  const [only] = P.variables(degree);
  if (only !== undefined && P.equal(degree, P.variable(only))) return only;
  throw new NotDerivable("a degree that is neither a number nor a parameter");
}

/** A term in an index letter, taken at another place. */
export function atPlace(term: T.Term, letter: string, place: string): T.Term {
  if (letter === place) return term;
  return T.sum(
    term.monomials.map(({ coefficient, factors }) =>
      T.product([
        T.ofRationalFunction(coefficient),
        ...factors.map((factor) => {
          const isLetter = factor.atom.kind === "symbol" && factor.atom.name === letter;
          if (isLetter && !place.startsWith("#")) {
            return powerOf(T.ofPolynomial(degreeOfPlace(place)), factor.exponent);
          }
          if (!dependsOn(factor, letter)) return T.ofAtom(factor.atom, factor.exponent);
          const { atom, exponent } = renameIndex(factor, letter, place);
          return T.ofAtom(atom, exponent);
        }),
      ]),
    ),
  );
}

const degreeOfPlace = (place: string): P.Polynomial =>
  /^[0-9]+$/.test(place) ? P.constant(BigInt(place)) : P.variable(place);

function known(order: boolean | undefined): boolean {
  if (order === undefined) throw new NotDerivable("degrees whose order the domains do not tell");
  return order;
}
