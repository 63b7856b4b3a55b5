/**
 * Where the overlap of a planted link stops: the zeros of P in (-1, 1), m' = (1 - m^2) P(m),
 * P = sum_q coupling_q b_q^2 m^(q-1), and the ends; by Sturm's theorem for a polynomial, else by
 * bounds on intervals.
 */
import * as Q from "../../model/rational.ts";
import { type AlgebraicNumber, realRoots, refined } from "../exact/algebraic-number.ts";
import { type IntegerPolynomial, signAtRational } from "../exact/integer-polynomial.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import { type Link, slopeNorm } from "./average-diagram.ts";
import { enclosedStops, type PlantedStop, type PlantedStops } from "./enclosed-stops.ts";
import { enclosureOf, type LinkWeights } from "./link-weights.ts";
import { algebraicPoint } from "./phase-point.ts";

/** coupling_q. */
type Couplings = (q: number) => Q.Rational;

/** Degrees at which the coupling is seen to grow as the degree, which the chain rule says. */
const tried = [1, 2, 3, 7];

/** The stops of a link. @throws NotDerivable where the least degree is not decided */
export function plantedStops(link: Link, weights: LinkWeights, of: Couplings): PlantedStops {
  if (weights.ratios !== undefined) return exactStops(weights.ratios, of);
  const one = of(1);
  if (!tried.every((q) => Q.equals(of(q), Q.multiply(Q.integer(q), one))) || Q.sign(one) <= 0) {
    throw new NotDerivable("zeros of P for couplings that do not grow as the degree");
  }
  const slope = slopeNorm(link, weights.expansion);
  const isEstimate = weights.basis === "estimate" || slope?.basis === "estimate";
  const basis = isEstimate ? "estimate" : "bound";
  return enclosedStops(weights, basis, slope && enclosureOf(slope).upper);
}

/** P with integer coefficients, its zeros in (-1, 1), and who moves to them and to the ends. */
function exactStops(ratios: ReadonlyMap<number, Q.Rational>, of: Couplings): PlantedStops {
  const polynomial = cleared(ratios, of);
  const inside = realRoots(polynomial, { lower: Q.integer(-1), upper: Q.one }).map(
    ({ root }) => root,
  );
  const signAt = (x: Q.Rational): number => signAtRational(polynomial, x);
  const between = gapsOf(inside).map(signAt);
  const ends = [Q.integer(-1), Q.one].map(rationalNumber);
  const [low, high] = ends as [AlgebraicNumber, AlgebraicNumber];
  const stops = [low, ...inside, high].map(
    (root, i): PlantedStop => ({
      point: algebraicPoint(root),
      fromBelow: i > 0 && between[i - 1] === 1,
      fromAbove: i < between.length && between[i] === -1,
    }),
  );
  return { polynomial, stops, open: [] };
}

/** One rational in each gap that roots, in their order, leave in (-1, 1). */
function gapsOf(roots: readonly AlgebraicNumber[]): readonly Q.Rational[] {
  const half = Q.rational(1n, 2n);
  let [edges, width] = [[rationalNumber(Q.integer(-1)), ...roots, rationalNumber(Q.one)], half];
  const touch = (): boolean =>
    edges.slice(1).some(({ lower }, i) => Q.compare(edges[i]!.upper, lower) >= 0);
  while (touch()) {
    width = Q.multiply(width, half);
    edges = edges.map((root) => refined(root, width));
  }
  return edges.slice(1).map(({ lower }, i) => Q.multiply(half, Q.add(edges[i]!.upper, lower)));
}

function cleared(ratios: ReadonlyMap<number, Q.Rational>, of: Couplings): IntegerPolynomial {
  const terms = [...ratios].map(([q, ratio]) => [q, Q.multiply(of(q), ratio)] as const);
  const scale = terms.reduce((n, [, { den }]) => n * den, 1n);
  const last = Math.max(...terms.map(([q]) => q));
  const coefficients = Array.from({ length: last }, () => 0n);
  for (const [q, { num, den }] of terms) coefficients[q - 1] = (num * scale) / den;
  return coefficients;
}

/** A rational as an algebraic number. */
const rationalNumber = (x: Q.Rational): AlgebraicNumber => realRoots([-x.num, x.den])[0]!.root;
