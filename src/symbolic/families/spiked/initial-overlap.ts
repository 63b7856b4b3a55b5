/**
 * How rho(0) falls with the dimension from a uniform start: spike and overlap are powers of d.
 *
 * With a = the exponent of kappa, -b that of <v_1, theta>, and w uniform on the sphere of R^d,
 *   rho = (<w, v> + kappa r <w, theta>)/sqrt((1 + kappa <w, theta>^2)(1 + kappa r^2)).
 * <w, v> and <w, theta> are d^(-1/2) times variables with densities, so quantiles of
 *   the numerator   are of the order d^(max(-1/2, a - b - 1/2)),
 *   the first root  of the order d^(max(0, a - 1)/2), the second d^(max(0, a - 2b)/2).
 * Numerators of equal order do not cancel: their sum has a density too. This is [mousavi2023,
 * Corollary 6] as arithmetic of exponents, for any a >= 0 and b >= 0.
 */
import { evaluateRational } from "../../../model/bind/evaluate.ts";
import type { Binding } from "../../../model/bind/instance.ts";
import type { Approach, Setting } from "../../../model/claim.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import { formatExpression } from "../../../model/expression/format.ts";
import { freeNames } from "../../../model/expression/traverse.ts";
import * as Q from "../../../model/rational.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import type { SpikedModel } from "./model.ts";

/**
 * The exponent of a median or quantile of |rho(0)|, as d -> oo.
 *
 * @throws NotDerivable for another limit or start, and for scales that are no powers of d
 */
export function initialOverlapExponent(
  setting: Setting,
  model: SpikedModel,
  as: Approach,
  binding: Binding,
): Q.Rational {
  const refused = (what: string): never => {
    throw new NotDerivable(what);
  };
  const isToInfinity = as.to.kind === "name" && as.to.name === "oo";
  if (model.dimension.kind !== "name" || model.dimension.name !== as.parameter || !isToInfinity) {
    refused("a limit that is not of the dimension to infinity");
  }
  if (setting.start.some(({ value }) => value !== undefined)) refused("a start that is given");
  const powerIn = (e: Expression): Q.Rational =>
    powerOfParameter(e, as.parameter, setting, binding);
  const a = powerIn(model.spike);
  const isAcross = isZero(model.overlap, binding);
  const b = isAcross ? Q.zero : Q.negate(powerIn(model.overlap));
  if (Q.sign(a) < 0 || Q.sign(b) < 0) refused("a spike that falls, or an overlap that grows");
  const half = Q.rational(1n, 2n);
  const along = isAcross ? Q.zero : greater(Q.zero, Q.subtract(a, b));
  const numerator = Q.subtract(along, half);
  const ofStart = Q.multiply(half, greater(Q.zero, Q.subtract(a, Q.one)));
  const twice = Q.subtract(a, Q.multiply(Q.integer(2), b));
  const ofTarget = isAcross ? Q.zero : Q.multiply(half, greater(Q.zero, twice));
  return Q.subtract(numerator, Q.add(ofStart, ofTarget));
}

/** `median(abs(rho(0)))`, `quantile(abs(rho(0)), 1/4)`. */
export function isSizeOfOverlap(e: Expression): boolean {
  if (e.kind !== "call" || (e.name !== "median" && e.name !== "quantile")) return false;
  const [size] = e.args;
  const inside = size?.kind === "call" && size.name === "abs" ? size.args[0] : undefined;
  if (inside?.kind !== "at-time" || inside.of.kind !== "name" || inside.of.name !== "rho") {
    return false;
  }
  const time = evaluateRational(inside.time);
  return time !== undefined && time.num === 0n;
}

const isZero = (e: Expression, binding: Binding): boolean =>
  evaluateRational(e, binding)?.num === 0n;

const greater = (a: Q.Rational, b: Q.Rational): Q.Rational => (Q.compare(a, b) < 0 ? b : a);

/** e as c d^power with c > 0 without d: its power. */
function powerOfParameter(
  e: Expression,
  d: string,
  setting: Setting,
  binding: Binding,
): Q.Rational {
  const inner = (part: Expression): Q.Rational => powerOfParameter(part, d, setting, binding);
  const refused = (): never => {
    throw new NotDerivable(`${formatExpression(e)}, which is no power of ${d}`);
  };
  if (e.kind === "name") {
    if (e.name === d) return Q.one;
    const domain = setting.parameters.get(e.name)?.domain;
    if (domain?.kind === "tied") return inner(domain.value);
  }
  if (!freeNames(e).has(d) && ![...freeNames(e)].some((name) => dependsOn(name, d, setting))) {
    const value = evaluateRational(e, binding);
    return value !== undefined && Q.sign(value) <= 0 ? refused() : Q.zero;
  }
  if (e.kind === "binary" && e.operator === "*") return Q.add(inner(e.left), inner(e.right));
  if (e.kind === "binary" && e.operator === "/") return Q.subtract(inner(e.left), inner(e.right));
  if (e.kind === "binary" && e.operator === "^") {
    const exponent = evaluateRational(e.right, binding);
    return exponent === undefined ? refused() : Q.multiply(inner(e.left), exponent);
  }
  if (e.kind === "call" && e.name === "sqrt" && e.args[0] !== undefined) {
    return Q.multiply(inner(e.args[0]), Q.rational(1n, 2n));
  }
  return refused();
}

/** Whether a parameter is tied to another one that moves. */
function dependsOn(name: string, d: string, { parameters }: Setting): boolean {
  const domain = parameters.get(name)?.domain;
  return domain?.kind === "tied" && freeNames(domain.value).has(d);
}
