/**
 * The phase diagram of one neuron and k ridge functions with a given link: everything that is
 * derived for it, as data.
 *
 * Correlation loss on the sphere; student and teacher have the same link; the frame is
 * equiangular (orthonormal for beta = 0). Each part says on what it rests, or why it is missing.
 */

import type { Expression } from "../../model/expression/expression.ts";
import { addCounts, type CasCounts, noCounts } from "../cas/propose.ts";
import type { LinkIssue } from "../links/link-issue.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import { type AssumptionCheck, assumptionChecks } from "./assumptions.ts";
import { type AverageCurvature, averageCurvature } from "./average-curvature.ts";
import {
  type AverageDiagram,
  averageAt,
  deepExpansion,
  symbolicAverage,
} from "./average-diagram.ts";
import { type Bifurcation, bifurcationAt } from "./bifurcation.ts";
import { type LinkFolds, linkFolds } from "./cone/link-folds.ts";
import { type Derived, missing } from "./derived-part.ts";
import { type EscapeLaw, escapeLaw } from "./escape.ts";
import { type FixedPoints, fixedPoints } from "./fixed-points.ts";
import { type LinkWeights, linkWeights, positiveDegrees } from "./link-weights.ts";
import { type MixtureSlice, mixtureSlices } from "./mixture-fold.ts";
import { type OrthonormalPoints, orthonormalPoints } from "./orthonormal-points.ts";
import { type PureLinkRules, pureLinkRules } from "./pure-link-rules.ts";
import { pureThresholdProof } from "./pure-threshold.ts";
import type { ProvedStatement } from "./symbolic-fold.ts";

export interface PhaseOptions {
  readonly frame: "orthonormal" | "equiangular";
  /** The number of ridge functions, at least 2; left symbolic for a pure link if not given. */
  readonly k?: bigint;
  /** Highest degree of the coefficients that are printed. */
  readonly order: number;
}

export interface PhaseDiagram {
  readonly options: PhaseOptions;
  readonly rules: PureLinkRules;
  readonly curvature: AverageCurvature;
  readonly weights: LinkWeights;
  /** p for a link that is a multiple of h_p. */
  readonly pureDegree?: number;
  /** The k of everything that needs a number; absent where k stays symbolic. */
  readonly k?: bigint;
  readonly assumptions: readonly AssumptionCheck[];
  readonly average: AverageDiagram;
  /** The threshold of h_p for all p, k, beta: a statement and what the solver said. */
  readonly pureThreshold?: ProvedStatement;
  /** The bifurcation at each threshold of a polynomial link, in their order. */
  readonly bifurcations: readonly Bifurcation[];
  readonly fixedPoints: Derived<FixedPoints>;
  /** The slices of a link of several degrees, for the numeric k. */
  readonly mixture?: Derived<readonly MixtureSlice[]>;
  /** The same by enclosures, where no elimination has a rule. */
  readonly cone?: Derived<LinkFolds>;
  readonly orthonormal: Derived<OrthonormalPoints>;
  readonly escapeTime: Derived<EscapeLaw>;
  readonly cas: CasCounts;
}

/**
 * The phase diagram of a link.
 *
 * @param link an expression in the letter `variable`
 * @returns the diagram, or what is wrong with the link.
 */
export async function phaseDiagram(
  link: Expression,
  variable: string,
  options: PhaseOptions,
): Promise<PhaseDiagram | LinkIssue> {
  const expansion = deepExpansion(link, variable, options.order);
  if (expansion.kind === "issue") return expansion;
  const weights = linkWeights(expansion);
  if (expansion.polynomialDegree !== undefined && positiveDegrees(weights).length === 0) {
    return constantLink;
  }
  const rules = pureLinkRules();
  const curvature = await averageCurvature(rules);
  const pureDegree = expansion.pure ? positiveDegrees(weights)[0] : undefined;
  const k = options.k ?? (pureDegree === undefined ? 2n : undefined);
  const average =
    k === undefined
      ? symbolicAverage(curvature, pureDegree!)
      : averageAt({ expression: link, variable }, weights, curvature.within, k);
  const points = await attempt(() =>
    pureDegree === undefined ? noElimination() : fixedPoints(rules, pureDegree, k),
  );
  const mixture =
    pureDegree === undefined ? await attempt(() => mixtureOf(rules, weights, k)) : undefined;
  const isOpen = points.kind === "not-derived" && mixture?.kind !== "derived";
  const inCone = isOpen && options.frame === "equiangular" && k !== undefined;
  return {
    options,
    rules,
    curvature,
    weights,
    ...(pureDegree === undefined ? {} : { pureDegree }),
    ...(k === undefined ? {} : { k }),
    assumptions: assumptionChecks(weights, options.frame),
    average,
    ...(pureDegree === undefined
      ? {}
      : { pureThreshold: await pureThresholdProof(rules, curvature) }),
    bifurcations: bifurcationsOf(average, weights),
    fixedPoints: points,
    ...(mixture === undefined ? {} : { mixture }),
    ...(inCone
      ? {
          cone: await attempt(() => linkFolds({ expression: link, variable }, weights, average, k)),
        }
      : {}),
    orthonormal: await attempt(() => orthonormalOf(curvature, pureDegree, k)),
    escapeTime: await attempt(() => escapeOf(rules, weights)),
    cas: addCounts(curvature.cas, points.kind === "derived" ? points.value.cas : noCounts),
  };
}

async function attempt<T>(derive: () => T | Promise<T>): Promise<Derived<T>> {
  try {
    return { kind: "derived", value: await derive() };
  } catch (error) {
    return missing(error);
  }
}

function noElimination(): never {
  throw new NotDerivable(
    "a link of more than one degree: the scale of the overlaps does not drop out of a slice",
  );
}

function mixtureOf(
  rules: PureLinkRules,
  { ratios }: LinkWeights,
  k: bigint | undefined,
): readonly MixtureSlice[] {
  if (ratios === undefined || k === undefined) {
    throw new NotDerivable(
      "folds of a link that is no polynomial with rational ratios of weights: elimination needs the coefficients of one polynomial",
    );
  }
  return mixtureSlices(rules, ratios, k);
}

function orthonormalOf(
  curvature: AverageCurvature,
  pureDegree: number | undefined,
  k: bigint | undefined,
): OrthonormalPoints {
  if (pureDegree === undefined) throw new NotDerivable("stationary points of a mixture by type");
  if (k === undefined) throw new NotDerivable("a list of types without a number k");
  return orthonormalPoints(curvature, pureDegree, k);
}

function escapeOf(rules: PureLinkRules, weights: LinkWeights): EscapeLaw {
  const law = escapeLaw(rules, weights);
  if (law === undefined) throw new NotDerivable("the lowest degree of the link is not decided");
  return law;
}

function bifurcationsOf(average: AverageDiagram, weights: LinkWeights): readonly Bifurcation[] {
  if (average.kind !== "exact" || weights.ratios === undefined) return [];
  const ratios = weights.ratios;
  return average.thresholds.roots
    .filter(({ multiplicity }) => multiplicity % 2 === 1)
    .map(({ overlap }) => bifurcationAt(ratios, average.k, overlap));
}

const constantLink: LinkIssue = {
  kind: "issue",
  code: "not-a-link",
  expected: "a link that is not constant",
  got: "a constant",
  cure: "A constant link has a constant loss and no flow.",
  reason: "Expected a link that is not constant, got a constant, whose loss is constant.",
};
