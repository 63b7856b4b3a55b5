/**
 * The stationary points of a pure link h_p on symmetric slices, p >= 3, all overlaps positive.
 *
 * Stationary with u > 0 means (1 - beta) u_j^(p-1) - mu u_j + const = 0 for all j; the left side
 * is strictly convex in u_j > 0, so at most two values of u_j occur: every such point lies on a
 * slice. There z' t = u_first' - z u_second', free of the radial term, is a multiple of z - 1
 * (the average) times a polynomial linear in beta: its root is beta as a function of z, the
 * branch.
 */
import type { CasCounts } from "../cas/propose.ts";
import { checkable, type Derivation, type Step, step } from "../derivation.ts";
import { inPlaceOf, type Letter, positiveReal, whole } from "../equation.ts";
import { exactQuotient } from "../exact/division.ts";
import { coefficientsIn, degree as degreeIn } from "../exact/in-one-variable.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import { formatPolynomial, formatRationalFunction } from "../exact/text.ts";
import { derivative } from "../term/calculus.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import * as T from "../term/term.ts";
import { solvedFor } from "./average-curvature.ts";
import { fractionStep } from "./fraction.ts";
import { positiveMultiple } from "./positive-multiple.ts";
import type { PureLinkRules } from "./pure-link-rules.ts";
import { atDegree, type Group, onSlice, sliceOverlap } from "./slice.ts";

export interface SliceBranch {
  readonly degree: number;
  /** Zero on the branch: linear in beta, a polynomial in z, k, l. */
  readonly equation: P.Polynomial;
  /** beta in the letters z, k, l. */
  readonly beta: R.RationalFunction;
  /**
   * The rates of antisymmetric perturbations inside each group at a point of the branch, over
   * t^(p-2) (1 - beta) (z - 1): polynomials in z whose coefficients are all of one sign.
   */
  readonly inner: Readonly<Record<Group, P.Polynomial>>;
  readonly derivation: Derivation;
  readonly cas: CasCounts;
}

/**
 * The branch of h_p.
 *
 * @param degree p, at least 3
 * @throws NotDerivable if the rate does not have the shape described.
 */
export async function sliceBranch(rules: PureLinkRules, degree: number): Promise<SliceBranch> {
  const rate = atDegree(rules.rate, degree);
  const rates = { first: onSlice(rate, "first"), second: onSlice(rate, "second") };
  const drift = R.subtract(rates.first, R.multiply(R.variable("z"), rates.second));
  const factored = withoutPowersOfScale(drift, degree - 1);
  const quotient = exactQuotient(factored, P.subtract(P.variable("z"), P.one));
  const offAverage = quotient && positiveMultiple(quotient);
  if (offAverage === undefined || degreeIn(offAverage, "beta") !== 1) {
    throw new NotDerivable("a slice on which beta is no rational function");
  }
  const { root: beta, cas } = await solvedFor(offAverage, "beta");
  const inner = {
    first: innerRate(rate, rates.second, "first", beta, degree),
    second: innerRate(rate, rates.second, "second", beta, degree),
  };
  return {
    degree,
    equation: offAverage,
    beta,
    inner,
    derivation: [
      step(
        "z' / t^(p-2)",
        "\\dot z\\, t^{2-p}",
        T.ofPolynomial(factored),
        "z' t = u_first' - z u_second' on the slice (l overlaps z t, k - l overlaps t); the radial terms cancel",
      ),
      checkable(
        step(
          "the other factor than z - 1",
          "\\frac{\\dot z\\, t^{2-p}}{z - 1}",
          T.ofPolynomial(quotient ?? P.zero),
          "z = 1 is the average; linear in beta",
          "canonical-form",
        ),
        {
          left: formatPolynomial(factored),
          right: `(z - 1)*(${formatPolynomial(quotient ?? P.zero)})`,
          letters: sliceLetters,
          positive: [],
        },
      ),
      checkable(
        fractionStep(
          "beta on the branch",
          "\\beta_l(z)",
          beta,
          "solved for beta; where the factor vanishes grad L is parallel to w, as the frame is independent",
        ),
        {
          left: inPlaceOf(formatPolynomial(offAverage), "beta", formatRationalFunction(beta)),
          right: "0",
          letters: sliceLetters,
          positive: [],
        },
      ),
      ...(["first", "second"] as const).map((group) => innerStep(group, inner[group])),
    ],
    cas,
  };
}

const sliceLetters: readonly Letter[] = [
  whole("k", 2),
  whole("l", 1, "k - 1"),
  positiveReal("z"),
  positiveReal("beta"),
];

/** beta on the slice with a numeric l, and a numeric k where it is given. */
export function branchAt(branch: SliceBranch, l: bigint, k?: bigint): R.RationalFunction {
  const atL = R.substitute(branch.beta, "l", R.constant(l));
  return k === undefined ? atL : R.substitute(atL, "k", R.constant(k));
}

/**
 * The rate at which a perturbation sum eps_j v_j with sum eps_j = 0 inside one group grows.
 *
 * It changes u by (1 - beta) eps, so only the part of du_i'/du_x with delta_ix acts; minus the
 * radial rate u_second'/u_second, which is 0 at a stationary point and takes sum u^p away.
 */
function innerRate(
  rate: T.Term,
  second: R.RationalFunction,
  group: Group,
  beta: R.RationalFunction,
  degree: number,
): P.Polynomial {
  const jacobian = derivative(rate, "u", "#x");
  const diagonal = T.collect(
    jacobian.monomials.flatMap(({ coefficient, factors }) => {
      const rest = factors.filter(({ atom }) => atom.kind !== "delta");
      return rest.length === factors.length ? [] : [{ coefficient, factors: rest }];
    }),
  );
  const radial = R.divide(second, sliceOverlap.second);
  const whole = R.subtract(onSlice(diagonal, group), radial);
  const scaled = R.divide(whole, R.power(R.variable("t"), degree - 2));
  const onBranch = R.substitute(scaled, "beta", beta);
  const gap = R.multiply(R.subtract(R.one, beta), R.subtract(R.variable("z"), R.one));
  const quotient = R.divide(onBranch, gap);
  if (!R.isPolynomial(quotient) || !isOfOneSign(quotient.numerator)) {
    throw new NotDerivable("a block of a slice whose sign is not that of z - 1");
  }
  return quotient.numerator;
}

/** Whether all coefficients have the same strict sign: then the polynomial has it for z > 0. */
export function isOfOneSign(a: P.Polynomial): boolean {
  const positive = a.terms.every(({ coefficient }) => coefficient.num > 0n);
  return (
    a.terms.length > 0 && (positive || a.terms.every(({ coefficient }) => coefficient.num < 0n))
  );
}

function innerStep(group: Group, factor: P.Polynomial): Step {
  const name = group === "first" ? "z t" : "t";
  return step(
    `rate of antisymmetric perturbations of the overlaps ${name}, over t^(p-2) (1 - beta) (z - 1)`,
    `\\frac{\\rho_{${name}}\\, t^{2-p}}{(1-\\beta)(z-1)}`,
    T.ofPolynomial(factor),
    "the linearised flow on sum eps[j] v[j] with sum eps[j] = 0 within the group, on the branch; all coefficients have one sign",
    "canonical-form",
  );
}

/** The numerator of t^n times a polynomial free of t. */
export function withoutPowersOfScale(f: R.RationalFunction, n: number): P.Polynomial {
  const rows = R.isPolynomial(f) ? coefficientsIn(f.numerator, "t") : [];
  if (rows.length !== n + 1 || rows.slice(0, n).some((row) => !P.isZero(row))) {
    throw new NotDerivable("a slice rate that is not homogeneous");
  }
  return rows[n]!;
}
