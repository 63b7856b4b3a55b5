/**
 * What the gradient in the coefficients of a learned link is made of.
 */

import { hermiteLink } from "../../link/hermite-link.ts";
import type { Link } from "../../link.ts";
import { innerRoom, innerSums } from "../../quadrature/inner-sums.ts";
import { outerRule } from "../../quadrature/outer-rule.ts";
import type { Fineness, Pair } from "../../quadrature/pair.ts";
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
  const inner = innerSums(f, pair, false, fineness, room);
  const { nodes, weights } = outerRule(ofDegree(degree), f, pair, fineness);
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

/** No other pair is summed meanwhile. */
const room = innerRoom();

const links = new Map<number, Link>();

/** Any link of a degree, for the rule it needs. */
function ofDegree(degree: number): Link {
  const link = links.get(degree) ?? hermiteLink(new Float64Array(degree + 1));
  links.set(degree, link);
  return link;
}
