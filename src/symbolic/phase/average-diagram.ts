/**
 * What the average of an equiangular frame is, for a link: exactly where all weights have rational
 * ratios, else enclosed.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { structureOf } from "../../model/expression/structure.ts";
import * as Q from "../../model/rational.ts";
import * as R from "../exact/rational-function.ts";
import { expandLink } from "../links/expand-link.ts";
import type { LinkExpansion, LinkOutcome } from "../links/expansion.ts";
import type { Quantity } from "../links/quantity.ts";
import { type AverageCurvature, weightedCurvature } from "./average-curvature.ts";
import { curvatureSplit, enclosedCurvature } from "./enclosed-curvature.ts";
import { type EnclosedThresholds, enclosedThresholds } from "./enclosed-thresholds.ts";
import { type ExactThresholds, exactThresholds } from "./exact-thresholds.ts";
import { linkDerivative } from "./link-derivative.ts";
import { enclosureOf, type LinkWeights } from "./link-weights.ts";

/** What the average is as beta grows. */
export type AverageDiagram =
  /** h_p with symbolic k: one threshold, a rational function of k; below it a saddle. */
  | {
      readonly kind: "symbolic";
      readonly degree: number;
      readonly threshold: R.RationalFunction;
      /** Whether the threshold is positive; if not, the average is a minimum for beta > 0. */
      readonly hasThreshold: boolean;
    }
  | { readonly kind: "exact"; readonly k: bigint; readonly thresholds: ExactThresholds }
  | {
      readonly kind: "enclosed";
      readonly k: bigint;
      readonly thresholds: EnclosedThresholds;
      readonly basis: "bound" | "estimate";
    }
  | { readonly kind: "not-derived"; readonly reason: string };

/** Degrees of a polynomial link that are still expanded whole. */
const highestDegree = 200;
/** Degrees behind the decisions: closed forms are cheap, quadrature loses digits beyond. */
const deepOrder = { exact: 160, numeric: 64 };

/**
 * The expansion behind the decisions: to the degree of a polynomial; else deeper than what is
 * printed, since all that is unknown is the sum beyond.
 */
export function deepExpansion(link: Expression, variable: string, order: number): LinkOutcome {
  const key = `${variable} ${order} ${structureOf(link)}`;
  const found = known.get(key) ?? deepened(link, variable, order);
  known.set(key, found);
  return found;
}

/** The same link is asked for at every k. */
const known = new Map<string, LinkOutcome>();

function deepened(link: Expression, variable: string, order: number): LinkOutcome {
  const first = expandLink(link, variable, order, "exact");
  if (first.kind === "issue") {
    return expandLink(link, variable, Math.max(order, deepOrder.numeric), "either");
  }
  const degree = first.polynomialDegree;
  if (degree !== undefined) {
    return degree > order && degree <= highestDegree ? expandLink(link, variable, degree) : first;
  }
  return deepOrder.exact > order ? expandLink(link, variable, deepOrder.exact) : first;
}

/** The average of a multiple of h_p, for every k. */
export function symbolicAverage(curvature: AverageCurvature, degree: number): AverageDiagram {
  const threshold = R.substitute(curvature.pureThreshold, "p", R.constant(degree));
  // Its numerator has no k: the sign at one k is that at all.
  const atTwo = R.evaluate(threshold, new Map([["k", Q.integer(2)]]));
  const hasThreshold = atTwo !== undefined && Q.sign(atTwo) > 0;
  return { kind: "symbolic", degree, threshold, hasThreshold };
}

/**
 * The average for a number k.
 *
 * @param within the eigenvalue within the span over m^p, in the letters p, k, m
 */
export function averageAt(
  link: Link,
  weights: LinkWeights,
  within: R.RationalFunction,
  k: bigint,
): Exclude<AverageDiagram, { readonly kind: "symbolic" }> {
  if (weights.ratios === undefined) return enclosedDiagram(link, weights, within, k);
  const thresholds = exactThresholds(weightedCurvature(within, weights.ratios, k), k);
  return thresholds === undefined
    ? { kind: "not-derived", reason: "the curvature vanishes for every beta" }
    : { kind: "exact", k, thresholds };
}

/** A link as an expression in a letter. */
export interface Link {
  readonly expression: Expression;
  readonly variable: string;
}

function enclosedDiagram(
  link: Link,
  weights: LinkWeights,
  within: R.RationalFunction,
  k: bigint,
): Extract<AverageDiagram, { readonly kind: "enclosed" }> {
  const slope = slopeNorm(link, weights.expansion);
  const isEstimate = weights.basis === "estimate" || slope?.basis === "estimate";
  const basis = isEstimate ? "estimate" : "bound";
  const split = curvatureSplit(within);
  const enclosed = enclosedCurvature(weights, split, k, slope && enclosureOf(slope).upper);
  return { kind: "enclosed", k, thresholds: enclosedThresholds(enclosed, k, basis), basis };
}

/** E f'^2 = sum q a_q^2 for a link without jumps, where its derivative can be written down. */
export function slopeNorm(
  { expression, variable }: Link,
  expansion: LinkExpansion,
): Quantity | undefined {
  if (!expansion.continuous || expansion.polynomialDegree !== undefined) return undefined;
  const derivative = linkDerivative(expression, variable);
  if (derivative === undefined) return undefined;
  const slope = expandLink(derivative, variable, 0);
  return slope.kind === "expansion" ? slope.squaredNorm : undefined;
}
