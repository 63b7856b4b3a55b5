/**
 * E[f(z)] of an expression in a standard normal z: its Hermite coefficient of degree 0, in closed
 * form where there is one, and else by quadrature.
 */
import { literal } from "../../../model/bind/bind-expression.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import { structureOf } from "../../../model/expression/structure.ts";
import * as Q from "../../../model/rational.ts";
import type { Enclosure } from "../../exact/enclosure.ts";
import { expandLink } from "../../links/expand-link.ts";
import type { Quantity } from "../../links/quantity.ts";
import { linkDerivative } from "../../phase/link-derivative.ts";
import { NotDerivable } from "../../term/not-derivable.ts";

export const z: Expression = { kind: "name", name: "z" };

export const times = (left: Expression, right: Expression): Expression => ({
  kind: "binary",
  operator: "*",
  left,
  right,
});

const known = new Map<string, Quantity>();

/** E[f(z)]. @throws NotDerivable where it has no value that can be found. */
export function gaussianMean(f: Expression): Quantity {
  const key = structureOf(f);
  const before = known.get(key);
  if (before !== undefined) return before;
  const expansion = expandLink(f, "z", 0);
  if (expansion.kind !== "expansion") throw new NotDerivable(`a mean: ${expansion.reason}`);
  const mean = expansion.coefficients[0]!;
  known.set(key, mean);
  return mean;
}

/**
 * df/dz, which is the derivative in the mean as well where f does not jump.
 *
 * @throws NotDerivable for a link that jumps or has no rule.
 */
export function slopeOf(f: Expression, what: string): Expression {
  const expansion = expandLink(f, "z", 0);
  if (expansion.kind !== "expansion") throw new NotDerivable(`${what}: ${expansion.reason}`);
  if (!expansion.continuous) throw new NotDerivable(`${what} jumps`);
  const slope = linkDerivative(f, "z");
  if (slope === undefined) throw new NotDerivable(`the derivative of ${what}`);
  return slope;
}

/** A quantity as an enclosure by rationals. */
export function enclosureOf({ enclosure: [lower, upper] }: Quantity): Enclosure {
  return { lower: decimal(lower), upper: decimal(upper) };
}

/** `-1.25e-7`. */
function decimal(text: string): Q.Rational {
  const [digits = "0", exponent = "0"] = text.split("e");
  const [whole = "0", fraction = ""] = digits.split(".");
  const scale = Number(exponent) - fraction.length;
  const value = Q.integer(BigInt(whole + fraction));
  const power = Q.integer(10n ** BigInt(Math.abs(scale)));
  return scale < 0 ? Q.divide(value, power) : Q.multiply(value, power);
}

export const number = (n: bigint): Expression => literal(Q.integer(n));
