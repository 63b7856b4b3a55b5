/**
 * A sum or product over a finite range in a link, written out.
 */
import type { Expression, Over } from "../../model/expression/expression.ts";
import { evaluateNumber } from "../evaluate/evaluate-number.ts";
import { type Failure, failure, isFailure } from "../failure.ts";
import type { Arithmetic } from "./jet.ts";
import { withLetter } from "./letters.ts";

/** Terms that are still written out. */
const most = 10_000;

/**
 * The closure of the whole from those of its terms.
 *
 * @param compiled the closure of a term, its letter replaced by an integer
 */
export function unrolled<X, T>(
  { domain, operator, body, variable }: Over,
  arithmetic: Arithmetic<T>,
  compiled: (part: Expression) => ((z: X) => T) | Failure,
): ((z: X) => T) | Failure {
  if (domain.kind !== "integers") return failure("unbounded-domain", domain.kind);
  if (operator !== "sum" && operator !== "product") {
    return failure("wrong-arguments", `${operator} in a link`);
  }
  const [from, to] = [evaluateNumber(domain.from), evaluateNumber(domain.to)];
  if (isFailure(from)) return from;
  if (isFailure(to)) return to;
  if (!(to.value - from.value < most)) return failure("unbounded-domain", "in a link");
  const parts: ((z: X) => T)[] = [];
  for (let j = from.value; j <= to.value; j++) {
    const part = compiled(withLetter(body, variable, j));
    if (isFailure(part)) return part;
    parts.push(part);
  }
  const combine = operator === "sum" ? arithmetic.add : arithmetic.multiply;
  const start = arithmetic.constant(operator === "sum" ? 0 : 1);
  return (z) => parts.reduce((value, part) => combine(value, part(z)), start);
}
