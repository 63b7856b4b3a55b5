/**
 * Where predicates of the attractors of an equiangular frame change, as beta grows.
 *
 * The set of attractors can change at critical values of the branches only: folds, ends, and where
 * a block's lower root meets its upper one. Between two neighbouring critical values the truth of a
 * predicate is constant, and is found at one rational beta, with certified signs.
 */

import type { Binding } from "../../../../model/bind/instance.ts";
import type { Expression } from "../../../../model/expression/expression.ts";
import * as Q from "../../../../model/rational.ts";
import * as E from "../../../exact/enclosure.ts";
import type { LocatedThreshold } from "../../../prediction.ts";
import { NotDerivable } from "../../../term/not-derivable.ts";
import { type AttractorType, attractorsAt } from "./attractors-at.ts";
import { branchesOf, type WeightBlock } from "./branch.ts";
import { criticalValues } from "./critical.ts";
import { holdsFor, type Member } from "./member-predicate.ts";

/** The model at one value of its parameters: the block of each index, 0-based. */
export interface WeightedFrame {
  readonly blocks: readonly WeightBlock[];
  readonly blockOf: readonly number[];
}

/**
 * The threshold between two predicates `some(attractors, ...)` or `all(attractors, ...)`.
 *
 * @param from, to the domain of beta, inside [0, 1]
 * @param hasFrom whether `from` belongs to it: at 0 an index vector has overlaps that are 0, and none
 *   has at the values beyond
 * @throws NotDerivable if a predicate is of another form or a sign cannot be decided.
 */
export function attractorThreshold(
  frame: WeightedFrame,
  below: Expression,
  above: Expression,
  binding: Binding,
  from: Q.Rational,
  to: Q.Rational,
  hasFrom = false,
): LocatedThreshold {
  const { blocks } = frame;
  const critical = branchesOf(blocks).map((branch) => criticalValues(branch, blocks));
  const known = critical.filter((value) => value !== undefined);
  if (known.length < critical.length) throw new NotDerivable("a branch that cannot be enclosed");
  const pieces = known.flatMap((value) => value.pieces);
  const k = frame.blockOf.length;
  const cuts = merged(
    known.flatMap(({ values }) => values.map((kappa) => betaOf(kappa, k))),
    from,
    to,
  );
  const edges = [from, ...cuts.flatMap(({ lower, upper }) => [lower, upper]), to];
  const samples = Array.from({ length: cuts.length + 1 }, (_, i) =>
    Q.divide(Q.add(edges[2 * i]!, edges[2 * i + 1]!), Q.integer(2)),
  );
  const members = samples.map((beta) => {
    const types = attractorsAt(blocks, pieces, beta);
    if (types === undefined) throw new NotDerivable("a sign that the enclosures do not decide");
    return types.flatMap((type) => membersOf(type, frame));
  });
  const truths = (predicate: Expression): readonly boolean[] =>
    members.map((list) => quantified(predicate, list, binding));
  const isOrthonormal = hasFrom && Q.isZero(from);
  const failsAtOnce = isOrthonormal && !quantified(below, orthonormalMembers(frame), binding);
  const firstFalse = failsAtOnce ? 0 : truths(below).indexOf(false);
  const lastFalse = truths(above).lastIndexOf(false);
  return {
    belowUntil:
      firstFalse < 0 ? "upper-end" : firstFalse === 0 ? "lower-end" : cuts[firstFalse - 1]!,
    aboveFrom: lastFalse < 0 ? "lower-end" : (cuts[lastFalse] ?? "upper-end"),
    basis: "bound",
  };
}

/**
 * Every choice of the special index in its block, and the opposite for even links. Indices of one
 * slot share one value, the very same object.
 */
function membersOf({ special, rest }: AttractorType, frame: WeightedFrame): readonly Member[] {
  const isEven = frame.blocks.every(({ degree }) => degree % 2 === 0);
  const signs = isEven ? [special.value, E.negate(special.value)] : [special.value];
  return signs.flatMap((top, flip) => {
    const others = frame.blocks.map((_, block) => {
      const slot = rest.find((candidate) => candidate.block === block);
      if (slot === undefined) return top;
      return flip === 0 ? slot.value : E.negate(slot.value);
    });
    return frame.blockOf.flatMap((block, i) =>
      block === special.block ? [frame.blockOf.map((b, j) => (i === j ? top : others[b]!))] : [],
    );
  });
}

/**
 * The attractors at beta = 0: the index vectors, and their opposites for even links. At v_i every
 * other curvature is p c_i > 0; elsewhere two overlaps share a sign, or one has the wrong one, and
 * the loss falls along a direction.
 */
function orthonormalMembers({ blocks, blockOf }: WeightedFrame): readonly Member[] {
  const isEven = blocks.every(({ degree }) => degree % 2 === 0);
  const [one, zero] = [E.exactly(Q.one), E.exactly(Q.zero)];
  const tops = isEven ? [one, E.negate(one)] : [one];
  return tops.flatMap((top) =>
    blockOf.map((_, i) => blockOf.map((__, j) => (i === j ? top : zero))),
  );
}

function quantified(predicate: Expression, members: readonly Member[], binding: Binding): boolean {
  if (predicate.kind !== "over-states" || predicate.set !== "attractors") {
    throw new NotDerivable("a threshold between predicates that no rule covers");
  }
  const { operator, body } = predicate;
  if (operator !== "some" && operator !== "all") {
    throw new NotDerivable(`${operator} over attractors`);
  }
  const truths = members.map((member) => holdsFor(body, member, binding));
  const decisive = operator === "some";
  if (truths.includes(decisive)) return decisive;
  if (truths.includes(undefined)) {
    throw new NotDerivable("a comparison of overlaps that the enclosures do not decide");
  }
  return !decisive;
}

/** beta = 1 / (kappa - k + 1), decreasing. */
function betaOf(kappa: E.Enclosure, k: number): E.Enclosure {
  const shifted = E.subtract(kappa, E.exactly(Q.integer(k - 1)));
  const beta = E.divide(E.exactly(Q.one), shifted);
  if (beta === undefined) throw new NotDerivable("a critical value at the end of the domain");
  return beta;
}

/** Enclosures inside the domain, ascending, overlapping ones joined. */
function merged(
  values: readonly E.Enclosure[],
  from: Q.Rational,
  to: Q.Rational,
): readonly E.Enclosure[] {
  const inside = values
    .filter(({ lower, upper }) => Q.compare(upper, from) > 0 && Q.compare(lower, to) < 0)
    .sort((a, b) => Q.compare(a.lower, b.lower));
  const joined: E.Enclosure[] = [];
  for (const value of inside) {
    const last = joined.at(-1);
    if (last !== undefined && Q.compare(value.lower, last.upper) <= 0) {
      joined[joined.length - 1] = E.hull(last, value);
    } else joined.push(value);
  }
  return joined;
}
