/**
 * Whether a list of points is that of all fixed points of an odd pure link over an orthonormal
 * frame: e mixed(I) for e = 1, -1 and every non-empty subset I of 1..k.
 */
import type { Setting } from "../../../model/claim.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import * as Q from "../../../model/rational.ts";
import type { Point } from "../../../model/spec.ts";
import * as P from "../../exact/polynomial.ts";
import { parameterMeaning } from "../../parameter-meaning.ts";
import { exponentOf, termOf } from "../../term/interpret.ts";
import { NotDerivable } from "../../term/not-derivable.ts";

/** Whether the list is complete and holds nothing else; lists of another form are not read. */
export function listsAll(
  points: readonly Point[],
  parity: "odd" | "even",
  terms: P.Polynomial,
  setting: Setting,
): boolean {
  if (parity !== "odd") return false;
  const signs = new Set<string>();
  for (const point of points) {
    const read = point.kind === "expression" ? signedMixture(point.expression) : undefined;
    if (read === undefined || !isAllSubsets(read.set, terms, setting)) return false;
    for (const sign of signsOf(read.factor, setting)) signs.add(sign);
  }
  return signs.size === 2 && signs.has("1") && signs.has("-1");
}

/** The factor and I of `e*mixed(I)`, `-mixed(I)`, `mixed(I)`. */
function signedMixture(
  e: Expression,
): { readonly factor: Expression; readonly set: string } | undefined {
  const one: Expression = { kind: "number", value: Q.one };
  if (e.kind === "call" && e.name === "mixed") {
    const [set] = e.args;
    return set?.kind === "name" ? { factor: one, set: set.name } : undefined;
  }
  if (e.kind === "unary") {
    const inner = signedMixture(e.operand);
    return inner && { ...inner, factor: { ...e, operand: inner.factor } };
  }
  if (e.kind !== "binary" || e.operator !== "*") return undefined;
  const inner = signedMixture(e.right);
  if (inner === undefined || inner.factor.kind !== "number") return undefined;
  return { ...inner, factor: e.left };
}

function isAllSubsets(name: string, terms: P.Polynomial, setting: Setting): boolean {
  const domain = setting.parameters.get(name)?.domain;
  if (domain?.kind !== "subsets") return false;
  const meaning = parameterMeaning(setting);
  try {
    const [from, to] = [domain.of.from, domain.of.to].map((e) => exponentOf(termOf(e, meaning)));
    return P.equal(from!, P.one) && P.equal(to!, terms);
  } catch (error) {
    if (error instanceof NotDerivable) return false;
    throw error;
  }
}

/** The values that a sign takes: its own, or those of the letter it is; others are no signs. */
function signsOf(factor: Expression, setting: Setting): readonly string[] {
  if (factor.kind === "number") return [Q.formatRational(factor.value)];
  if (factor.kind === "unary") {
    return signsOf(factor.operand, setting).map((sign) => (sign === "1" ? "-1" : "1"));
  }
  const domain = factor.kind === "name" ? setting.parameters.get(factor.name)?.domain : undefined;
  if (domain?.kind !== "values") return ["?"];
  return domain.values.flatMap((value) => signsOf(value, setting));
}
