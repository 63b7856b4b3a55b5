/**
 * What the names of the spec language mean for a ridge sum: u, A, the Hermite coefficients a, b
 * and c = a b, the loss, and a few functions of them.
 */
import type { Setting } from "../../../model/claim.ts";
import * as P from "../../exact/polynomial.ts";
import { isIndex, symbol } from "../../term/atom.ts";
import { replaceAtoms } from "../../term/calculus.ts";
import type { Meaning } from "../../term/interpret.ts";
import { powerOf, squareRoot } from "../../term/power.ts";
import { sumOver } from "../../term/sum.ts";
import * as T from "../../term/term.ts";
import type { HermiteSeries } from "./hermite-series.ts";
import { overlap, populationLoss, productSeries } from "./loss.ts";
import { parameterMeaning, type RidgeSum } from "./model.ts";

/** The meaning of names at a state with free overlaps. */
export function ridgeSumMeaning(setting: Setting, model: RidgeSum): Meaning {
  const parameters = parameterMeaning(setting);
  const series: Readonly<Record<string, HermiteSeries>> = {
    a: model.student,
    b: model.teacher,
    c: productSeries(model),
  };
  return {
    name: (name) => {
      if (name === "loss") return populationLoss(model);
      if (name === "m" && isOne(model.terms)) return overlap("1");
      return parameters.name(name);
    },
    indexed: (name, places) => {
      const [first, second] = places;
      if (first === undefined) return undefined;
      if (name === "u" && second === undefined) return overlap(first);
      if (name === "A" && second !== undefined) return model.gram(first, second);
      const coefficients = series[name];
      if (coefficients !== undefined && second === undefined) {
        return coefficientAt(coefficients, first);
      }
      return parameters.indexed(name, places);
    },
    call: (name, args) => {
      const [first, second] = args;
      const isOverlaps = (e: typeof first): boolean => e?.kind === "name" && e.name === "u";
      const squares = (): T.Term => sumOver("#n", model.range, T.power(overlap("#n"), 2));
      if (name === "norm" && args.length === 1 && isOverlaps(first)) return squareRoot(squares());
      if (name === "dot" && isOverlaps(first) && isOverlaps(second)) return squares();
      return parameters.call(name, args);
    },
  };
}

/**
 * The coefficient of degree `place` in a series. A letter is taken to run inside the range of a
 * series that is a sum over degrees.
 */
function coefficientAt(series: HermiteSeries, place: string): T.Term | undefined {
  const degree = /^[0-9]+$/.test(place) ? P.constant(BigInt(place)) : P.variable(place);
  const [only, ...others] = series;
  if (only?.over !== undefined && others.length === 0) {
    if (!isIndex(place)) return undefined;
    return renameLetter(only.coefficient, only.over.letter, place);
  }
  if (isIndex(place)) return undefined;
  const known = series.filter((term) => term.over === undefined);
  if (known.length < series.length) return undefined;
  const gaps = known.map((term) => P.subtract(term.degree, degree));
  if (gaps.some((gap) => !P.isConstant(gap))) return undefined;
  const same = known.filter((_, i) => P.isZero(gaps[i] ?? P.one));
  return T.sum(same.map(({ coefficient }) => coefficient));
}

/** A term in one letter, taken at another. */
function renameLetter(term: T.Term, from: string, to: string): T.Term {
  if (from === to) return term;
  return replaceAtoms(
    term,
    (atom) => {
      if (atom.kind !== "symbol") return undefined;
      if (atom.name === from) return T.ofPolynomial(P.variable(to));
      if (!atom.indices.includes(from)) return undefined;
      const indices = atom.indices.map((i) => (i === from ? to : i));
      return T.ofAtom(symbol(atom.name, indices));
    },
    powerOf,
  );
}

const isOne = (p: P.Polynomial): boolean => P.equal(p, P.one);
