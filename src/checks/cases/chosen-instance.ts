/**
 * The model of a spec at chosen values, with a frame where the model leaves it to chance.
 */
import { instantiate } from "../../model/bind/bind.ts";
import type { ModelInstance } from "../../model/bind/instance.ts";
import type { Expression } from "../../model/expression/expression.ts";
import { rationalOfNumber } from "../../model/rational.ts";
import type { Spec } from "../../model/spec.ts";
import { reducedSpherePoints } from "../../numeric/random/overlaps.ts";
import type { RandomStream } from "../../numeric/random/stream.ts";
import type { ChosenSetting } from "./chosen-setting.ts";

/** The model at the chosen values; a random frame is drawn for the run. */
export function chosenInstance(
  { model }: Spec,
  { binding, gram }: ChosenSetting,
  random: RandomStream,
): ModelInstance | string {
  if (model === undefined) return "no model";
  try {
    const instance = instantiate(model, binding, gram === undefined ? {} : { gram });
    const { teacher, dimension } = instance;
    if (teacher.kind !== "sum" || teacher.gram !== undefined) return instance;
    const points = reducedSpherePoints(random, dimension, 0, teacher.terms);
    const drawn = points.map((v, i) =>
      points.map((u, j) => numberOf(i === j ? 1 : v.reduce((sum, x, l) => sum + x * u[l]!, 0))),
    );
    return { ...instance, teacher: { ...teacher, gram: drawn } };
  } catch (error) {
    // A count that is no integer >= 1, or a choice that the model leaves open: the model says which.
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

const numberOf = (x: number): Expression => ({ kind: "number", value: rationalOfNumber(x) });
