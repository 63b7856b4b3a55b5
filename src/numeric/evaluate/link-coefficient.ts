/**
 * `hermite(f, p)`: the coefficient E[f(z) h_p(z)] of a link that is written out in an expression.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { type Failure, failure, isFailure } from "../failure.ts";
import { hermiteCoefficient } from "../link/hermite-coefficient.ts";
import { type Link, link } from "../link.ts";
import { type Result, real, toMeasured } from "./value.ts";

const highestDegree = 1000;

const links = new WeakMap<Expression, Link | Failure>();

/** @param args the link in `z`, and its degree; of a link of several variables nothing is known. */
export function linkCoefficient(
  [of, degree, ...others]: readonly Expression[],
  worth: (part: Expression) => Result,
): Result {
  if (of === undefined || degree === undefined || others.length > 0) {
    return failure("wrong-arguments", "hermite: a link of several variables");
  }
  const p = toMeasured(worth(degree));
  if (isFailure(p)) return p;
  if (!Number.isInteger(p.value) || p.error > 0 || p.value < 0 || p.value > highestDegree) {
    return failure("wrong-arguments", `hermite: expected a degree in [0, ${highestDegree}]`);
  }
  const f = links.get(of) ?? link(of);
  links.set(of, f);
  return isFailure(f) ? f : real(hermiteCoefficient(f, p.value));
}
