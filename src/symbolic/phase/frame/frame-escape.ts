/**
 * Escape from overlaps of size d^(-1/2) over a frame, as d -> infinity.
 *
 * Near u = 0 the radial term is of higher order: u_i' = s c_s sum_j A_ij omega_j u_j^(s-1) (1 +
 * o(1)), s the lowest degree. For s = 2 the growth is linear, at the rate 2 c_2 mu with mu the
 * greatest eigenvalue of A diag(omega), so T ~ log d/(4 c_2 mu). For s >= 3, where rows weigh the
 * same, equal overlaps u = r stay equal: r' = s c_s kappa r^(s-1), kappa = sum_j A_ij omega_j, so
 * from r(0) = gamma d^(-1/2) T ~ d^(s/2-1)/(s (s-2) c_s kappa gamma^(s-2)).
 */
import * as Q from "../../../model/rational.ts";
import { type AlgebraicNumber, realRoots } from "../../exact/algebraic-number.ts";
import * as P from "../../exact/polynomial.ts";
import { determinant } from "../../exact/resultant.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import type { LinkWeights, Weight } from "../link-weights.ts";
import type { TeacherFrame } from "./teacher-frame.ts";

export type FrameEscape =
  | { readonly kind: "bounded" }
  /** mu, where no letter is open. */
  | { readonly kind: "logarithm"; readonly weight: Weight; readonly rate?: AlgebraicNumber }
  /** kappa in the letter, where rows weigh the same. */
  | {
      readonly kind: "power";
      readonly degree: number;
      readonly weight: Weight;
      readonly pull?: P.Polynomial;
    };

/** The law of a link. @throws NotDerivable if its lowest degree is not decided. */
export function frameEscape(frame: TeacherFrame, { weights }: LinkWeights): FrameEscape {
  const weight = weights.find(({ sign }) => sign !== "zero");
  if (weight === undefined || weight.sign === "undecided") {
    throw new NotDerivable("the lowest degree of the link is not decided");
  }
  if (weight.degree === 1) return { kind: "bounded" };
  const weighed = frame.gram.map((row) => row.map((entry, j) => P.scale(entry, frame.weights[j]!)));
  if (weight.degree === 2) {
    if (frame.letter !== undefined) return { kind: "logarithm", weight };
    const x = P.variable("x");
    const whole = determinant(
      weighed.map((row, i) =>
        row.map((entry, j) => (i === j ? P.subtract(x, entry) : P.negate(entry))),
      ),
    );
    const top = realRoots(whole).at(-1)!.root;
    return { kind: "logarithm", weight, rate: top };
  }
  const pulls = weighed.map((row) => P.sum(row));
  const isEqual = pulls.every((pull) => P.equal(pull, pulls[0]!));
  return {
    kind: "power",
    degree: weight.degree,
    weight,
    ...(isEqual ? { pull: pulls[0]! } : {}),
  };
}

/** s (s - 2). */
export const escapeDivisor = (degree: number): Q.Rational => Q.integer(degree * (degree - 2));
