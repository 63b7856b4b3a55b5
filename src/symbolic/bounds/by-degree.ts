/**
 * A term that is a sum over the degrees of a link, taken degree by degree.
 *
 * If every monomial holds one sum over the same range R of degrees, the term is sum_q F_q B_q with
 * F_q made of coefficients of the link. Where F_q >= 0 for all q of R, it has the sign that B_q has
 * for all q of R, and B_q is a term with one parameter more, the degree.
 */
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import { type Factor, type IndexRange, isIndex, renameIndex } from "../term/atom.ts";
import { replaceAtoms } from "../term/calculus.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import { powerOf } from "../term/power.ts";
import { sumOver } from "../term/sum.ts";
import * as T from "../term/term.ts";

export interface ByDegree {
  /** B_q with the degree as the parameter `degree`. */
  readonly body: T.Term;
  readonly range: IndexRange;
  /** F_q in the index letter `degreeLetter`. */
  readonly factor: T.Term;
}

/** The parameter that a degree becomes; a dot keeps it apart from declared names. */
export const degreeName = "degree.q";
export const degreeLetter = "#degree";

/**
 * The term degree by degree; `undefined` if it holds no sum over degrees.
 *
 * @param overlaps the range of the overlaps, which is no range of degrees
 * @throws NotDerivable if some monomial has no such sum, or another range or other coefficients.
 */
export function byDegree(term: T.Term, overlaps: IndexRange): ByDegree | undefined {
  const range = term.monomials.flatMap(({ factors }) => rangesOf(factors, overlaps))[0];
  if (range === undefined) return undefined;
  let factor: T.Term | undefined;
  const bodies = term.monomials.map(({ coefficient, factors }) => {
    const opened = openedSum(factors, range);
    const [families, others] = split(opened);
    const own = T.collect([{ coefficient: R.one, factors: families }]);
    if (factor !== undefined && !T.equal(factor, own)) {
      throw new NotDerivable("an inequality with coefficients of different degrees");
    }
    factor = own;
    return T.collect([{ coefficient, factors: others }]);
  });
  const named = T.sum(bodies.map(withNamedDegree));
  return { body: named, range, factor: factor ?? T.one };
}

const rangesOf = (factors: readonly Factor[], overlaps: IndexRange): readonly IndexRange[] =>
  factors.flatMap(({ atom }) =>
    atom.kind === "sum"
      ? atom.bound.map(({ range }) => range).filter(({ key }) => key !== overlaps.key)
      : [],
  );

/** The factors with the sum over degrees opened at one degree, inner sums formed again. */
function openedSum(factors: readonly Factor[], range: IndexRange): readonly Factor[] {
  const holding = factors.filter(
    ({ atom }) => atom.kind === "sum" && atom.bound.some((bound) => bound.range.key === range.key),
  );
  const [only, ...others] = holding;
  if (only?.atom.kind !== "sum" || others.length > 0 || !P.equal(only.exponent, P.one)) {
    throw new NotDerivable("an inequality that is not summed over degrees in every term");
  }
  const letter = only.atom.bound.find((bound) => bound.range.key === range.key)!;
  const rest = only.atom.bound.filter((bound) => bound !== letter);
  const body = only.atom.body.map((inner) => renameIndex(inner, letter.name, degreeLetter));
  const summed = rest.reduce(
    (inner, bound) => sumOver(bound.name, bound.range, inner),
    T.collect([{ coefficient: R.one, factors: body }]),
  );
  const [product, ...more] = summed.monomials;
  if (product === undefined || more.length > 0 || !R.equal(product.coefficient, R.one)) {
    throw new NotDerivable("a sum over degrees that does not come apart");
  }
  return [...factors.filter((other) => other !== only), ...product.factors];
}

/** Coefficients of the link, and all the rest. */
function split(factors: readonly Factor[]): readonly [readonly Factor[], readonly Factor[]] {
  const isFamily = ({ atom }: Factor): boolean =>
    atom.kind === "symbol" && atom.name !== "u" && atom.indices.includes(degreeLetter);
  return [factors.filter(isFamily), factors.filter((factor) => !isFamily(factor))];
}

/** The letter of the degree as a parameter, in exponents and where it is a factor. */
function withNamedDegree(term: T.Term): T.Term {
  const renamed = T.collect(
    term.monomials.map(({ coefficient, factors }) => ({
      coefficient,
      factors: factors.map((factor) => renameIndex(factor, degreeLetter, degreeName)),
    })),
  );
  return replaceAtoms(
    renamed,
    (atom) =>
      atom.kind === "symbol" && atom.name === degreeName && !isIndex(atom.name)
        ? T.ofRationalFunction(R.variable(degreeName))
        : undefined,
    powerOf,
  );
}

/** Whether a product of coefficients is a square, and so never negative. */
export const isSquare = (factor: T.Term): boolean =>
  factor.monomials.every(
    ({ coefficient, factors }) =>
      R.equal(coefficient, R.one) &&
      factors.every(({ exponent }) => {
        const n = P.constantTerm(exponent);
        return P.isConstant(exponent) && n.den === 1n && n.num % 2n === 0n;
      }),
  );
