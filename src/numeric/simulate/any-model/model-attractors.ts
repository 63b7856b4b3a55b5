/**
 * Strict local minima of any model, found by following the flow from uniform and given starts.
 *
 * Two are one if all their overlaps agree within their errors. A search can miss a small basin; it
 * cannot invent a minimum.
 */

import { isFailure } from "../../failure.ts";
import { signOf } from "../../measured.ts";
import { randomStream } from "../../random/stream.ts";
import type { Attractor, AttractorSearch } from "../answers.ts";
import type { DefinedModel } from "./defined-model.ts";
import { differenceSpectrum } from "./difference-inertia.ts";
import { modelRest } from "./model-rest.ts";
import { isSameOverlaps, overlapsAt } from "./overlaps.ts";

export function modelAttractors(
  model: DefinedModel,
  near: readonly Float64Array[],
  randomStarts: number,
): AttractorSearch {
  const random = randomStream(0, "attractors", "starts");
  const starts = [
    ...near,
    ...Array.from({ length: randomStarts }, () => model.randomState(random)),
  ];
  const found: Attractor[] = [];
  let undecided = 0;
  for (const start of starts) {
    const end = modelRest(model, start);
    const curvature = isFailure(end) ? undefined : differenceSpectrum(model, end.w)[0];
    if (isFailure(end) || curvature === undefined || signOf(curvature) !== 1) {
      undecided += 1;
      continue;
    }
    const overlaps = overlapsAt(model, end.w, end.error);
    const index = found.findIndex((known) => isSameOverlaps(known.overlaps, overlaps));
    if (index < 0) found.push({ w: end.w, overlaps, curvature, hits: 1 });
    else found[index] = { ...found[index]!, hits: found[index]!.hits + 1 };
  }
  return { attractors: found, starts: starts.length, undecided };
}
