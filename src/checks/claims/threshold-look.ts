/**
 * Whether a predicate holds when a parameter has a value, from the defined model alone.
 *
 * A predicate of a named point is read off the inertia of the defined Hessian there. A predicate of
 * the set of attractors is read off the minima that the defined flow leads to; from one value of
 * the parameter to the next the minima already found are starts as well, so that a branch is
 * followed to where it ends. A predicate that speaks of times is read off the path from the start.
 */

import type { Expression } from "../../model/expression/expression.ts";
import { rationalOfNumber } from "../../model/rational.ts";
import { atRest } from "../../numeric/along/along.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import { evaluatePredicate } from "../../numeric/evaluate/evaluate-number.ts";
import { isFailure } from "../../numeric/failure.ts";
import type { Measured } from "../../numeric/measured.ts";
import type { Attractor, Inertia } from "../../numeric/simulate/answers.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import { type Case, failureText, simulationAt } from "../cases/case.ts";
import { pathFrom, simulatedStarts } from "../cases/starts.ts";
import type { QuestionOf } from "../kind.ts";
import { alongCase } from "../observables/along-case.ts";
import { wordOfInertia } from "../observables/state-words.ts";
import { expressionOfPoint } from "./point.ts";

/** Truth at a value of the parameter; `undefined` within errors; a text if nobody can say. */
export type Look = (predicate: Expression, x: number) => boolean | undefined | string;

/**
 * Predicates of the point that the question names.
 *
 * @param onCurvature told of the least eigenvalue of the Hessian at every value that is looked at
 */
export function atPoint(
  at: Case,
  question: QuestionOf<"threshold">,
  onCurvature: (x: number, least: Measured) => void,
): Look {
  const inertiaAt = (x: number): Inertia | string => {
    const more = new Map([[question.in, rationalOfNumber(x)]]);
    const simulation = simulationAt(at, more);
    if (typeof simulation === "string") return simulation;
    if (question.at === undefined) return "a threshold of no named point";
    const w = simulation.stateNamed(at.close(expressionOfPoint(question.at), more));
    if (isFailure(w)) return failureText(w);
    const inertia = simulation.inertia(w);
    const least = inertia.eigenvalues[0]?.eigenvalue;
    if (least !== undefined) onCurvature(x, least);
    return inertia;
  };
  const inertiaOf = remembered(inertiaAt);
  return (predicate, x) => {
    const inertia = inertiaOf(x);
    if (typeof inertia === "string") return inertia;
    if (predicate.kind !== "name") return "no rule for this predicate at a point";
    const said = wordOfInertia(predicate.name, inertia);
    return said === "unknown" ? `no rule for the predicate ${predicate.name} at a point` : said;
  };
}

interface Found {
  readonly simulation: Simulation;
  readonly attractors: readonly Attractor[];
}

/** Values of the parameter with a wide search: those of the first grid, not of bisections. */
const wideSearches = 14;

/** Predicates of the attractors. */
export function overAttractors(at: Case, question: QuestionOf<"threshold">): Look {
  const known: { x: number; states: readonly Float64Array[] }[] = [];
  const search = (x: number): Found | string => {
    const more = new Map([[question.in, rationalOfNumber(x)]]);
    const simulation = simulationAt(at, more);
    if (typeof simulation === "string") return simulation;
    const nearest = [...known].sort((a, b) => Math.abs(a.x - x) - Math.abs(b.x - x)).slice(0, 2);
    const near = nearest.flatMap(({ states }) => states);
    const { attractors } = simulation.attractors(
      near,
      known.length < wideSearches ? "wide" : "near",
    );
    known.push({ x, states: attractors.map(({ w }) => w) });
    return { simulation, attractors };
  };
  const foundAt = remembered(search);
  return (predicate, x) => {
    const found = foundAt(x);
    if (typeof found === "string") return found;
    return setPredicate(predicate, found, at, new Map([[question.in, rationalOfNumber(x)]]));
  };
}

/** Predicates of the path from the start that the model and the parameter make. */
export function alongPaths(at: Case, question: QuestionOf<"threshold">): Look {
  const environmentAt = (x: number): Environment | string => {
    const more = new Map([[question.in, rationalOfNumber(x)]]);
    const supply = simulatedStarts(at, { use: "starts", more });
    if (typeof supply === "string") return supply;
    const w = supply.starts();
    if (isFailure(w)) return failureText(w);
    return alongCase(at, supply.simulation, pathFrom(supply.simulation, w), undefined, more);
  };
  const environmentOf = remembered(environmentAt);
  return (predicate, x) => {
    const environment = environmentOf(x);
    if (typeof environment === "string") return environment;
    const closed = at.close(predicate, new Map([[question.in, rationalOfNumber(x)]]));
    const truth = evaluatePredicate(closed, environment);
    // A run that does not end near a separatrix leaves the predicate open there.
    if (isFailure(truth)) return truth.code === "unfinished" ? undefined : failureText(truth);
    return truth;
  };
}

function setPredicate(
  predicate: Expression,
  { simulation, attractors }: Found,
  at: Case,
  more: Parameters<Case["close"]>[1],
): boolean | undefined | string {
  if (predicate.kind !== "over-states" || predicate.set !== "attractors") {
    return "no rule for a predicate that is not over the attractors";
  }
  const { operator } = predicate;
  if (operator !== "some" && operator !== "all") return `no rule for ${operator} over attractors`;
  const body = at.close(predicate.body, more);
  const truths: (boolean | undefined)[] = [];
  for (const { w, overlaps } of attractors) {
    const error = Math.max(...overlaps.flat().map((overlap) => overlap.error));
    const truth = evaluatePredicate(body, atRest(simulation.observables(w, error)));
    if (isFailure(truth)) return failureText(truth);
    truths.push(truth);
  }
  const decisive = operator === "some";
  if (truths.includes(decisive)) return decisive;
  return truths.includes(undefined) ? undefined : !decisive;
}

/** A function of a number that is worked out once for each value. */
function remembered<T>(f: (x: number) => T): (x: number) => T {
  const values = new Map<number, T>();
  return (x) => {
    const known = values.get(x);
    if (known !== undefined) return known;
    const value = f(x);
    values.set(x, value);
    return value;
  };
}
