/**
 * What the names of the spec language mean for a ridge sum: u, A, the Hermite coefficients a, b
 * and c = a b, the loss, and a few functions of them.
 */
import type { Setting } from "../../../model/claim.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import * as P from "../../exact/polynomial.ts";
import { parameterMeaning } from "../../parameter-meaning.ts";
import { isIndex, symbol } from "../../term/atom.ts";
import { derivative, replaceAtoms } from "../../term/calculus.ts";
import {
  bound,
  type Letters,
  type Meaning,
  placeOfTerm,
  rangeOf,
  requireLength,
  termOf,
} from "../../term/interpret.ts";
import { parameterDerivative } from "../../term/parameter-derivative.ts";
import { powerOf } from "../../term/power.ts";
import { sumOver } from "../../term/sum.ts";
import * as T from "../../term/term.ts";
import { type AveragePoint, atAverage, averagePoint } from "./average.ts";
import { overlapRate, speedName, squaredSpeed } from "./flow.ts";
import { gramEigenvalue } from "./gram-words.ts";
import type { HermiteSeries } from "./hermite-series.ts";
import { hessianAtAverage } from "./hessian.ts";
import { lossValue, overlap, populationLoss, productSeries } from "./loss.ts";
import type { RidgeSum } from "./model.ts";
import { sumOfPlaces } from "./sum-of-places.ts";
import { innerProduct, lengthOf, type Reader, vectorOf } from "./vectors.ts";

/**
 * The meaning of names at a state with free overlaps.
 *
 * @param point the state that the terms will be taken at, where it is known to be the average: the
 *   blocks of the Hessian have a meaning there alone
 */
export function ridgeSumMeaning(setting: Setting, model: RidgeSum, point?: AveragePoint): Meaning {
  const parameters = parameterMeaning(setting);
  const series: Readonly<Record<string, HermiteSeries>> = {
    a: model.student,
    b: model.teacher,
    c: productSeries(model),
  };
  const { facts } = parameters;
  const summed: Reader["summed"] = (letter, range, body) => {
    requireLength(range, facts);
    return sumOfPlaces(model, letter, range, body, facts);
  };
  const reads = readerOf(model, summed, (e, letters) =>
    termOf(e, ridgeSumMeaning(setting, model, point), letters),
  );
  return {
    ...parameters,
    summed,
    name: (name) => {
      if (name === "loss") return lossValue(model);
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
    // |x|^2 is a sum of products where |x| may have no canonical form.
    whole: (e, letters) => {
      if (e.kind !== "binary" || e.operator !== "^" || e.right.kind !== "number") return undefined;
      const { num, den } = e.right.value;
      const [x, ...others] = e.left.kind === "call" && e.left.name === "norm" ? e.left.args : [];
      if (x === undefined || others.length > 0 || den !== 1n || num <= 0n || num % 2n !== 0n) {
        return undefined;
      }
      const vector = vectorOf(x, reads(letters));
      return vector && T.power(innerProduct(model, vector, vector), Number(num / 2n));
    },
    call: (name, args, letters) => {
      const [first, second] = args;
      if (first === undefined) return undefined;
      const here = (e: Expression): T.Term =>
        termOf(e, ridgeSumMeaning(setting, model, point), letters);
      if (name === "rate" && args.length === 1) return rateOf(model, here(first));
      if (name === "norm" && isRateOfState(first)) {
        return T.isZero(squaredSpeed(model)) ? T.zero : T.ofAtom(symbol(speedName));
      }
      const isGram = first.kind === "name" && first.name === "A";
      if (isGram && name === "trace") return T.ofPolynomial(model.terms);
      if (isGram && name === "eigenvalue" && second !== undefined && parameters.facts) {
        return gramEigenvalue(model, placeOfTerm(here(second)), parameters.facts);
      }
      if (name === "norm" || name === "dot") {
        const [x, y] = args.map((arg) => vectorOf(arg, reads(letters)));
        if (name === "norm") return x && lengthOf(model, x);
        return x && y && innerProduct(model, x, y);
      }
      if (name === "diff" && second?.kind === "name") {
        return parameterDerivative(here(first), second.name);
      }
      if (name === "at" && second?.kind === "name" && second.name === "average") {
        const average = averagePoint(model);
        return atAverage(average, termOf(first, ridgeSumMeaning(setting, model, average), letters));
      }
      if ((name === "eigen" || name === "multiplicity") && first.kind === "name") {
        return point && ofBlock(model, point, first.name, name);
      }
      return parameters.call(name, args, letters);
    },
  };
}

/** What reads vectors, under the letters bound so far. */
const readerOf =
  (model: RidgeSum, summed: Reader["summed"], read: (e: Expression, letters: Letters) => T.Term) =>
  (letters: Letters): Reader => ({
    model,
    loss: populationLoss(model),
    summed,
    scalar: (e) => read(e, letters),
    place: (e) => placeOfTerm(read(e, letters)),
    within: (variable, domain) => {
      const { letter, within } = bound(variable, letters);
      const range = rangeOf(domain, (end) => read(end, letters));
      return { reader: readerOf(model, summed, read)(within), letter, range };
    },
  });

/** d/dt of a function of the overlaps: the sum over x of d/du[x] times u[x]'. */
function rateOf(model: RidgeSum, of: T.Term): T.Term {
  const loss = populationLoss(model);
  const change = T.multiply(derivative(of, "u", "#x"), overlapRate(model, loss, "#x"));
  return sumOver("#x", model.range, change);
}

/** The eigenvalue of the Hessian at the average on a block where it has one, or its dimension. */
function ofBlock(
  model: RidgeSum,
  point: AveragePoint,
  block: string,
  asked: "eigen" | "multiplicity",
): T.Term | undefined {
  const parts = hessianAtAverage(model, populationLoss(model), point).filter(
    (part) => part.block === block,
  );
  if (asked === "multiplicity") {
    return T.sum(parts.map(({ multiplicity }) => T.ofPolynomial(multiplicity)));
  }
  return parts.length === 1 ? parts[0]?.eigenvalue : undefined;
}

/** Whether the expression is `rate(w)`, which is minus the spherical gradient. */
const isRateOfState = (e: Expression): boolean =>
  e.kind === "call" && e.name === "rate" && e.args[0]?.kind === "name" && e.args[0].name === "w";

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
