/**
 * What the gradient in the coefficients of a learned link is made of.
 */

import { hermiteLink } from "../../link/hermite-link.ts";
import type { Link } from "../../link.ts";
import type { Rule } from "../../quadrature/rule.ts";
import type { Fineness } from "../../quadrature/two-point.ts";
import { type InnerSums, innerSums, outerRule, type Pair } from "../../quadrature/two-point.ts";
import { hermiteValues } from "../../special/hermite.ts";

/** Sums over the two-point rule with one entry for each degree, and of absolute values. */
export interface DegreeSums {
  readonly value: Float64Array;
  readonly size: Float64Array;
}

/** E[h_p(<w, x>) f(<v, x>)] for p = 0, ..., P: the terms of the gradient in the coefficients. */
export function coefficientSums(
  f: Link,
  pair: Pair,
  degree: number,
  fineness: Fineness,
): DegreeSums {
  const h = new Float64Array(degree + 1);
  const highest = new Float64Array(degree + 1);
  highest[degree] = 1;
  const inner: InnerSums = innerSums(f, pair, false, fineness);
  const { nodes, weights }: Rule = outerRule(hermiteLink(highest), f, pair, fineness);
  const [value, size] = [new Float64Array(degree + 1), new Float64Array(degree + 1)];
  for (let i = 0; i < nodes.length; i++) {
    inner.at(nodes[i]!);
    hermiteValues(pair.r * nodes[i]!, h);
    for (let p = 0; p <= degree; p++) {
      const weight = weights[i]! * h[p]!;
      value[p]! += weight * inner.plain[0]!;
      size[p]! += Math.abs(weight) * inner.absolute[0]!;
    }
  }
  return { value, size };
}
