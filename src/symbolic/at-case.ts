/**
 * What a derivation says at one value of the parameters, exactly or enclosed.
 */
import type { BifurcationType } from "../model/claim.ts";
import type { Binding } from "../model/instance.ts";
import type * as Q from "../model/rational.ts";
import { cellsOf } from "./cells.ts";
import type { AlgebraicNumber } from "./exact/algebraic-number.ts";
import { signOf } from "./exact/enclosure.ts";
import { evaluate as evaluatePolynomial } from "./exact/in-one-variable.ts";
import type { Polynomial } from "./exact/polynomial.ts";
import * as R from "./exact/rational-function.ts";
import type { Domain } from "./exact/real-roots.ts";
import { type LinkThreshold, linkThreshold } from "./families/link-average/locate.ts";
import {
  type AttractorThreshold,
  attractorThreshold,
} from "./families/ridge-sum/attractors/attractor-threshold.ts";
import { weightedFrameAt } from "./families/ridge-sum/attractors/predict-threshold.ts";
import { countedPoints } from "./families/ridge-sum/counted-points.ts";
import type { Derived, EigenBlock } from "./prediction.ts";
import { truthAt } from "./prove/formula.ts";
import { signFunction } from "./sign.ts";
import { blockSigns, holdsAt } from "./stability.ts";
import { evaluateTerm } from "./term/evaluate.ts";
import { NotDerivable } from "./term/not-derivable.ts";

type Parameters = ReadonlyMap<string, Q.Rational>;

/** The Morse index, or `undefined` where an eigenvalue is zero or has no value. */
export function indexAt(blocks: readonly EigenBlock[], parameters: Parameters): number | undefined {
  let index = 0;
  for (const { eigenvalue, multiplicity } of blocks) {
    const times = evaluatePolynomial(multiplicity, parameters);
    if (times.num === 0n) continue;
    const value = evaluateTerm(eigenvalue, { parameters });
    const sign = value === undefined ? undefined : signOf(value);
    if (sign === undefined || sign === 0) return undefined;
    if (sign < 0) index += Number(times.num);
  }
  return index;
}

/** Where one predicate ends or begins: inside the domain, or at one of its ends. */
export type Location = AlgebraicNumber | "lower-end" | "upper-end";

export interface ThresholdLocation {
  /** The greatest x such that `below` holds on the domain below x, up to isolated points. */
  readonly belowUntil: Location;
  /** The least x such that `above` holds on the domain above x, up to isolated points. */
  readonly aboveFrom: Location;
}

/**
 * Where a derived threshold lies when all other parameters have these values.
 *
 * @param domain of the parameter in which the threshold is
 */
export function thresholdAt(
  derived: Derived & { kind: "threshold" },
  parameters: Parameters,
  domain: Domain,
): ThresholdLocation {
  const { signs } = blockSigns(derived.blocks);
  const cuts = derived.blocks.flatMap(({ eigenvalue }) =>
    inOneVariable(signFunction(eigenvalue).function, derived.parameter, parameters),
  );
  const cells = cellsOf(cuts, domain);
  const truths = (predicate: typeof derived.below): readonly boolean[] => {
    const formula = holdsAt(predicate, signs);
    return cells.samples.map(
      (x) => truthAt(formula, new Map(parameters).set(derived.parameter, x)) === true,
    );
  };
  const below = truths(derived.below);
  const above = truths(derived.above);
  const firstFalse = below.indexOf(false);
  const lastFalse = above.lastIndexOf(false);
  return {
    belowUntil: edge(cells.cuts, firstFalse < 0 ? cells.cuts.length : firstFalse - 1),
    aboveFrom: edge(cells.cuts, lastFalse),
  };
}

/** The upper edge of cell i: a cut, or an end of the domain. */
function edge(cuts: readonly AlgebraicNumber[], i: number): Location {
  if (i < 0) return "lower-end";
  return cuts[i] ?? "upper-end";
}

/** Numerator and denominator with every parameter but one replaced by its value. */
function inOneVariable(
  f: R.RationalFunction,
  name: string,
  parameters: Parameters,
): readonly Polynomial[] {
  let left = f;
  for (const other of R.variables(f)) {
    const value = parameters.get(other);
    if (other !== name && value !== undefined) {
      left = R.substitute(left, other, R.constant(value));
    }
  }
  return [left.numerator, left.denominator];
}

/**
 * Where a threshold between predicates of attractors lies at a case.
 *
 * @returns a text with the reason where no enclosure was found
 */
export function attractorThresholdAt(
  derived: Derived & { kind: "attractor-threshold" },
  binding: Binding,
  { lower, upper }: Domain,
): AttractorThreshold | string {
  if (lower === "-oo" || upper === "oo") return "a domain of the angle that is not bounded";
  try {
    const frame = weightedFrameAt(derived.model, binding);
    return attractorThreshold(frame, derived.below, derived.above, binding, lower, upper);
  } catch (error) {
    if (error instanceof NotDerivable) return error.message;
    throw error;
  }
}

/** Frames whose fixed points are written down one by one. */
const mostTerms = 10;

/**
 * The number of fixed points at a case: by its closed form, or by writing them down and asking
 * `where` of each.
 *
 * @returns `undefined` if `where` cannot be decided at one of them, or k is too large
 */
export function fixedPointCountAt(
  derived: Derived & { kind: "fixed-points" },
  binding: Binding,
): number | undefined {
  const parameters = new Map(
    [...binding].flatMap(([name, value]) =>
      value.kind === "exact" ? [[name, value.value] as const] : [],
    ),
  );
  if (derived.count !== undefined) {
    const value = evaluateTerm(derived.count, { parameters });
    return value === undefined ? undefined : Number(value.lower.num);
  }
  const k = Number(evaluatePolynomial(derived.terms, parameters).num);
  if (derived.where === undefined || k > mostTerms || derived.upTo.length > 0) return undefined;
  return countedPoints(k, derived.parity, derived.where, binding);
}

/** Where a bifurcation lies at a case and of which type it is; no type where it is degenerate. */
export function bifurcationAtCase(
  { parameter, root, third, fourth }: Derived & { kind: "bifurcation" },
  parameters: Parameters,
): { readonly value: Q.Rational; readonly type?: BifurcationType } | undefined {
  const value = R.evaluate(root, parameters);
  if (value === undefined) return undefined;
  const there = new Map(parameters).set(parameter, value);
  const [cubic, quartic] = [third, fourth].map((f) => R.evaluate(f, there));
  if (cubic === undefined || quartic === undefined) return { value };
  if (cubic.num !== 0n) return { value, type: "transcritical" };
  if (quartic.num === 0n) return { value };
  const type = quartic.num > 0n ? "supercritical-pitchfork" : "subcritical-pitchfork";
  return { value, type };
}

/**
 * Where a threshold of the average lies at a case, for any link.
 *
 * @returns a text with the reason where nothing is certain
 */
export function linkThresholdAt(
  { model, below, above }: Derived & { kind: "link-threshold" },
  binding: Binding,
  domain: Domain,
): LinkThreshold | string {
  try {
    return linkThreshold(model, below, above, binding, domain);
  } catch (error) {
    if (error instanceof NotDerivable) return error.message;
    throw error;
  }
}
