/**
 * `stationary`: the gradient on the manifold vanishes at a point.
 *
 * Observed is the length of the defined gradient in R^d. As a control the same length is read at a
 * point moved along a random tangent direction: it must not vanish there, or the observation could
 * not have failed.
 */

import { isFailure } from "../../numeric/failure.ts";
import type { MeasuredVector } from "../../numeric/simulate/answers.ts";
import { norm } from "../../numeric/vectors.ts";
import { signOf } from "../../symbolic/exact/enclosure.ts";
import { evaluateTerm } from "../../symbolic/term/evaluate.ts";
import { failureText, randomAt, scalarsOf, simulationAt } from "../cases/case.ts";
import { derivedInteger, type Reading } from "../judge/budget.ts";
import { type KindOfClaim, unusable } from "../kind.ts";
import { stateOfPoint } from "./point.ts";

const name = "length of the gradient";

/** Length of a tangent move, in radians: far beyond rounding, near enough to be generic. */
const moved = 0.1;

export const stationary: KindOfClaim<"stationary", undefined> = {
  kind: "stationary",
  open: () => [],
  asksOnly: () => false,
  observe: ({ at: point }, at) => {
    const simulation = simulationAt(at);
    if (typeof simulation === "string") return unusable(simulation);
    const w = stateOfPoint(point, at, simulation);
    if (isFailure(w)) return unusable(failureText(w));
    const elsewhere = simulation.movedState(w, moved, randomAt(at, "moved"));
    return {
      status: "observed",
      readings: [lengthReading(simulation.gradient(w))],
      evidence: undefined,
      controls: [
        {
          label: `the point moved by ${moved} along a tangent`,
          reading: lengthReading(simulation.gradient(elsewhere)),
        },
      ],
    };
  },
  claimed: () => [derivedInteger(name, 0)],
  derived: ({ derived }, _, at) => {
    if (derived.kind !== "stationary") return [];
    const parameters = new Map(scalarsOf(at)).set("#i", { num: 1n, den: 1n });
    const value = evaluateTerm(derived.gradient, { parameters });
    return value !== undefined && signOf(value) === 0 ? [derivedInteger(name, 0)] : [];
  },
  twins: () => [],
};

function lengthReading({ value, error, floor, basis }: MeasuredVector): Reading {
  return {
    name,
    value: norm(value),
    budget: [
      { name: "quadrature", error: Math.max(0, error - floor), basis },
      { name: "floor", error: floor, basis: "bound" },
    ],
  };
}
