/**
 * What an expression speaks of: states, times, the randomness of starts and samples.
 */
import type { Expression } from "./expression.ts";
import { functions } from "./functions.ts";
import { modelNames } from "./names.ts";
import { children, freeNames } from "./traverse.ts";

/** Functions whose value depends on a whole trajectory. */
export const alongFlow: ReadonlySet<string> = new Set(["hitting", "always", "eventually"]);
/** Functions over the randomness of starts and samples. */
export const overRandomness: ReadonlySet<string> = new Set([
  "probability",
  "mean",
  "median",
  "quantile",
]);

/** Whether a quantity or a predicate of a state occurs, evaluated at a point or not. */
export function mentionsState(expression: Expression): boolean {
  const names = [...freeNames(expression)];
  const isOfState = names.some((name) => {
    const role = modelNames.get(name)?.role;
    return role === "state" || role === "predicate";
  });
  return isOfState || readsState(expression);
}

/** Whether a function occurs that reads the state without naming it. */
export const readsState = (expression: Expression): boolean =>
  (expression.kind === "call" && functions.get(expression.name)?.ofState === true) ||
  children(expression).some(readsState);

/**
 * Whether a node is `at(e, m(0) = x)` or `at(e, n = x)`: e in a model or from a start of its own,
 * whatever it mentions; only of the values of x can something be said about outside.
 */
export const isWorldOfItsOwn = (node: Expression): boolean =>
  node.kind === "call" &&
  node.name === "at" &&
  node.args.slice(1).some(({ kind }) => kind === "comparison");

/** Whether a time occurs: `t`, `m(0)`, `m(oo)`, `hitting(...)`. */
export const mentionsTime = (expression: Expression): boolean =>
  someNode(
    expression,
    (node) =>
      node.kind === "at-time" ||
      (node.kind === "name" && modelNames.get(node.name)?.role === "time") ||
      (node.kind === "call" && alongFlow.has(node.name)),
  );

/** Whether numbers of eigenvalues of the Hessian occur. */
export const mentionsInertia = (expression: Expression): boolean =>
  someNode(
    expression,
    (node) => node.kind === "name" && (node.name === "index" || node.name === "nullity"),
  );

/** Whether a probability, a mean or a quantile occurs. */
export const mentionsRandomness = (expression: Expression): boolean =>
  someNode(expression, (node) => node.kind === "call" && overRandomness.has(node.name));

/** Whether one occurs, of this model or of another in `at(e, n = x)`. */
export const mentionsStatistic = (expression: Expression): boolean =>
  (expression.kind === "call" && overRandomness.has(expression.name)) ||
  children(expression).some(mentionsStatistic);

function someNode(expression: Expression, test: (node: Expression) => boolean): boolean {
  if (isWorldOfItsOwn(expression)) return false;
  return test(expression) || children(expression).some((child) => someNode(child, test));
}
