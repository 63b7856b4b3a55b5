/**
 * The link of a setting as an exact polynomial, where it has no parameter that is free.
 */

import { evaluateInteger } from "../../../model/bind/evaluate.ts";
import type { Setting } from "../../../model/claim.ts";
import type { Domain, Expression } from "../../../model/expression/expression.ts";
import { substitute } from "../../../model/expression/substitute.ts";
import { type LinkPolynomial, polynomialLink } from "../../links/many-variables.ts";
import { NotDerivable } from "../../term/not-derivable.ts";

/** Polynomials in more variables have too many terms. */
const mostVariables = 8n;

/** @throws NotDerivable where the link or the number of its variables is open, or no polynomial. */
export function closedLink({
  model,
  parameters,
}: Pick<Setting, "model" | "parameters">): LinkPolynomial {
  const { teacher } = model;
  if (teacher.kind !== "projections" || teacher.link.kind !== "expression") {
    throw new NotDerivable("a link that is any");
  }
  const values = new Map<string, Expression>();
  for (const [name, { domain, index }] of parameters) {
    const value = index.length > 0 ? undefined : onlyValue(domain);
    if (value !== undefined) values.set(name, value);
  }
  const q = evaluateInteger(substitute(teacher.count, values));
  if (q === undefined || q > mostVariables) {
    throw new NotDerivable("a number of projections that is open");
  }
  return polynomialLink(substitute(teacher.link.expression, values), Number(q));
}

function onlyValue(domain: Domain): Expression | undefined {
  if (domain.kind === "tied") return domain.value;
  return domain.kind === "values" && domain.values.length === 1 ? domain.values[0] : undefined;
}
