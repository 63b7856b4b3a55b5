/**
 * What is said of a name that has no meaning where it stands.
 */
import { didYouMean } from "../nearest-word.ts";
import type { Call, Expression } from "./expression.ts";
import { existenceRule, existsOn, modelNames, pointFunctions } from "./names.ts";
import type { Problem } from "./problem.ts";
import type { Scope } from "./scope.ts";

/** A name of the model where none of its kind may stand. */
export function placeProblem(node: Expression, name: string, scope: Scope): Problem | undefined {
  const role = modelNames.get(name)?.role;
  if (name === "z") {
    const allowed = scope.place === "link" || scope.place === "definition" || scope.linkArgument;
    if (allowed) return undefined;
    return {
      offset: offsetOf(node),
      expected: "a name that exists outside a link",
      got: "z",
      cure: "z is the argument of a link.",
    };
  }
  if (role === "constant" || role === "argument") return undefined;
  if (scope.place === "domain") {
    return {
      offset: offsetOf(node),
      expected: "a parameter",
      got: name,
      cure: `${name} follows from the model, which is bound after the parameters; use when:.`,
    };
  }
  const constant = role === "model" || role === "link";
  if ((scope.place === "axis" || scope.place === "link") && !constant) return noState(node, name);
  return undefined;
}

export const noState = (node: Expression, name: string): Problem => ({
  offset: offsetOf(node),
  expected: "an expression in parameters",
  got: name,
  cure: `${name} needs a state, and a model is stated before there is one.`,
});

export function existenceProblem(
  node: Expression,
  name: string,
  scope: Scope,
): Problem | undefined {
  const exists = pointFunctions.has(name) ? "sum" : (modelNames.get(name)?.exists ?? "always");
  if (scope.features === undefined || existsOn(exists, scope.features)) return undefined;
  return {
    offset: offsetOf(node),
    expected: "a name of this model",
    got: name,
    cure: `${name} exists where ${existenceRule[exists]}.`,
  };
}

export function noTime(node: Expression, name: string, scope: Scope): Problem {
  const letter = scope.letters.has(name);
  return {
    offset: offsetOf(node),
    expected: "a quantity of the state before a time",
    got: name,
    cure: letter ? "Write * for a product." : `${name} does not change in time.`,
  };
}

/** What `at(e, x = value)` may replace: a parameter, or a quantity at the start. */
export function replacedProblem(arg: Expression, scope: Scope): readonly Problem[] {
  if (arg.kind !== "comparison") return [];
  const [left] = arg.operands;
  const isParameter = left?.kind === "name" && scope.letters.has(left.name);
  // `m(0)` is read as a call until its name has its meaning.
  const isStart = left?.kind === "at-time" || left?.kind === "call";
  if (left === undefined || isParameter || isStart) return [];
  const what = left.kind === "name" || left.kind === "indexed" ? left.name : left.kind;
  const isState = modelNames.get(what)?.role === "state";
  const written = left.kind === "indexed" ? `${what}[...](0)` : `${what}(0)`;
  return [
    {
      offset: offsetOf(left),
      expected: "a parameter or a start in at(..., ... = ...)",
      got: what,
      ...(isState && { cure: `Write ${written} = ... for a start, or name a point as a vector.` }),
    },
  ];
}

export function argumentCount(node: Call, least: number, most: number): Problem {
  const many = most === Infinity ? `at least ${least}` : `${least}`;
  return {
    offset: offsetOf(node),
    expected: `${many} ${least === 1 ? "argument" : "arguments"} of ${node.name}`,
    got: `${node.args.length}`,
  };
}

export function undeclared(
  node: Expression,
  name: string,
  candidates: readonly string[],
  what = "a declared name",
): Problem {
  const integers = /^(int|integers?|naturals?)$/i.test(name);
  const cure = integers ? "Integers are written 1..oo." : didYouMean(name, candidates);
  const declare = what === "a function" ? undefined : "Declare it under parameters: or let:.";
  const sentence = cure ?? declare;
  return { offset: offsetOf(node), expected: what, got: name, ...(sentence && { cure: sentence }) };
}

export const indexCount = (name: string, ...counts: readonly number[]): string =>
  `${name} with ${counts.join(" or ")} ${counts.at(-1) === 1 ? "index" : "indices"}`;

export const offsetOf = (node: Expression): number => node.span?.start ?? 0;
