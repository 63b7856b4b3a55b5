/**
 * What all predictions about a ridge sum share: what is derived once, and the average as a point.
 */
import type { Setting } from "../../../model/claim.ts";
import type { Point } from "../../../model/spec.ts";
import { checkable, type Derivation, step } from "../../derivation.ts";
import * as P from "../../exact/polynomial.ts";
import * as R from "../../exact/rational-function.ts";
import type { Derived, DerivedPrediction } from "../../prediction.ts";
import { replaceAtoms } from "../../term/calculus.ts";
import type { Meaning } from "../../term/interpret.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import { powerBases, powerOf } from "../../term/power.ts";
import * as T from "../../term/term.ts";
import { type AveragePoint, atAverage, averagePoint } from "./average.ts";
import { averageEquation } from "./equations.ts";
import type { RidgeSum } from "./model.ts";
import { projection } from "./projection.ts";

/** Everything derived once for a setting. */
export interface Context {
  readonly setting: Setting;
  readonly model: RidgeSum;
  readonly meaning: Meaning;
  readonly loss: T.Term;
  readonly derivation: Derivation;
}

/** How the average comes about; rows that are written out are summed by canonical forms. */
export const pointSteps = ({ setting, model }: Context, point: AveragePoint): Derivation => {
  const overlap = "m, the overlaps of the average";
  if (model.rowSum !== undefined) {
    const rule = "every row sum of A, over the norm";
    return [
      step("row sum of A", "r", model.rowSum, "the same in every row", "canonical-form"),
      step(overlap, "m", point.overlap, rule),
    ];
  }
  return [
    checkable(
      step(overlap, "m", point.overlap, "row sum of A over the norm"),
      averageEquation(setting, model, point),
    ),
  ];
};

/** The prediction of a derived object, at the average where that point is given. */
export function prediction(
  context: Context,
  derived: Derived,
  steps: Derivation,
  point?: AveragePoint,
): DerivedPrediction {
  return {
    status: "derived",
    derived,
    derivation: [...context.derivation, ...steps],
    meaning: point === undefined ? context.meaning : meaningAt(context.meaning, point),
    places: context.model.terms,
    ...(point === undefined ? relationOfState(context.model) : {}),
    positive: [
      ...(point?.positive ?? []),
      ...(derived.kind === "identity" ? powerBases(derived.of) : []),
    ],
  };
}

/** Where the frame spans the space, w is its own projection and |w| = 1 is a relation of the u. */
function relationOfState(model: RidgeSum): Pick<DerivedPrediction, "modulo"> {
  if (!P.equal(model.dimension, model.terms)) return {};
  const { leading, rest } = projection(model);
  const value = T.subtract(T.one, rest);
  const modulo = (term: T.Term): T.Term =>
    replaceAtoms(
      term,
      (atom) =>
        atom.key === leading.atom.key
          ? T.scale(value, R.divide(R.one, leading.coefficient))
          : undefined,
      powerOf,
    );
  return { modulo };
}

/** Names at the average: state names mean the state's values there. */
function meaningAt(meaning: Meaning, point: AveragePoint): Meaning {
  const there = (term: T.Term | undefined): T.Term | undefined =>
    term === undefined ? undefined : atAverage(point, term);
  return {
    ...meaning,
    name: (name) => there(meaning.name(name)),
    indexed: (name, places) => there(meaning.indexed(name, places)),
    call: (name, args, letters) => there(meaning.call(name, args, letters)),
    whole: (expression, letters) => there(meaning.whole?.(expression, letters)),
  };
}

/** Whether a point is the average of the frame. */
export const isAverage = (at: Point): boolean =>
  at.kind === "expression" && at.expression.kind === "name" && at.expression.name === "average";

/** The average. @throws NotDerivable if the point is another one. */
export function requireAverage(model: RidgeSum, at: Point): AveragePoint {
  if (!isAverage(at)) {
    throw new NotDerivable("no rule for this point: the average is the one that has rules");
  }
  return averagePoint(model);
}
