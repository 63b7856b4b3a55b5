/**
 * What a derivation says at one value of the parameters, exactly or enclosed.
 */
import type { BifurcationType } from "../../model/claim.ts";
import type * as Q from "../../model/rational.ts";
import type { AlgebraicNumber } from "../exact/algebraic-number.ts";
import { signOf } from "../exact/enclosure.ts";
import { evaluate as evaluatePolynomial } from "../exact/in-one-variable.ts";
import type { Polynomial } from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import type { Domain } from "../exact/real-roots.ts";
import type { Derived, EigenBlock, LocatedThreshold, Location } from "../prediction.ts";
import { truthAt } from "../prove/formula.ts";
import { evaluateTerm } from "../term/evaluate.ts";
import { cellsOf } from "./cells.ts";
import { signFunction } from "./sign.ts";
import { blockSigns, holdsAt } from "./stability.ts";

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

/**
 * Where a derived threshold lies when all other parameters have these values.
 *
 * @param domain of the parameter in which the threshold is
 */
export function thresholdAt(
  derived: Derived & { kind: "threshold" },
  parameters: Parameters,
  domain: Domain,
): LocatedThreshold {
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
    basis: "bound",
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
