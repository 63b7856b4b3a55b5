/**
 * Stationary points of one degree p >= 3 over an orthonormal frame with weights omega_j > 0.
 *
 * u_j' = p u_j (omega_j u_j^(p-2) - R): on its support a point has omega_j u_j^(p-2) = R, so that
 * |u_j| is a multiple of omega_j^(-1/(p-2)), of one sign for odd p and of any signs for even p.
 */
import * as Q from "../../../model/rational.ts";
import * as E from "../../exact/enclosure.ts";
import * as I from "../../exact/fixed-interval.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import { linkJet } from "../link-jet.ts";
import type { LinkWeights } from "../link-weights.ts";
import { indexAt, type PointIndex } from "./frame-index.ts";
import type { TeacherFrame } from "./teacher-frame.ts";

/** Points with as many overlaps of each weight. */
export interface SupportType {
  /** How many vectors of each weight are in the support. */
  readonly support: readonly { readonly weight: Q.Rational; readonly count: number }[];
  /** Supports times signs, opposite points counted apart. */
  readonly points: bigint;
  readonly index: PointIndex;
}

/** The types by support. @throws NotDerivable for p < 3, where points are not isolated. */
export function weightedTypes(
  { gram, weights }: TeacherFrame,
  degree: number,
  link: LinkWeights,
): readonly SupportType[] {
  if (degree < 3) throw new NotDerivable("isolated stationary points of a degree below 3");
  const classes = classesOf(weights);
  const identity = gram.map((row, i) => row.map((_, j) => (i === j ? Q.one : Q.zero)));
  const jet = linkJet(link);
  const choices = classes.reduce<readonly (readonly number[])[]>(
    (lists, { places }) =>
      lists.flatMap((list) => Array.from({ length: places.length + 1 }, (_, n) => [...list, n])),
    [[]],
  );
  return choices
    .filter((counts) => counts.some((n) => n > 0))
    .map((counts) => {
      const direction = gram.map(() => I.zero);
      for (const [i, { weight, places }] of classes.entries()) {
        const size = sizeOf(weight, degree);
        for (const j of places.slice(0, counts[i])) direction[j] = size;
      }
      const total = counts.reduce((sum, n) => sum + n, 0);
      const supports = classes.reduce(
        (n, { places }, i) => n * choose(places.length, counts[i]!),
        1n,
      );
      return {
        support: classes.map(({ weight }, i) => ({ weight, count: counts[i]! })),
        points: supports * 2n ** BigInt(degree % 2 === 1 ? 1 : total),
        index: indexAt(identity, weights, jet, direction),
      };
    });
}

/** omega^(-1/(p-2)). */
function sizeOf(weight: Q.Rational, degree: number): I.Interval {
  const power = E.power(E.exactly(weight), Q.rational(-1n, BigInt(degree - 2)))!;
  return I.between(power.lower, power.upper);
}

function classesOf(weights: readonly Q.Rational[]) {
  const classes: { readonly weight: Q.Rational; readonly places: number[] }[] = [];
  for (const [j, weight] of weights.entries()) {
    const known = classes.find((other) => Q.equals(other.weight, weight));
    if (known === undefined) classes.push({ weight, places: [j] });
    else known.places.push(j);
  }
  return classes;
}

function choose(n: number, k: number): bigint {
  let value = 1n;
  for (let i = 1; i <= k; i++) value = (value * BigInt(n - k + i)) / BigInt(i);
  return value;
}
