/**
 * What expressions mean along a path: quantities at times, first times, and what always holds.
 *
 *   e(T)           e at the time T; e(oo) where the path comes to rest
 *   hitting(P)     the first time at which P holds, located on the dense output
 *   always(P)      P at the start, at times up to near rest, the steepest among them, and not
 *                  certainly violated where the path comes to rest
 *   eventually(P)  P where the path comes to rest
 *
 * Names without a time mean the moment that is given. Limits that agree with a value within their
 * error are equal to it: attractors are isolated, and an error that could hide another one leaves
 * the comparison open.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { isWorldOfItsOwn } from "../../model/expression/mentions.ts";
import { modelNames } from "../../model/expression/names.ts";
import { children } from "../../model/expression/traverse.ts";
import type { Environment } from "../evaluate/environment.ts";
import { evaluate } from "../evaluate/evaluate-number.ts";
import { slackOf, truthOf } from "../evaluate/slack.ts";
import { type Letters, type Result, real, toMeasured, truth } from "../evaluate/value.ts";
import { type Failure, failure, isFailure } from "../failure.ts";
import { exactly, unitRoundoff } from "../measured.ts";
import type { Moment, Path } from "./path.ts";

/** What names mean at a state that is known within an error. */
export type ObservedAt = (w: Float64Array, error: number) => Environment;

/** Limits are told apart at this distance; a larger error leaves them open. */
const coarsestLimit = 0.05;

/** Times between the start and rest at which `always` looks. */
const looks = 40;

/** The environment of a path; bare names of the state mean `moment`, or fail where it is absent. */
export function alongPath(observables: ObservedAt, path: Path, moment?: Moment): Environment {
  const meanings = new Map<Moment, Environment>();
  // The start and the rest are asked about again and again, by every `u[j](0)` of an event.
  const meaningAt: MeaningAt = (at) => {
    const known = meanings.get(at) ?? momentOf(observables, at);
    if (at === path.start || at.t === Number.POSITIVE_INFINITY) meanings.set(at, known);
    return known;
  };
  const bare = moment && meaningAt(moment);
  // Names that do not move, such as A, are the same at every moment.
  const given = bare ?? withoutState(meaningAt(path.start));
  return {
    ...(given.link !== undefined && { link: given.link }),
    ...(given.lastIndex && { lastIndex: given.lastIndex }),
    equalWithin: (comparison) => equalAtTimesOf(comparison) ?? given.equalWithin?.(comparison) ?? 0,
    name: (name) => (name === "t" ? moment && exactly(moment.t) : given.name?.(name)),
    indexed: (name, places) => given.indexed?.(name, places),
    node: (node, inner, letters) => {
      if (node.kind === "at-time") return atTime(meaningAt, path, node, inner, letters);
      if (node.kind === "call") {
        const [predicate] = node.args;
        if (predicate === undefined) return undefined;
        if (node.name === "hitting") return hitting(observables, path, predicate, letters);
        if (node.name === "always") return always(observables, path, predicate, letters);
        if (node.name === "eventually") return eventually(observables, path, predicate, letters);
      }
      return bare?.node?.(node, inner, letters);
    },
  };
}

/** Up to which error numbers are equal in a comparison of limits, or of starts, alone. */
export function equalAtTimesOf(comparison: Expression): number | undefined {
  const known = timesOf.get(comparison);
  const made = known ?? timesIn(comparison);
  if (known === undefined) timesOf.set(comparison, made);
  const [first] = made;
  if (first === undefined || made.some((time) => time !== first)) return undefined;
  return equalAt[first];
}

/**
 * A start is data: what is equal in it is so but for rounding, which stays below the root of the
 * unit in any dimension; random overlaps are that near each other with a chance of as much.
 */
const equalAt = { start: Math.sqrt(unitRoundoff), limit: coarsestLimit, another: undefined };

/** The times in comparisons that were asked about: every run of an ensemble asks again. */
const timesOf = new WeakMap<Expression, readonly (keyof typeof equalAt)[]>();

function timesIn(node: Expression): readonly (keyof typeof equalAt)[] {
  if (node.kind === "at-time") {
    const { time } = node;
    if (time.kind === "name" && time.name === "oo") return ["limit"];
    return [time.kind === "number" && time.value.num === 0n ? "start" : "another"];
  }
  const isTime =
    (node.kind === "name" && modelNames.get(node.name)?.role === "time") ||
    (node.kind === "call" && node.name === "hitting");
  if (isTime) return ["another"];
  // `at(m(oo), m(0) = x)` says from where, and speaks of the end.
  return (isWorldOfItsOwn(node) ? children(node).slice(0, 1) : children(node)).flatMap(timesIn);
}

/** The names that mean the same at every state. */
export function withoutState(environment: Environment): Environment {
  const isFixed = (name: string): boolean => modelNames.get(name)?.role !== "state";
  return {
    name: (name) => (isFixed(name) ? environment.name?.(name) : undefined),
    indexed: (name, places) => (isFixed(name) ? environment.indexed?.(name, places) : undefined),
    ...(environment.link !== undefined && { link: environment.link }),
    ...(environment.lastIndex && { lastIndex: environment.lastIndex }),
  };
}

/** What names mean where a flow rests: numbers that agree within their errors are equal there. */
export const atRest = (environment: Environment): Environment => ({
  ...environment,
  equalWithin: () => coarsestLimit,
});

/** What names mean at a moment of a path. */
function momentOf(observables: ObservedAt, { t, w, error }: Moment): Environment {
  const environment = observables(w, error);
  if (t === Number.POSITIVE_INFINITY) return atRest(environment);
  return t === 0 ? { ...environment, equalWithin: () => equalAt.start } : environment;
}

type MeaningAt = (moment: Moment) => Environment;

function atTime(
  meaningAt: MeaningAt,
  path: Path,
  { of, time }: Expression & { readonly kind: "at-time" },
  inner: (part: Expression) => Result,
  letters: Letters,
): Result {
  const moment = momentAt(path, time, inner);
  return isFailure(moment) ? moment : evaluate(of, meaningAt(moment), letters);
}

function momentAt(
  path: Path,
  time: Expression,
  inner: (part: Expression) => Result,
): Moment | Failure {
  if (time.kind === "name" && time.name === "oo") return path.rest();
  const t = toMeasured(inner(time));
  if (isFailure(t)) return t;
  if (t.value === 0) return path.start;
  if (!(t.value > 0)) return failure("wrong-arguments", `the time ${t.value}`);
  const moments = path.at([t.value]);
  if (isFailure(moments)) return moments;
  return moments[0] ?? failure("unfinished", `no state at ${t.value}`);
}

function hitting(
  observables: ObservedAt,
  path: Path,
  predicate: Expression,
  letters: Letters,
): Result {
  let failed: Failure | undefined;
  const event = (w: Float64Array): number => {
    const slack = slackOf(predicate, observables(w, 0), letters);
    if (isFailure(slack)) {
      failed ??= slack;
      return 0;
    }
    return slack.kind === "slack" ? slack.slack.value : slack.truth === true ? 1 : -1;
  };
  const time = path.first(event);
  return failed ?? (isFailure(time) ? time : real(time));
}

function always(
  observables: ObservedAt,
  path: Path,
  predicate: Expression,
  letters: Letters,
): Result {
  const moments = path.at(path.times(looks).filter((t) => t > 0));
  if (isFailure(moments)) return moments;
  let all: boolean | undefined = true;
  for (const moment of [path.start, ...moments]) {
    const slack = slackOf(predicate, momentOf(observables, moment), letters);
    if (isFailure(slack)) return slack;
    const holds = truthOf(slack);
    if (holds === false) return truth(false);
    if (holds === undefined) all = undefined;
  }
  // The limit of states in a set may lie on its boundary, so only a violation counts there.
  const end = path.rest();
  if (isFailure(end)) return end;
  const last = slackOf(predicate, momentOf(observables, end), letters);
  if (isFailure(last)) return last;
  return truth(truthOf(last) === false ? false : all);
}

function eventually(
  observables: ObservedAt,
  path: Path,
  predicate: Expression,
  letters: Letters,
): Result {
  const end = path.rest();
  if (isFailure(end)) return end;
  const slack = slackOf(predicate, momentOf(observables, end), letters);
  return isFailure(slack) ? slack : truth(truthOf(slack));
}
