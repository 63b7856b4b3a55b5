/**
 * Where the average of an equiangular frame changes between saddle and minimum, for one link and
 * one k.
 */
import { bindExpression } from "../../../model/bind/bind-expression.ts";
import { evaluateInteger } from "../../../model/bind/evaluate.ts";
import type { Binding } from "../../../model/bind/instance.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import { structureOf } from "../../../model/expression/structure.ts";
import * as Q from "../../../model/rational.ts";
import { type AlgebraicNumber, compareWithRational } from "../../exact/algebraic-number.ts";
import type { Enclosure } from "../../exact/enclosure.ts";
import type { Domain } from "../../exact/real-roots.ts";
import { withinOverPower } from "../../phase/average-curvature.ts";
import { averageAt, deepExpansion } from "../../phase/average-diagram.ts";
import type { Phase } from "../../phase/exact-thresholds.ts";
import { linkWeights, positiveDegrees } from "../../phase/link-weights.ts";
import { pureLinkRules } from "../../phase/pure-link-rules.ts";
import type { LocatedThreshold, Location, StatePredicate } from "../../prediction.ts";
import { NotDerivable } from "../../term/not-derivable.ts";

/** One neuron and k equal ridge functions with the same link over an equiangular frame. */
export interface LinkModel {
  /** In `z`, with parameters. */
  readonly link: Expression;
  /** k. */
  readonly terms: Expression;
  /** d. */
  readonly dimension: Expression;
}

/** Phases in the order of beta, with what lies between. */
interface Phases {
  readonly phases: readonly Phase[];
  readonly changes: readonly (AlgebraicNumber | Enclosure)[];
  readonly basis: "bound" | "estimate";
}

/** Degrees beyond which no coefficient is printed; decisions go deeper by themselves. */
const order = 20;

/**
 * The threshold at a case.
 *
 * @param domain of beta, inside [0, 1]
 * @throws NotDerivable where the link has no expansion or a sign stays open.
 */
export function linkThreshold(
  { link, terms, dimension }: LinkModel,
  below: StatePredicate,
  above: StatePredicate,
  binding: Binding,
  domain: Domain,
): LocatedThreshold {
  const [k, d] = [evaluateInteger(terms, binding), evaluateInteger(dimension, binding)];
  if (k === undefined || k < 2) throw new NotDerivable("an average of fewer than two vectors");
  if (d === undefined || d <= k) throw new NotDerivable("a frame that fills the whole space");
  const { phases, changes, basis } = within(phasesOf(bindExpression(link, binding), k), domain);
  const firstFalse = phases.findIndex((phase) => !is(phase, below));
  const lastFalse = phases.findLastIndex((phase) => !is(phase, above));
  const edge = (i: number): Location => (i < 0 ? "lower-end" : (changes[i] ?? "upper-end"));
  return {
    belowUntil: edge(firstFalse < 0 ? changes.length : firstFalse - 1),
    aboveFrom: edge(lastFalse),
    basis,
  };
}

/** Across the span the average is a minimum or a saddle, so what is no minimum is unstable. */
const is = (phase: Phase, predicate: StatePredicate): boolean =>
  predicate === "unstable" ? phase !== "minimum" : phase === predicate;

const known = new Map<string, Phases>();

function phasesOf(link: Expression, k: number): Phases {
  const key = `${k} ${structureOf(link)}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const expansion = deepExpansion(link, "z", order);
  if (expansion.kind === "issue") throw new NotDerivable(`the link: ${expansion.reason}`);
  const weights = linkWeights(expansion);
  if (expansion.polynomialDegree !== undefined && positiveDegrees(weights).length === 0) {
    throw new NotDerivable("a constant link");
  }
  const diagram = averageAt(
    { expression: link, variable: "z" },
    weights,
    withinOverPower(pureLinkRules()),
    BigInt(k),
  );
  const phases = ((): Phases => {
    switch (diagram.kind) {
      case "not-derived":
        throw new NotDerivable(diagram.reason);
      case "exact": {
        const { roots, start } = diagram.thresholds;
        const turning = roots.filter(({ multiplicity }) => multiplicity % 2 === 1);
        return {
          phases: [start, ...turning.map(({ above }) => above)],
          changes: turning.map(({ beta }) => beta),
          basis: "bound",
        };
      }
      case "enclosed": {
        const { cells, open } = diagram.thresholds;
        if (open.length > 0) throw new NotDerivable("the sign of the curvature for every beta");
        const decided = cells.filter(({ phase }) => phase !== "not decided");
        return {
          phases: decided.map(({ phase }) => phase as Phase),
          changes: cells
            .filter(({ phase }) => phase === "not decided")
            .map(({ from, to }) => ({ lower: from, upper: to })),
          basis: diagram.basis,
        };
      }
    }
  })();
  known.set(key, phases);
  return phases;
}

/** What of it lies inside the domain. */
function within({ phases, changes, basis }: Phases, { lower, upper }: Domain): Phases {
  const sideOf = (change: AlgebraicNumber | Enclosure, x: Q.Rational): number => {
    if ("minimalPolynomial" in change) return compareWithRational(change, x);
    if (Q.compare(change.lower, x) > 0) return 1;
    if (Q.compare(change.upper, x) < 0) return -1;
    throw new NotDerivable("a threshold too near an end of the domain");
  };
  const first = lower === "-oo" ? 0 : changes.filter((change) => sideOf(change, lower) <= 0).length;
  const beyond = upper === "oo" ? 0 : changes.filter((change) => sideOf(change, upper) >= 0).length;
  return {
    phases: phases.slice(first, phases.length - beyond),
    changes: changes.slice(first, changes.length - beyond),
    basis,
  };
}
