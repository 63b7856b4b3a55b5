/**
 * The line cut at the real roots of finitely many polynomials: between two cuts no sign changes,
 * so the truth of a sign condition at one rational point holds on the whole cell.
 *
 * This is cylindrical algebraic decomposition in one variable [Basu2006, Sec. 2.3].
 */
import * as Q from "../../model/rational.ts";
import {
  type AlgebraicNumber,
  compareAlgebraic,
  realRoots,
  refined,
} from "../exact/algebraic-number.ts";
import { isConstant, type Polynomial } from "../exact/polynomial.ts";
import type { Domain } from "../exact/real-roots.ts";

export interface Cells {
  /** The cuts inside the domain, ascending. */
  readonly cuts: readonly AlgebraicNumber[];
  /** One rational point in each of the `cuts.length + 1` open cells. */
  readonly samples: readonly Q.Rational[];
}

/** The cells of the interior of a domain. @param polynomials in one and the same variable */
export function cellsOf(polynomials: readonly Polynomial[], domain: Domain): Cells {
  const inside: Domain = { lower: domain.lower, upper: domain.upper };
  const roots = polynomials
    .filter((p) => !isConstant(p))
    .flatMap((p) => realRoots(p, inside).map(({ root }) => root))
    .sort(compareAlgebraic);
  const cuts = roots.filter((root, i) => i === 0 || compareAlgebraic(roots[i - 1]!, root) !== 0);
  const samples = Array.from({ length: cuts.length + 1 }, (_, i) =>
    between(i === 0 ? domain.lower : cuts[i - 1]!, i === cuts.length ? domain.upper : cuts[i]!),
  );
  return { cuts, samples };
}

/** A rational strictly between two ends, the first below the second. */
function between(a: AlgebraicNumber | Q.Rational | "-oo", b: AlgebraicNumber | Q.Rational | "oo") {
  let low = a === "-oo" ? undefined : a;
  let high = b === "oo" ? undefined : b;
  if (low === undefined && high === undefined) return Q.zero;
  if (low === undefined) return Q.subtract(lowerOf(high!), Q.one);
  if (high === undefined) return Q.add(upperOf(low), Q.one);
  for (let width = Q.rational(1n, 4n); ; width = Q.divide(width, Q.integer(16))) {
    if (Q.compare(upperOf(low), lowerOf(high)) < 0) {
      return Q.divide(Q.add(upperOf(low), lowerOf(high)), Q.integer(2));
    }
    if ("minimalPolynomial" in low) low = refined(low, width);
    if ("minimalPolynomial" in high) high = refined(high, width);
  }
}

const lowerOf = (x: AlgebraicNumber | Q.Rational): Q.Rational => ("lower" in x ? x.lower : x);
const upperOf = (x: AlgebraicNumber | Q.Rational): Q.Rational => ("upper" in x ? x.upper : x);
