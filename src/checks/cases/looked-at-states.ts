/**
 * The states that a claim about all states is looked at in, chosen before any right-hand side is
 * known: structured ones, random ones, random ones in the span of the frame; those alone where the
 * conditions of the statement hold, or cannot be told not to hold.
 */
import { conditionsOf } from "../../model/conditions.ts";
import type { Expression } from "../../model/expression/expression.ts";
import { mentionsState, mentionsTime } from "../../model/expression/mentions.ts";
import { slackOf, truthOf } from "../../numeric/evaluate/slack.ts";
import { isFailure } from "../../numeric/failure.ts";
import type { RandomStream } from "../../numeric/random/stream.ts";
import { leastValue } from "../../numeric/search/least-value.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import { addScaled } from "../../numeric/vectors.ts";
import { environmentAt } from "../observables/environment.ts";
import { type Case, failureText, randomAt } from "./case.ts";

/** Random states tried, and those that are led into the set of the conditions where few lie in it. */
const [randomStates, leastInside] = [24, 12];
const stepsOfRepair = 120;

/** Whether a state meets the conditions of the statement; a text if that cannot be evaluated. */
export type Admits = (w: Float64Array) => boolean | string;

/** The conditions of a case on a state that a claim about all states is under. */
export function admitsAt(at: Case, simulation: Simulation): Admits {
  const conditions = conditionsOn(at);
  return (w) => {
    for (const condition of conditions) {
      const slack = slackOf(condition, environmentAt(at, simulation, w));
      if (isFailure(slack)) return failureText(slack);
      if (truthOf(slack) === false) return false;
    }
    return true;
  };
}

/**
 * How far the conditions may fail at a state that is admitted: the largest error among those that
 * are not certain to hold, with the condition; nothing if all are certain.
 */
export function doubtAt(
  at: Case,
  simulation: Simulation,
  w: Float64Array,
): readonly { readonly error: number; readonly slack: (w: Float64Array) => number | undefined }[] {
  return conditionsOn(at).flatMap((condition) => {
    const slack = (state: Float64Array): number | undefined => {
      const value = slackOf(condition, environmentAt(at, simulation, state));
      return isFailure(value) || value.kind === "truth" ? undefined : value.slack.value;
    };
    const here = slackOf(condition, environmentAt(at, simulation, w));
    if (isFailure(here) || here.kind === "truth" || truthOf(here) === true) return [];
    return [{ error: here.slack.error + Math.abs(here.slack.value), slack }];
  });
}

/** States to look at, the simplest first; a text if the conditions cannot be evaluated. */
export function lookedAtStates(at: Case, simulation: Simulation): readonly Float64Array[] | string {
  const random = randomAt(at, "states");
  const structured = simulation.structuredStates();
  const drawn = Array.from({ length: randomStates }, (_, i) =>
    i % 2 === 0 || structured.length === 0
      ? simulation.randomState(random)
      : mixture(simulation, structured, random),
  );
  const admits = admitsAt(at, simulation);
  const inside: Float64Array[] = [];
  for (const w of [...structured, ...drawn]) {
    const admitted = admits(w);
    if (typeof admitted === "string") return admitted;
    if (admitted) inside.push(w);
  }
  for (let i = 0; i < drawn.length && inside.length < leastInside; i++) {
    const repaired = ledInside(at, simulation, drawn[i]!);
    if (repaired !== undefined && admits(repaired) === true) inside.push(repaired);
  }
  return inside;
}

/** `when:` and assumptions that speak of a state and not of a time; a start binds no state. */
function conditionsOn({ setting, close }: Case): readonly Expression[] {
  return conditionsOf(setting)
    .filter((condition) => mentionsState(condition) && !mentionsTime(condition))
    .map((condition) => close(condition));
}

/** A random combination of three structured states; of one and a random state, if there is one. */
function mixture(
  simulation: Simulation,
  structured: readonly Float64Array[],
  random: RandomStream,
): Float64Array {
  const states =
    structured.length > 1 ? structured : [...structured, simulation.randomState(random)];
  const total = new Float64Array(states[0]?.length ?? 0);
  for (let i = 0; i < 3; i++) {
    const state = states[random.below(states.length)];
    if (state !== undefined) addScaled(total, random.normal(), state);
  }
  return simulation.restored(total);
}

/** A state that meets the conditions, by descent on how much they fail. */
function ledInside(at: Case, simulation: Simulation, w: Float64Array): Float64Array | undefined {
  const conditions = conditionsOn(at);
  const failing = (state: Float64Array): number => {
    let total = 0;
    for (const condition of conditions) {
      const slack = slackOf(condition, environmentAt(at, simulation, state));
      if (isFailure(slack)) return Number.POSITIVE_INFINITY;
      if (slack.kind === "slack") total += Math.max(0, -slack.slack.value);
      else if (slack.truth === false) total += 1;
    }
    return total;
  };
  const landscape = { value: failing, tangents: simulation.tangents, moved: simulation.movedAlong };
  return leastValue(landscape, [w], stepsOfRepair)?.w;
}
