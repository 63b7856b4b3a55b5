/**
 * The slack of an inequality at a state that meets the conditions only to within their errors.
 */
import type { Slack } from "../../numeric/evaluate/slack.ts";
import { type Failure, isFailure } from "../../numeric/failure.ts";
import { measured } from "../../numeric/measured.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import type { Case } from "../cases/case.ts";
import { doubtAt } from "../cases/looked-at-states.ts";

/** Length of the moves that sensitivities are measured by, in radians. */
const step = 1 / 64;

/**
 * The slack with what a state that meets a condition only to within its error may be off by: as
 * much as the slack changes for each unit that the condition changes, along the tangent directions.
 */
export function withDoubt(
  slackAt: (w: Float64Array) => Slack | Failure,
  at: Case,
  simulation: Simulation,
  w: Float64Array,
): Slack | Failure {
  const here = slackAt(w);
  if (isFailure(here) || here.kind === "truth") return here;
  // A slack that is not certain to be negative refutes nothing, and needs no more doubt.
  if (here.slack.value + here.slack.error >= 0) return here;
  let doubt = 0;
  for (const { error, slack: condition } of doubtAt(at, simulation, w)) {
    const before = condition(w) ?? 0;
    for (const e of simulation.tangents(w)) {
      for (const angle of [step, -step]) {
        const moved = simulation.movedAlong(w, e, angle);
        const [there, after] = [slackAt(moved), condition(moved)];
        if (isFailure(there) || there.kind === "truth" || after === undefined) continue;
        const change = Math.abs(after - before);
        if (change <= 10 * error) continue;
        const ratio = Math.abs(there.slack.value - here.slack.value) / change;
        doubt = Math.max(doubt, 2 * ratio * error);
      }
    }
  }
  const { value, error } = here.slack;
  return doubt === 0 ? here : { ...here, slack: measured(value, error + doubt, "estimate") };
}
