/** Whether a degree is odd or even: a number, or a parameter of which a condition says so. */

import type { Setting } from "../../../model/claim.ts";
import { conditionsOf } from "../../../model/conditions.ts";
import { conjuncts } from "../../../model/expression/traverse.ts";
import * as Q from "../../../model/rational.ts";
import * as P from "../../exact/polynomial.ts";

export type Parity = "odd" | "even";

/** The parity of a degree; `undefined` where nothing says it. */
export function parityOf(degree: P.Polynomial, setting: Setting): Parity | undefined {
  if (P.isConstant(degree)) {
    return Q.floor(P.constantTerm(degree)) % 2n === 0n ? "even" : "odd";
  }
  for (const condition of conditionsOf(setting).flatMap(conjuncts)) {
    if (condition.kind !== "call" || (condition.name !== "odd" && condition.name !== "even")) {
      continue;
    }
    const [of] = condition.args;
    if (of?.kind === "name" && P.equal(degree, P.variable(of.name))) return condition.name;
  }
  return undefined;
}
