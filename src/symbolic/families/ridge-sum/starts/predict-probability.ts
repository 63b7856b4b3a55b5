/**
 * The chance of an event of the start, or of the end, by the symmetries of a uniform start.
 *
 * The event is looked at in every cell of starts; its chance is the sum of theirs, for every number
 * of terms at once. Where it speaks of the end, the derived flow says which overlap wins.
 */
import type { Setting } from "../../../../model/claim.ts";
import { conditionsOf } from "../../../../model/conditions.ts";
import type { Expression } from "../../../../model/expression/expression.ts";
import { mentionsState, mentionsTime } from "../../../../model/expression/mentions.ts";
import { step } from "../../../derivation.ts";
import type { DerivedPrediction } from "../../../prediction.ts";
import { NotDerivable } from "../../../term/not-derivable.ts";
import * as T from "../../../term/term.ts";
import { overlapRate } from "../flow.ts";
import { type Context, prediction } from "../prediction-context.ts";
import { areKnown, cellsOf } from "./cells.ts";
import { endsOf } from "./ends.ts";
import { happens } from "./event.ts";
import { placesOf, reached } from "./places.ts";
import { endStep, neededBy, noNotes, startIn } from "./start-in-cell.ts";

/** The chance, as a term in the number of ridge functions. */
export function predictProbability(context: Context, event: Expression): DerivedPrediction {
  const { setting, model, loss } = context;
  requireUniformStart(setting);
  if (model.frame === "any") throw new NotDerivable("chances over a frame without symmetry");
  const rate = overlapRate(model, loss, "#i");
  const asked = noNotes();
  const places = placesOf(context);
  const [byValue, bySize] = (["value", "size"] as const).map((order) =>
    T.sum(
      cellsOf(model.terms, order)
        .filter(({ cell }) =>
          happens(
            event,
            startIn({ value: cell, size: cell }, asked, () => endsOf(setting, model, rate)),
            places,
          ),
        )
        .map(({ chance }) => chance),
    ),
  );
  if (asked.orders.size > 1) throw new NotDerivable("a chance by the order of values and of sizes");
  const [order = "value"] = asked.orders;
  const frame = model.frame === "orthonormal" ? "orthonormal" : "exchangeable";
  if (!areKnown(frame, order, asked.cell)) {
    throw new NotDerivable("the signs of overlaps with a frame that is not orthonormal");
  }
  const chance = (order === "value" ? byValue : bySize)!;
  const symmetry =
    "uniform starts are the same after permutations and changes of sign of their overlaps";
  const found = prediction(context, { kind: "probability", chance }, [
    ...(asked.ends === undefined ? [] : [endStep(rate, asked.ends)]),
    step("the chance", "\\mathbb{P}", chance, symmetry, "rule"),
  ]);
  const positive = [...neededBy(asked), ...reached(places, context)];
  return { ...found, positive: [...found.positive, ...positive] };
}

/** A start that is uniform, and no condition that leaves some of them out. */
function requireUniformStart({ start, ...setting }: Setting): void {
  if (start.some(({ value }) => value !== undefined)) {
    throw new NotDerivable("a chance over starts that are not uniform");
  }
  if (conditionsOf(setting).some((e) => mentionsState(e) || mentionsTime(e))) {
    throw new NotDerivable("a chance under a condition on the start");
  }
}
