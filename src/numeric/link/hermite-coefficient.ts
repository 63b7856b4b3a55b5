/**
 * Orthonormal Hermite coefficients of a link by quadrature, E[f(z) h_p(z)]: what `a[p]`, `b[p]` and
 * `c[p]` are worth to this witness.
 */
import type { Link } from "../link.ts";
import { type Measured, measured, unitRoundoff } from "../measured.ts";
import { finenessAt } from "../quadrature/fineness.ts";
import { piecewiseRule } from "../quadrature/gauss-legendre.ts";
import type { Rule } from "../quadrature/rule.ts";
import { orthonormalHermite } from "../special/hermite.ts";

const known = new WeakMap<Link, Map<number, Measured>>();

/** E[f(z) h_p(z)] with the difference of two rules and the rounding floor as its error. */
export function hermiteCoefficient(link: Link, p: number): Measured {
  const ofLink = known.get(link) ?? new Map<number, Measured>();
  known.set(link, ofLink);
  const cached = ofLink.get(p);
  if (cached !== undefined) return cached;
  const { coarse, fine } = finenessAt(4, 1);
  const breaks = link.breakpoints.map(({ at }) => at);
  const rough = sums(piecewiseRule(breaks, coarse.mesh), link, p);
  const good = sums(piecewiseRule(breaks, fine.mesh), link, p);
  // The recurrence of h_p loses about p units, the link about as many as its degree.
  const floor = (8 + 2 * (p + (link.degree ?? 12))) * unitRoundoff * good.size;
  const value = measured(good.value, Math.abs(good.value - rough.value) + floor, "estimate");
  ofLink.set(p, value);
  return value;
}

function sums({ nodes, weights }: Rule, link: Link, p: number) {
  let [value, size] = [0, 0];
  for (let i = 0; i < nodes.length; i++) {
    const z = nodes[i]!;
    const term = weights[i]! * link.value(z) * orthonormalHermite(p, z)[0];
    value += term;
    size += Math.abs(term);
  }
  return { value, size };
}
