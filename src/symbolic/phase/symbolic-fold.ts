/**
 * The fold for symbolic k, where the branch is a quadratic in z: that is p = 3.
 *
 * On the slice l the branch equation a z^2 + b z + c = 0 has a real z only if its discriminant is
 * not negative. That of l = 1 is nonnegative wherever that of any l is, and it changes its sign
 * at the fold beta_f, a root in beta once k is written as 1 + r^2 (r^2 is the part of its
 * discriminant in beta that is no square). Statements for all k, l, beta and z go to the solver.
 */
import * as Q from "../../model/rational.ts";
import type { CasCounts } from "../cas/propose.ts";
import { checkable, type Derivation, type Step } from "../derivation.ts";
import { inPlaceOf, positiveReal, whole } from "../equation.ts";
import { coefficientsIn, degree, substitute } from "../exact/in-one-variable.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import { discriminant } from "../exact/resultant.ts";
import { squareFree } from "../exact/square-free.ts";
import { formatPolynomial, formatRationalFunction } from "../exact/text.ts";
import { type Proof, proveForAll, type Statement } from "../prove/for-all.ts";
import { allOf, comparison, equivalent, type Formula, formatFormula } from "../prove/formula.ts";
import { fractionStep } from "./fraction.ts";
import { positiveMultiple } from "./positive-multiple.ts";
import { quadraticRoots } from "./quadratic-roots.ts";
import type { SliceBranch } from "./slice-branch.ts";

/** A statement for all values of its letters, and what the solver said. */
export interface ProvedStatement {
  readonly statement: string;
  readonly status: Proof["status"];
  readonly smtlib: string;
}

export interface SymbolicFold {
  /** In beta and k: nonnegative where off-average stationary points exist, negative beyond. */
  readonly discriminant: P.Polynomial;
  /** beta_f in the letter r = sqrt(rootOf). */
  readonly inRoot: R.RationalFunction;
  /** r^2, a polynomial in k. */
  readonly radicand: P.Polynomial;
  readonly proofs: readonly ProvedStatement[];
  readonly derivation: Derivation;
  readonly cas: CasCounts;
}

/** The fold of a branch that is quadratic in z; `undefined` for other branches. */
export async function symbolicFold(branch: SliceBranch): Promise<SymbolicFold | undefined> {
  if (degree(branch.equation, "z") !== 2) return undefined;
  const first = substitute(branch.equation, "l", P.one);
  const disc = positiveMultiple(discriminant(first, "z"));
  const radicand = oddPart(discriminant(disc, "beta"));
  const atRoot = atSquare(disc, radicand);
  if (atRoot === undefined) return undefined;
  const { roots, cas } = await quadraticRoots(atRoot, "beta");
  const inRoot = roots.find(isBetweenZeroAndOne);
  if (inRoot === undefined) return undefined;
  const proofs = await proofsOf(branch.equation, first, disc, atRoot, inRoot);
  return {
    discriminant: disc,
    inRoot,
    radicand,
    proofs,
    derivation: stepsOf(first, disc, radicand, inRoot, proofs),
    cas,
  };
}

async function proofsOf(
  equation: P.Polynomial,
  first: P.Polynomial,
  disc: P.Polynomial,
  atRoot: P.Polynomial,
  inRoot: R.RationalFunction,
): Promise<readonly ProvedStatement[]> {
  const [k, l, z, beta, r] = ["k", "l", "z", "beta", "r"].map(R.variable) as [
    R.RationalFunction,
    R.RationalFunction,
    R.RationalFunction,
    R.RationalFunction,
    R.RationalFunction,
  ];
  const inDomain = allOf(comparison(beta, ">", R.zero), comparison(beta, "<", R.one));
  const atLeastTwo = comparison(k, ">=", R.constant(2));
  const isNonnegative = (p: P.Polynomial): Formula => comparison(R.ofPolynomial(p), ">=", R.zero);
  const [constant = P.zero, slope = P.zero, lead = P.zero] = coefficientsIn(first, "z");
  const vertex = R.quotient(P.negate(slope), P.scale(lead, Q.integer(2)));
  const atVertex = R.substitute(R.ofPolynomial(first), "z", vertex);
  const statements: readonly Statement[] = [
    {
      variables: [
        { name: "k", sort: "int" },
        { name: "l", sort: "int" },
        { name: "z", sort: "real" },
        { name: "beta", sort: "real" },
      ],
      hypotheses: [
        atLeastTwo,
        comparison(l, ">=", R.one),
        comparison(l, "<=", R.subtract(k, R.one)),
        inDomain,
        comparison(z, ">", R.zero),
        comparison(R.ofPolynomial(equation), "=", R.zero),
      ],
      conclusion: isNonnegative(disc),
    },
    {
      // Values of opposite sign at 0 and at the vertex > 0: a root z > 0 lies between.
      variables: [
        { name: "k", sort: "int" },
        { name: "beta", sort: "real" },
      ],
      hypotheses: [atLeastTwo, inDomain, isNonnegative(disc)],
      conclusion: allOf(
        comparison(vertex, ">", R.zero),
        comparison(R.multiply(atVertex, R.ofPolynomial(constant)), "<=", R.zero),
      ),
    },
    {
      variables: [
        { name: "r", sort: "real" },
        { name: "beta", sort: "real" },
      ],
      hypotheses: [comparison(r, ">=", R.one), inDomain],
      conclusion: equivalent(isNonnegative(atRoot), comparison(beta, "<=", inRoot)),
    },
  ];
  const proofs: ProvedStatement[] = [];
  for (const statement of statements) {
    const { status, smtlib } = await proveForAll(statement);
    const { hypotheses, conclusion } = statement;
    const text = `${hypotheses.map(formatFormula).join(" and ")} implies ${formatFormula(conclusion)}`;
    proofs.push({ statement: text, status, smtlib });
  }
  return proofs;
}

const meanings = [
  "no stationary point of any slice l where it is negative",
  "for l = 1 there is one, z > 0, where it is not negative",
  "it is not negative exactly up to beta_f",
];

function stepsOf(
  first: P.Polynomial,
  disc: P.Polynomial,
  radicand: P.Polynomial,
  inRoot: R.RationalFunction,
  proofs: readonly ProvedStatement[],
): Derivation {
  const solved = proofs.map(
    ({ statement, status }, i): Step => ({
      of: statement,
      equals: status,
      latex: `\\text{${status}: ${meanings[i]}}`.replaceAll("_", "\\_"),
      rule: `for all values: \`${statement}\``,
      check: status === "proved" ? "solver" : "rule",
    }),
  );
  const [constant = P.zero, slope = P.zero, lead = P.zero] = coefficientsIn(first, "z");
  const exactly = discriminant(first, "z");
  return [
    checkable(
      fractionStep(
        "Delta, up to a positive factor: the discriminant in z of the branch l = 1",
        "\\Delta(\\beta, k)",
        R.ofPolynomial(disc),
        "a quadratic in z has a real root iff its discriminant is not negative",
        "rule",
      ),
      {
        left: `(${formatPolynomial(slope)})^2 - 4*(${formatPolynomial(lead)})*(${formatPolynomial(constant)})`,
        right: `${Q.formatRational(factorBetween(exactly, disc))}*(${formatPolynomial(disc)})`,
        letters: [whole("k", 2), positiveReal("beta")],
        positive: [],
      },
    ),
    fractionStep(
      "r^2",
      "r^2",
      R.ofPolynomial(radicand),
      "the square-free part of the discriminant of Delta in beta; k is written in r",
    ),
    checkable(
      fractionStep(
        "beta_f",
        "\\beta_f",
        inRoot,
        "the one root of Delta in (0, 1), as the last statement below says for all r >= 1",
      ),
      {
        left: inPlaceOf(
          inPlaceOf(formatPolynomial(disc), "beta", formatRationalFunction(inRoot)),
          "k",
          formatPolynomial(inRootLetter(radicand)),
        ),
        right: "0",
        letters: [positiveReal("r")],
        positive: [],
      },
    ),
    ...solved,
  ];
}

/** The product of the factors that occur to an odd power. */
const oddPart = (a: P.Polynomial): P.Polynomial =>
  P.product(
    squareFree(a).factors.flatMap(({ factor, multiplicity }) =>
      multiplicity % 2 === 1 ? [factor] : [],
    ),
  );

/** The polynomial with k chosen so that the radicand, linear in k with slope 1, is r^2. */
function atSquare(a: P.Polynomial, radicand: P.Polynomial): P.Polynomial | undefined {
  const slope = coefficientsIn(radicand, "k")[1];
  if (slope === undefined || degree(radicand, "k") !== 1 || !P.equal(slope, P.one))
    return undefined;
  return substitute(a, "k", inRootLetter(radicand));
}

/** k in the letter r, for a radicand k + constant = r^2. */
const inRootLetter = (radicand: P.Polynomial): P.Polynomial =>
  P.subtract(P.power(P.variable("r"), 2), coefficientsIn(radicand, "k")[0] ?? P.zero);

/** The number that a multiple of b is multiplied with to give a. */
const factorBetween = (a: P.Polynomial, b: P.Polynomial): Q.Rational =>
  Q.divide(P.leadingCoefficient(a), P.leadingCoefficient(b));

/** At r = 1 and r = 2, where the other root is negative; the solver has the last word. */
const isBetweenZeroAndOne = (root: R.RationalFunction): boolean =>
  [1, 2].every((r) => {
    const value = R.evaluate(root, new Map([["r", Q.integer(r)]]));
    return value !== undefined && Q.sign(value) > 0 && Q.compare(value, Q.one) < 0;
  });
