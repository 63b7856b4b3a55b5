/**
 * How many runs a statistic of a case is taken over, and which: as many as the limits allow, drawn
 * as the spec says and no others.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { alongFlow } from "../../model/expression/mentions.ts";
import { children } from "../../model/expression/traverse.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import type { Case } from "../cases/case.ts";
import { startsOf } from "../cases/starts.ts";
import type { Fineness } from "../kind.ts";
import { usualLimits } from "../limits.ts";
import type { Ensemble } from "./over-randomness.ts";

/** Samples after one refinement, for each of a first look. */
const finer = 4;
/** What the start decides costs no path, and is sampled so many times as often. */
const cheaper = 16;

/** The runs that an expression with probabilities, means or quantiles is looked at over. */
export function sampledRuns(
  of: Expression,
  at: Case,
  simulation: Simulation,
  fineness: Fineness,
): Ensemble {
  const starts = startsOf(at, simulation, { use: `sample ${fineness}`, isLawKept: true });
  const { samples } = at.limits ?? usualLimits;
  const size = samples * (fineness === 1 ? finer : 1) * (isOfStart(of) ? cheaper : 1);
  return { simulation, starts, size, isBatch: false };
}

/** Whether the only time that an expression speaks of is 0. */
const isOfStart = (e: Expression): boolean => {
  if (e.kind === "at-time") return e.time.kind === "number" && e.time.value.num === 0n;
  return !(e.kind === "call" && alongFlow.has(e.name)) && children(e).every(isOfStart);
};
