/**
 * The curvature at the average as a function of the overlap m, degree by degree.
 *
 * At the average of an equiangular frame all overlaps are m, with k m^2 = 1 + (k - 1) beta. An
 * eigenvalue of h_p there is m^p times a rational function of p, k and m: so says the derived
 * spectrum once beta is written in m. Sums over degrees with the weights of a link follow.
 */
import * as Q from "../../model/rational.ts";
import { addCounts, type CasCounts, noCounts, proposeRoots } from "../cas/propose.ts";
import { checkable, type Derivation, step } from "../derivation.ts";
import { type Equation, inPlaceOf, positiveReal, whole } from "../equation.ts";
import { coefficientsIn } from "../exact/in-one-variable.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import { formatPolynomial, formatRationalFunction } from "../exact/text.ts";
import { solveLinear } from "../solve-linear.ts";
import { symbol } from "../term/atom.ts";
import { formatTerm } from "../term/format.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import { powerOf } from "../term/power.ts";
import * as T from "../term/term.ts";
import type { PureLinkRules } from "./pure-link-rules.ts";

/** The curvature of h_p at the average, over m^p, in the letters p, k, m. */
export interface AverageCurvature {
  readonly within: R.RationalFunction;
  readonly across: R.RationalFunction;
  /** beta in the letters k and m. */
  readonly beta: R.RationalFunction;
  /** Where the curvature of h_p within the span vanishes, in the letters p and k. */
  readonly pureThreshold: R.RationalFunction;
  readonly derivation: Derivation;
  readonly cas: CasCounts;
}

/** m, k and beta at the average: k m^2 - 1 - (k - 1) beta = 0. */
export const overlapEquation: P.Polynomial = P.sum([
  P.multiply(P.variable("k"), P.power(P.variable("m"), 2)),
  P.constant(-1),
  P.negate(P.multiply(P.subtract(P.variable("k"), P.one), P.variable("beta"))),
]);

/**
 * The eigenvalues of the rules, written in m.
 *
 * @throws NotDerivable if an eigenvalue is not m^p times a rational function.
 */
export async function averageCurvature(rules: PureLinkRules): Promise<AverageCurvature> {
  const solved = await solvedFor(overlapEquation, "beta");
  const beta = solved.root;
  const overlap = squareRootOfOverlap();
  const inverse = powerOf(overlap, P.negate(P.variable("p")));
  const within = overPower(rules.within.eigenvalue, beta);
  const across = overPower(rules.across.eigenvalue, beta);
  const inBeta = T.asRationalFunction(T.multiply(rules.within.eigenvalue, inverse))!;
  const threshold = await solvedFor(inBeta.numerator, "beta");
  return {
    within,
    across,
    beta,
    pureThreshold: threshold.root,
    derivation: [
      checkable(
        step(
          "beta",
          "\\beta",
          T.ofRationalFunction(beta),
          "k m^2 = 1 + (k - 1) beta at the average, solved for beta",
          "canonical-form",
        ),
        overlapSolved(beta),
      ),
      inPowers("within", rules.within.eigenvalue, within, overlap),
      inPowers("across", rules.across.eigenvalue, across, overlap),
    ],
    cas: addCounts(solved.cas, threshold.cas),
  };
}

/**
 * The eigenvalue within the span over m^p, in the letters p, k, m, by the core alone.
 *
 * @throws NotDerivable if it is not m^p times a rational function.
 */
export const withinOverPower = (rules: PureLinkRules): R.RationalFunction =>
  overPower(rules.within.eigenvalue, solveLinear(overlapEquation, "beta")!);

function overPower(eigenvalue: T.Term, beta: R.RationalFunction): R.RationalFunction {
  const inverse = powerOf(squareRootOfOverlap(), P.negate(P.variable("p")));
  const ratio = T.asRationalFunction(T.multiply(eigenvalue, inverse));
  if (ratio === undefined) throw new NotDerivable("an eigenvalue that is no multiple of m^p");
  return R.substitute(ratio, "beta", beta);
}

/**
 * A sum of c_q times an eigenvalue of h_q for a numeric k: a polynomial in m.
 *
 * @param eigenvalue over m^p, in the letters p, k, m
 * @param weights c_q by degree q >= 1
 */
export function weightedCurvature(
  eigenvalue: R.RationalFunction,
  weights: ReadonlyMap<number, Q.Rational>,
  k: bigint,
): P.Polynomial {
  const atK = R.substitute(eigenvalue, "k", R.constant(k));
  const sum = R.sum(
    [...weights].map(([degree, weight]) => {
      const atDegree = R.substitute(atK, "p", R.constant(degree));
      const power = R.ofPolynomial(P.power(P.variable("m"), degree));
      return R.product([R.constant(weight), atDegree, power]);
    }),
  );
  if (!R.isPolynomial(sum)) throw new NotDerivable("a curvature with a pole");
  return P.scale(sum.numerator, Q.divide(Q.one, P.constantTerm(sum.denominator)));
}

/** One root of a polynomial linear in the unknown: proposed, checked, else solved by the core. */
export async function solvedFor(
  polynomial: P.Polynomial,
  unknown: string,
): Promise<{ readonly root: R.RationalFunction; readonly cas: CasCounts }> {
  const primitive = solveLinear(polynomial, unknown);
  const proposal = P.variables(polynomial).includes(unknown)
    ? await proposeRoots(polynomial, unknown)
    : { roots: [], complete: false, counts: noCounts };
  const [only, ...others] = proposal.roots;
  const isOnly = proposal.complete && only !== undefined && others.length === 0;
  const root = isOnly ? only : primitive;
  if (root === undefined) throw new NotDerivable(`an equation that is not linear in ${unknown}`);
  return { root, cas: proposal.counts };
}

/** m = sqrt((1 + (k - 1) beta)/k) as a term. */
function squareRootOfOverlap(): T.Term {
  const [k, beta] = [P.variable("k"), P.variable("beta")];
  const square = R.quotient(P.add(P.one, P.multiply(P.subtract(k, P.one), beta)), k);
  return powerOf(T.ofRationalFunction(square), P.constant(Q.rational(1n, 2n)));
}

/**
 * The step from an eigenvalue in beta to the same in m, checked by going back: with m replaced by
 * its value in beta, the two agree as canonical forms.
 *
 * @throws RangeError if they do not: a fault of this layer.
 */
function inPowers(
  block: string,
  eigenvalue: T.Term,
  ratio: R.RationalFunction,
  overlap: T.Term,
): Derivation[number] {
  const atOverlap = (polynomial: P.Polynomial): T.Term =>
    T.sum(
      coefficientsIn(polynomial, "m").map((coefficient, i) =>
        T.multiply(T.ofPolynomial(coefficient), T.power(overlap, i)),
      ),
    );
  const left = T.multiply(eigenvalue, atOverlap(ratio.denominator));
  const right = T.multiply(atOverlap(ratio.numerator), powerOf(overlap, P.variable("p")));
  if (!T.equal(left, right)) {
    throw new RangeError(`inPowers: expected the eigenvalue ${block} the span in m, got another.`);
  }
  const inOverlap = T.multiply(T.ofRationalFunction(ratio), T.ofAtom(symbol("m"), P.variable("p")));
  return checkable(
    step(
      `eigenvalue ${block} the span, for h(p, z)`,
      `\\lambda_{\\mathrm{${block}}}(h_p)`,
      inOverlap,
      "beta written in m: m^p times a rational function; putting m back gives the line before",
      "canonical-form",
    ),
    {
      left: formatTerm(eigenvalue),
      right: inPlaceOf(formatTerm(inOverlap), "m", formatTerm(overlap)),
      letters: [whole("p", 1), whole("k", 2), positiveReal("beta")],
      positive: ["1 - beta"],
    },
  );
}

/** k m^2 = 1 + (k - 1) beta with beta put in. */
const overlapSolved = (beta: R.RationalFunction): Equation => ({
  left: inPlaceOf(formatPolynomial(overlapEquation), "beta", formatRationalFunction(beta)),
  right: "0",
  letters: [whole("k", 2), positiveReal("m")],
  positive: [],
});
