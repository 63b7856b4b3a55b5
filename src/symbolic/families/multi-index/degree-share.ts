/**
 * The share of each degree that an optimal link with a penalty explains, in numbers.
 */
import { evaluateRational } from "../../../model/bind/evaluate.ts";
import type { Binding } from "../../../model/bind/instance.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import { substitute } from "../../../model/expression/substitute.ts";
import { add, divide, integer, isZero, multiply, type Rational } from "../../../model/rational.ts";
import type { StudentLink } from "../../../model/spec.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import type { DegreeShare } from "./leaps.ts";

/**
 * s_j = 2 c c_j / (2 c c_j + lambda) for weights c_j, the ridge lambda and the factor c of the
 * loss.
 *
 * @throws NotDerivable where a weight or the ridge has no rational value
 */
export function degreeShare(
  link: StudentLink & { readonly kind: "optimal" },
  factor: Rational,
  binding: Binding,
): DegreeShare {
  const closed = (e: Expression | undefined, absent: Rational): Rational => {
    const value = e === undefined ? absent : evaluateRational(e, binding);
    if (value === undefined || value.num < 0n) throw new NotDerivable("a penalty that is open");
    return value;
  };
  const ridge = closed(link.ridge, integer(0));
  return (degree) => {
    const j: Expression = { kind: "number", value: integer(degree) };
    const weight = closed(
      link.weights && substitute(link.weights, new Map([["j", j]])),
      integer(1),
    );
    if (isZero(weight)) return weight;
    const fit = multiply(multiply(integer(2), factor), weight);
    return divide(fit, add(fit, ridge));
  };
}
