/**
 * The Hessian on the sphere at the average, by symmetry block.
 *
 * For a tangent vector xi at w the Riemannian Hessian of L(<w, v_1>, ..., <w, v_k>) is
 *   Hess[xi] = sum_ij L_ij v_i <v_j, xi> - <w, grad L> xi   (tangent part),   L_ij = d2L/du_i du_j,
 * the second derivative along a geodesic plus the curvature of the sphere [Absil2008, Sec. 5.4.1;
 * Boumal2023, Eq. 5.30].
 *
 * When row sums are equal the tangent space at the average is the sum of two invariant blocks:
 *   within the span: xi = sum_j eps_j v_j with sum_j eps_j = 0, of dimension k - 1; where A is no
 *     multiple of 1 there, one block for each of its eigenvalues;
 *   across it:       xi orthogonal to every v_j, of dimension d - k.
 * An eigenvalue is read off from Hess[xi] = eigenvalue * xi; if the left side is no multiple of xi
 * the rule does not apply and says so.
 */
import * as P from "../../exact/polynomial.ts";
import { type Atom, symbol } from "../../term/atom.ts";
import { derivative, replaceAtoms } from "../../term/calculus.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import { powerOf } from "../../term/power.ts";
import { sumOver } from "../../term/sum.ts";
import * as T from "../../term/term.ts";
import { type AveragePoint, atAverage } from "./average.ts";
import { gradientCoefficient, radialDerivative } from "./flow.ts";
import type { RidgeSum } from "./model.ts";

/** One eigenvalue of the Hessian and the dimension of its eigenspace. */
export interface HessianBlock {
  readonly block: "within" | "across";
  readonly eigenvalue: T.Term;
  readonly multiplicity: P.Polynomial;
}

/**
 * The spectrum of the spherical Hessian at the average; multiplicities add up to d - 1.
 *
 * @throws NotDerivable if a block is not invariant, as for unequal weights.
 */
export function hessianAtAverage(
  model: RidgeSum,
  loss: T.Term,
  point: AveragePoint,
): readonly HessianBlock[] {
  const curvatureOfSphere = T.negate(atAverage(point, radialDerivative(model, loss)));
  const within = model.spectrum ?? [
    { eigenvalue: undefined, multiplicity: P.subtract(model.terms, P.one) },
  ];
  return [
    ...within.map(
      ({ eigenvalue, multiplicity }): HessianBlock => ({
        block: "within",
        eigenvalue: T.add(withinSpan(model, loss, point, eigenvalue), curvatureOfSphere),
        multiplicity,
      }),
    ),
    {
      block: "across",
      eigenvalue: curvatureOfSphere,
      multiplicity: P.subtract(model.dimension, model.terms),
    },
  ];
}

/**
 * The factor by which sum_ij L_ij v_i <v_j, .> acts on sum_j eps_j v_j with sum_j eps_j = 0.
 *
 * @param ofGram where A eps = ofGram eps; else the sum with the entries of A is worked out
 */
function withinSpan(
  model: RidgeSum,
  loss: T.Term,
  point: AveragePoint,
  ofGram: T.Term | undefined,
): T.Term {
  const eps = (place: string): T.Term => T.ofAtom(symbol("eps", [place]));
  const overlapWithXi = (place: string): T.Term =>
    ofGram !== undefined
      ? T.multiply(ofGram, eps(place))
      : sumOver("#y", model.range, T.multiply(model.gram(place, "#y"), eps("#y")));
  const second = derivative(gradientCoefficient(loss, "#i"), "u", "#x");
  const image = sumOver("#x", model.range, T.multiply(second, overlapWithXi("#x")));
  const balanced = replaceAtoms(
    atAverage(point, image),
    (atom) => (isSumOf(atom, "eps") ? T.zero : undefined),
    powerOf,
  );
  return multipleOf(balanced, symbol("eps", ["#i"]), "#i");
}

/** Whether the atom is the plain sum over j of name[j], which is 0 within the block. */
function isSumOf(atom: Atom, name: string): boolean {
  if (atom.kind !== "sum") return false;
  const [only, ...others] = atom.body;
  const inner = only?.atom;
  return (
    others.length === 0 &&
    inner?.kind === "symbol" &&
    inner.name === name &&
    only !== undefined &&
    P.equal(only.exponent, P.one)
  );
}

/** c if the term is c * atom with c free of the letter. */
function multipleOf(term: T.Term, atom: Atom, letter: string): T.Term {
  const quotient = T.collect(
    term.monomials.map(({ coefficient, factors }) => {
      const rest = factors.filter((factor) => factor.atom.key !== atom.key);
      if (rest.length !== factors.length - 1) {
        throw new NotDerivable("a Hessian that does not act as a number on the symmetry block");
      }
      return { coefficient, factors: rest };
    }),
  );
  if (T.termDependsOn(quotient, letter)) {
    throw new NotDerivable("a Hessian whose eigenvalue differs between directions of a block");
  }
  return quotient;
}
