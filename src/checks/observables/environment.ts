/**
 * What expressions are worth at a state of a case, with evaluation elsewhere: `at(e, point)`,
 * `at(e, p = 2)`, the time derivative `rate(e)` along the defined flow, `diff(e, beta)`.
 *
 * Everything is read off the defined model. `diff` and `at` with a parameter make the model again
 * at other values of it.
 */
import { evaluateRational } from "../../model/bind/evaluate.ts";
import type { Call, Expression } from "../../model/expression/expression.ts";
import {
  mentionsRandomness,
  mentionsState,
  mentionsTime,
} from "../../model/expression/mentions.ts";
import { type Rational, rationalOfNumber, toNumber } from "../../model/rational.ts";
import type { StartEntry } from "../../model/spec.ts";
import { equalAtTimesOf } from "../../numeric/along/along.ts";
import { differenceQuotient } from "../../numeric/evaluate/difference-quotient.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import { evaluate, evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import { type Letters, type Result, real, toMeasured } from "../../numeric/evaluate/value.ts";
import { type Failure, failure, isFailure } from "../../numeric/failure.ts";
import { type Measured, measured } from "../../numeric/measured.ts";
import { rateAlongFlow } from "../../numeric/simulate/rate.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import { norm, unit } from "../../numeric/vectors.ts";
import { type Case, familiesOf, simulationAt } from "../cases/case.ts";
import { indexedVector } from "./ambient-vector.ts";
import { fixedNamesAt } from "./fixed-names.ts";
import { hessianName, ofHessianBlock } from "./hessian-names.ts";
import { observedAlong, type ValueOptions } from "./observed-along.ts";
import { type OverStates, overAttractors } from "./over-attractors.ts";
import { startEntryOf, withLetters } from "./start-entry.ts";
import { namedPoint, stateWord } from "./state-words.ts";
import { withoutPoints } from "./without-points.ts";

type More = ReadonlyMap<string, Rational>;

/**
 * The meaning of names at a state of the simulation of a case.
 *
 * @param more values of parameters that the case leaves open
 * @param error how far w may be from the state that is meant
 */
export function environmentAt(
  at: Case,
  simulation: Simulation,
  w: Float64Array,
  more: More = new Map(),
  error = 0,
): Environment {
  const here = simulation.observables(w, error);
  const families = familiesOf(at);
  return {
    ...here,
    equalWithin: (comparison) => equalAtTimesOf(comparison) ?? here.equalWithin?.(comparison) ?? 0,
    name: (name) =>
      here.name?.(name) ??
      families.name?.(name) ??
      // How the Hessian moves with a state that is known within an error only is not known.
      (error === 0 ? hessianName(name, at, simulation, w) : undefined),
    indexed: (name, places) => here.indexed?.(name, places) ?? families.indexed?.(name, places),
    node: (node, inner, letters) => {
      const given = here.node?.(node, inner, letters);
      if (given !== undefined) return given;
      if (node.kind === "over-states") return ofAttractors(node, at, simulation, more, letters);
      if (node.kind === "indexed" && node.name === "v") {
        return indexedVector(node, inner, simulation);
      }
      if (node.kind === "name") {
        const point = namedPoint(node.name, simulation);
        // Words of the Hessian speak of a state that is known, not of one beside it.
        return point ?? (error === 0 ? stateWord(node.name, simulation, w) : undefined);
      }
      if (node.kind !== "call") return undefined;
      const place = { at, simulation, w, more, letters };
      switch (node.name) {
        case "at":
          return elsewhere(node, place);
        case "rate":
          return rate(node.args[0]!, place);
        case "norm":
          return isRateOfState(node.args[0]) ? speed(place) : undefined;
        case "diff":
          return parameterDerivative(node, place);
        case "eigen":
        case "multiplicity":
          return ofHessianBlock(node.name, node.args[0], simulation.inertia(w));
        default:
          return undefined;
      }
    },
  };
}

/**
 * For expressions that mention no state but at a point: names of the state have no meaning.
 *
 * @param options of the ensembles in which statistics of other models are taken
 */
export function stateless(
  at: Case,
  simulation: Simulation | string,
  more: More = new Map(),
  { use, size, isBatch, isDrawn }: Partial<ValueOptions> = {},
): Environment {
  const ensemble = {
    ...(use !== undefined && { use: `${use}, elsewhere` }),
    ...(size !== undefined && { size }),
    ...(isBatch !== undefined && { isBatch }),
    ...(isDrawn !== undefined && { isDrawn }),
  };
  return {
    ...fixedNamesAt(at, more),
    equalWithin: (comparison) => equalAtTimesOf(comparison) ?? 0,
    node: (node, _, letters) => {
      if (node.kind === "over-states") {
        if (typeof simulation === "string") return failure("unsupported-model", simulation);
        return ofAttractors(node, at, simulation, more, letters);
      }
      if (node.kind === "name" && typeof simulation !== "string") {
        return namedPoint(node.name, simulation);
      }
      if (node.kind !== "call" || (node.name !== "at" && node.name !== "diff")) return undefined;
      if (typeof simulation === "string") return failure("unsupported-model", simulation);
      const place = { at, simulation, w: new Float64Array(0), more, letters, ensemble };
      return node.name === "at" ? elsewhere(node, place) : parameterDerivative(node, place);
    },
  };
}

const ofAttractors = (
  node: OverStates,
  at: Case,
  simulation: Simulation,
  more: More,
  letters: Letters,
): Result =>
  overAttractors(
    node,
    simulation,
    (w, error) => environmentAt(at, simulation, w, more, error),
    letters,
  );

/** Where a part of an expression is evaluated. */
interface Place {
  readonly at: Case;
  readonly simulation: Simulation;
  readonly w: Float64Array;
  readonly more: More;
  readonly letters: Letters;
  readonly ensemble?: Partial<ValueOptions>;
}

const worthAt = (expression: Expression, { at, simulation, w, more, letters }: Place): Result =>
  evaluate(expression, environmentAt(at, simulation, w, more), letters);

/** `at(e, average)`, `at(e, p = 2)` and `at(e, m(0) = x)`, one change after the other. */
function elsewhere({ args: [of, ...changes] }: Call, place: Place): Result {
  if (of === undefined) return failure("wrong-arguments", "at");
  let there = place;
  let expression = of;
  const start: StartEntry[] = [];
  for (const change of changes) {
    const [moved, to] = change.kind === "comparison" ? change.operands : [];
    if (moved === undefined || to === undefined) {
      const point = mentionsState(change)
        ? stateMadeOf(change, there)
        : there.simulation.stateNamed(there.at.close(change, there.more));
      if (isFailure(point)) return point;
      there = { ...there, w: point };
      continue;
    }
    const value = exactNumber(to, there);
    if (value === undefined) {
      return failure("wrong-arguments", "at: a value that is no number here");
    }
    if (moved.kind === "at-time") {
      const entry = startEntryOf(moved.of, value);
      if (entry === undefined) return failure("no-such-start", "at: no quantity of a start");
      start.push(entry);
      continue;
    }
    const parameter = moved.kind === "name" && withParameter(there, moved.name, value);
    if (typeof parameter !== "object") {
      return failure("unsupported-model", parameter || "at: neither a parameter nor a start");
    }
    there = parameter;
    expression = there.at.close(expression, there.more);
  }
  if (start.length === 0 && !mentionsTime(expression) && !mentionsRandomness(expression)) {
    return worthAt(expression, there);
  }
  const { at, more } = there;
  const setting = start.length === 0 ? at.setting : { ...at.setting, start };
  const options = { more, use: "elsewhere", ...there.ensemble };
  const whole = observedAlong(withLetters(expression, place.letters), { ...at, setting }, options);
  return isFailure(whole) ? whole : real(whole);
}

/** The value of an expression in letters and parameters. */
function exactNumber(e: Expression, { at, letters, more }: Place): Rational | undefined {
  const known = evaluateRational(withLetters(e, letters), at.binding);
  if (known !== undefined) return known;
  const value = evaluateNumber(at.close(e, more), fixedNamesAt(at, more), letters);
  return isFailure(value) ? undefined : rationalOfNumber(value.value);
}

/** The state in the direction of a vector that is made of the present one, as `w - 2*u[1]*v[1]`. */
function stateMadeOf(vector: Expression, place: Place): Float64Array | Failure {
  const value = worthAt(vector, place);
  if (value.kind === "failure") return value;
  if (value.kind !== "vector" || value.entries.length !== place.w.length) {
    return failure("wrong-arguments", "at: a point that is no vector of the state's length");
  }
  return unit(Float64Array.from(value.entries, (x) => x.value));
}

/** The place in a model with another value of one parameter. */
function withParameter(place: Place, name: string, value: Rational): Place | string {
  const more = new Map(place.more).set(name, value);
  const simulation = simulationAt(place.at, more);
  return typeof simulation === "string" ? simulation : { ...place, simulation, more };
}

/** Whether the expression is `rate(w)`. */
const isRateOfState = (e: Expression | undefined): boolean =>
  e?.kind === "call" && e.name === "rate" && e.args[0]?.kind === "name" && e.args[0].name === "w";

/** |w'|, the length of the defined velocity. */
function speed({ simulation, w }: Place): Result {
  const { value, error, basis } = simulation.velocity(w);
  return real(measured(norm(value), error, basis));
}

function rate(of: Expression, place: Place): Result {
  const { simulation, w } = place;
  if (of.kind === "name" && of.name === "w") {
    const { value, error, basis } = simulation.velocity(w);
    return { kind: "vector", entries: Array.from(value, (x) => measured(x, error, basis)) };
  }
  const here = worthAt(of, place);
  if (here.kind === "failure") return here;
  const entry = (i?: number) => (state: Float64Array) => {
    const there = worthAt(of, { ...place, w: state });
    if (i === undefined || there.kind !== "vector") return toMeasured(there);
    return there.entries[i] ?? failure("wrong-arguments", "rate: a vector of another length");
  };
  if (here.kind !== "vector") {
    const value = rateAlongFlow(simulation, w, entry());
    return isFailure(value) ? value : real(value);
  }
  const entries: Measured[] = [];
  for (const i of here.entries.keys()) {
    const value = rateAlongFlow(simulation, w, entry(i));
    if (isFailure(value)) return value;
    entries.push(value);
  }
  return { kind: "vector", entries };
}

/** Step of a parameter, relative to 1 + its size; a power of two, so that sums stay short. */
const parameterStep = 2 ** -8;

function parameterDerivative({ args: [of, by] }: Call, place: Place): Result {
  if (of === undefined || by?.kind !== "name") return failure("wrong-arguments", "diff");
  const here = place.more.get(by.name) ?? exactValue(place.at, by.name);
  const domain = place.at.setting.parameters.get(by.name)?.domain;
  if (here === undefined || domain?.kind !== "reals") {
    return failure("wrong-arguments", `diff by ${by.name}, which is no real number here`);
  }
  if (mentionsState(withoutPoints(of))) {
    return failure("wrong-arguments", `diff by ${by.name} of a state that no point fixes`);
  }
  const center = toNumber(here);
  const value = differenceQuotient(
    (h) => {
      const moved = withParameter(place, by.name, rationalOfNumber(center + h));
      if (typeof moved === "string") return failure("unsupported-model", moved);
      return toMeasured(worthAt(place.at.close(of, moved.more), moved));
    },
    parameterStep * (1 + Math.abs(center)),
  );
  return isFailure(value) ? value : real(value);
}

function exactValue(at: Case, name: string): Rational | undefined {
  const value = at.binding.get(name);
  return value?.kind === "exact" ? value.value : undefined;
}
