/**
 * The path of a model in coordinates of its own in which the flow is closed, seen as one of states.
 *
 * Events and moments are of lifted states; where the path comes to rest is asked of the model.
 */
import { flowPath } from "../../along/flow-path.ts";
import { liftedPath } from "../../along/lifted-path.ts";
import type { Moment, Path } from "../../along/path.ts";
import { type Failure, isFailure } from "../../failure.ts";
import { signOf } from "../../measured.ts";
import type { ClosedFlow, DefinedModel } from "./defined-model.ts";
import { differenceSpectrum } from "./difference-inertia.ts";
import { modelRest } from "./model-rest.ts";

/** The path from a start. @param closed what gives the coordinates of any state */
export function closedPath(
  model: DefinedModel,
  start: Float64Array,
  flow: ClosedFlow,
  closed: NonNullable<DefinedModel["closed"]>,
  maxSteps?: number,
): Path {
  const { lift, gradient } = flow;
  let known: Moment | Failure | undefined;
  const rest = (): Moment | Failure => {
    known ??= modelRest(model, start, maxSteps);
    return known;
  };
  const path = flowPath({
    start: flow.start,
    // An event is located 10^2 times better than that, on less than a fifth of the steps at 10^-8.
    ...(model.isStiff ? { rtol: 1e-5, atol: 1e-10 } : { rtol: 1e-9 }),
    field: flow.field,
    normalise: (y) => y,
    isSettling: (y) => flow.isEscaping(y) === false && isSettling({ ...model, gradient }, lift(y)),
    rest: () => {
      const moment = rest();
      return isFailure(moment) ? moment : { ...moment, w: closed(moment.w).start };
    },
    ...(maxSteps !== undefined && { maxSteps }),
    ...(model.isStiff && { isStiff: true }),
  });
  const seen = (of: Path): Path => {
    const { rough } = of;
    return {
      ...liftedPath(of, lift),
      start: { ...of.start, w: start },
      rest,
      ...(rough && { rough: () => seen(rough()) }),
    };
  };
  return seen(path);
}

/** Whether no curvature at a state is negative beyond its error. */
export const isSettling = (model: DefinedModel, w: Float64Array): boolean =>
  differenceSpectrum(model, w).every((x) => signOf(x) === 1 || Math.abs(x.value) <= x.error);
