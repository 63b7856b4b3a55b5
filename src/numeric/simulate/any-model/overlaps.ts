/**
 * What tells two states of any model apart: their overlaps, and the coefficients of a learned link.
 */
import { isFailure } from "../../failure.ts";
import type { Measured } from "../../measured.ts";
import { type DefinedModel, valuesOf } from "./defined-model.ts";

/** Distance of overlaps below which two states are one, if their errors do not say otherwise. */
const sameOverlaps = 1e-6;

/** u or M, and the coefficients of a learned link. */
export function overlapsAt(
  model: DefinedModel,
  w: Float64Array,
  error: number,
): readonly Measured[][] {
  return ["u", "M", "a"].flatMap((name) => {
    const values = valuesOf(model, w, name, error);
    return isFailure(values) ? [] : [[...values]];
  });
}

/** Whether overlaps agree within their errors. */
export function isSameOverlaps(
  a: readonly (readonly Measured[])[],
  b: readonly (readonly Measured[])[],
): boolean {
  return a.every((row, i) =>
    row.every((x, j) => {
      const y = b[i]![j]!;
      return Math.abs(x.value - y.value) <= sameOverlaps + x.error + y.error;
    }),
  );
}
