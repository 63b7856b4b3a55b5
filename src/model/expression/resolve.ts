/**
 * Giving every name its meaning: parameters, bound letters, definitions, names of the model.
 *
 * Definitions are put where they stand; `m(0)` becomes a quantity at a time. A letter that a binder
 * shares with a parameter stands for it in definitions too, and in the model itself:
 * `root(beta in 0 < real < 1, at(curvature, average))` varies the beta of the frame.
 */
import { didYouMean } from "../nearest-word.ts";
import type { Call, Domain, Expression, Indexed, Name, Over } from "./expression.ts";
import { blocks, functions, overOperators } from "./functions.ts";
import {
  argumentCount,
  existenceProblem,
  indexCount,
  noState,
  noTime,
  offsetOf,
  placeProblem,
  replacedProblem,
  undeclared,
} from "./name-problem.ts";
import { isReserved, modelNames, pointFunctions } from "./names.ts";
import type { Problem } from "./problem.ts";
import {
  type Definition,
  functionNames,
  mentionsState,
  modelNamesIn,
  type Scope,
  valueNames,
  withLetter,
} from "./scope.ts";
import { substitute } from "./substitute.ts";
import { mapChildren, mapDomain, measure } from "./traverse.ts";

/** Nodes in an expression once its definitions are put in. */
const maximalNodes = 5_000;
/** Operations upon one another once its definitions are put in. */
const maximalHeight = 800;

export interface Resolved<T> {
  readonly value: T;
  /** One for each name that has no meaning here, in the order of the text. */
  readonly problems: readonly Problem[];
}

/** The expression with every name resolved; with problems, the value is of no use. */
export function resolve(expression: Expression, scope: Scope): Resolved<Expression> {
  const problems: Problem[] = [];
  const value = expand(expression, scope, problems);
  return { value: problems.length > 0 ? value : limited(value, problems), problems };
}

/** The domain with every name resolved. */
export function resolveDomain(domain: Domain, scope: Scope): Resolved<Domain> {
  const problems: Problem[] = [];
  const value = mapDomain(domain, (part) => expand(part, scope, problems));
  return { value, problems };
}

function limited(expression: Expression, problems: Problem[]): Expression {
  const { nodes, height } = measure(expression, maximalNodes);
  if (nodes > maximalNodes || height > maximalHeight) {
    problems.push({
      offset: expression.span?.start ?? 0,
      expected: `at most ${maximalNodes} names and numbers once let: is put in`,
      got: "more",
      cure: "Definitions that double one another grow fast.",
    });
  }
  return expression;
}

function expand(node: Expression, scope: Scope, problems: Problem[]): Expression {
  // Once something is wrong the rest is looked at for its own problems, not for its size.
  const visit = (child: Expression): Expression => expand(child, scope, problems);
  switch (node.kind) {
    case "name":
      return expandName(node, scope, problems);
    case "indexed":
      return {
        ...checkIndexed(node, scope, problems),
        indices: expandIndices(node, scope, problems),
      };
    case "call":
      return expandCall(node, scope, problems);
    case "over":
      return expandOver(node, scope, problems);
    case "at-time": {
      const of = visit(node.of);
      if (of.kind === "indexed" && !takesTime(of, scope)) {
        problems.push(noTime(node.of, of.name, scope));
      }
      const time = visit(node.time);
      if (time.kind === "name" && modelNames.get(time.name)?.role === "point") {
        problems.push({
          offset: offsetOf(time),
          expected: "a time",
          got: `the point ${time.name}`,
          cure: `Write at(..., ${time.name}).`,
        });
      }
      return { ...node, of, time };
    }
    case "over-states":
      if (scope.place === "domain" || scope.place === "axis")
        problems.push(noState(node, node.set));
      return mapChildren(node, visit);
    default:
      return mapChildren(node, visit);
  }
}

function expandName(node: Name, scope: Scope, problems: Problem[]): Expression {
  const { name } = node;
  if (scope.letters.has(name)) return node;
  const definition = scope.definitions.get(name);
  if (definition !== undefined) {
    if (definition.formals.length === 0) return put(definition, [], node, scope, problems);
    problems.push({
      offset: offsetOf(node),
      expected: `${name}(${definition.formals.join(", ")})`,
      got: name,
      cure: "The definition has arguments.",
    });
    return node;
  }
  if (modelNames.has(name)) {
    checkModelName(node, 0, scope, problems);
  } else if (functions.has(name) || overOperators.has(name)) {
    problems.push({
      offset: offsetOf(node),
      expected: `${name}(...)`,
      got: name,
      cure: `${name} is a function.`,
    });
  } else {
    problems.push(undeclared(node, name, valueNames(scope)));
  }
  return node;
}

function checkIndexed(node: Indexed, scope: Scope, problems: Problem[]): Indexed {
  const { name, indices } = node;
  const letter = scope.letters.get(name);
  if (letter !== undefined) {
    if (letter.indices === indices.length) return node;
    problems.push({
      offset: offsetOf(node),
      expected:
        letter.indices === 0 ? `${name} without an index` : indexCount(name, letter.indices),
      got: `${indices.length === 1 ? "an index" : `${indices.length} indices`}`,
      ...(letter.indices === 0 ? { cure: "A family is declared with index:." } : {}),
    });
  } else if (scope.definitions.has(name)) {
    problems.push({
      offset: offsetOf(node),
      expected: `${name} without an index`,
      got: "an index",
      cure: `Define ${name}(j) with an argument.`,
    });
  } else if (modelNames.has(name)) {
    checkModelName(node, indices.length, scope, problems);
  } else {
    problems.push(undeclared(node, name, valueNames(scope)));
  }
  return node;
}

function expandIndices(node: Indexed, scope: Scope, problems: Problem[]): readonly Expression[] {
  return node.indices.map((index) => {
    const open =
      scope.openIndices === true &&
      index.kind === "name" &&
      !scope.letters.has(index.name) &&
      !scope.definitions.has(index.name) &&
      !isReserved(index.name);
    return open ? index : expand(index, scope, problems);
  });
}

function checkModelName(
  node: Name | Indexed,
  indices: number,
  scope: Scope,
  problems: Problem[],
): void {
  const known = modelNames.get(node.name);
  if (known === undefined) return;
  const { name } = node;
  const problem = placeProblem(node, name, scope) ?? existenceProblem(node, name, scope);
  if (problem !== undefined) {
    problems.push(problem);
    return;
  }
  const projections = scope.features?.teacher === "projections";
  if (name === "z" && scope.features !== undefined && indices === 1 && !projections) {
    problems.push({
      offset: offsetOf(node),
      expected: "z",
      got: "z with an index",
      cure: "A link of several variables needs teacher.projections.",
    });
  } else if (!known.indices.includes(indices)) {
    const counts = known.indices.filter((count) => count > 0);
    problems.push({
      offset: offsetOf(node),
      expected: counts.length === 0 ? `${name} without an index` : indexCount(name, ...counts),
      got: indices === 0 ? name : `${indices} ${indices === 1 ? "index" : "indices"}`,
    });
  }
}

function expandCall(node: Call, scope: Scope, problems: Problem[]): Expression {
  const { name, args } = node;
  const shape = functions.get(name);
  if (scope.letters.has(name)) {
    const argument = args.length === 1 ? `${name}*(...)` : name;
    problems.push({
      offset: offsetOf(node),
      expected: "a function or a quantity of the state before (",
      got: name,
      cure: `Write ${argument}.`,
    });
    return mapChildren(node, (arg) => expand(arg, scope, problems));
  }
  const definition = scope.definitions.get(name);
  if (definition !== undefined) return expandDefinition(node, definition, scope, problems);
  if (shape !== undefined) return expandFunction(node, scope, problems);
  if (modelNames.has(name)) return expandModelCall(node, scope, problems);
  if (overOperators.has(name)) {
    problems.push({
      offset: offsetOf(node),
      expected: `a domain in ${name}(...)`,
      got: "none",
      cure: `Write ${name}(j in 1..k, ...).`,
    });
  } else {
    problems.push(undeclared(node, name, functionNames(scope), "a function"));
  }
  return mapChildren(node, (arg) => expand(arg, scope, problems));
}

function expandFunction(node: Call, scope: Scope, problems: Problem[]): Expression {
  const { name, args } = node;
  const shape = functions.get(name);
  if (shape === undefined) return node;
  if (args.length < shape.least || args.length > shape.most) {
    problems.push(argumentCount(node, shape.least, shape.most));
  }
  if (shape.only === "start" && scope.place !== "start") {
    problems.push({
      offset: offsetOf(node),
      expected: "a value",
      got: `the distribution ${name}`,
      cure: `${name} belongs to start:.`,
    });
  }
  if (pointFunctions.has(name)) {
    const problem = existenceProblem(node, name, scope);
    if (problem !== undefined) problems.push(problem);
  }
  if (name === "at") problems.push(...args.slice(1).flatMap((arg) => replacedProblem(arg, scope)));
  const block = name === "eigen" || name === "multiplicity";
  const inLink: Scope = { ...scope, linkArgument: true };
  const expanded = args.map((arg, i) => {
    if (block && arg.kind === "name") return expandBlock(arg, problems);
    return expand(arg, shape.links.includes(i) ? inLink : scope, problems);
  });
  return { ...node, args: expanded };
}

function expandBlock(arg: Name, problems: Problem[]): Expression {
  if (!blocks.has(arg.name)) {
    const cure = didYouMean(arg.name, blocks);
    problems.push({
      offset: offsetOf(arg),
      expected: "within or across",
      got: arg.name,
      ...(cure && { cure }),
    });
  }
  return arg;
}

/** `m(0)`, `u(oo)`, `f(x)`: a quantity at a time, or a link applied. */
function expandModelCall(node: Call, scope: Scope, problems: Problem[]): Expression {
  const { name, args } = node;
  const span = node.span === undefined ? {} : { span: node.span };
  const role = modelNames.get(name)?.role;
  const bare: Name = { kind: "name", name, ...span };
  checkModelName(
    bare,
    role === "link" ? 0 : (modelNames.get(name)?.indices[0] ?? 0),
    scope,
    problems,
  );
  const expanded = args.map((arg) => expand(arg, scope, problems));
  if (role === "link") return { ...node, args: expanded };
  const [time] = expanded;
  if (args.length !== 1 || time === undefined) {
    problems.push(argumentCount(node, 1, 1));
    return node;
  }
  if (time.kind === "name" && modelNames.get(time.name)?.role === "point") {
    problems.push({
      offset: offsetOf(time),
      expected: "a time",
      got: `the point ${time.name}`,
      cure: `Write at(${name}, ${time.name}).`,
    });
  } else if (role !== "state" && role !== "predicate") {
    problems.push(noTime(node, name, scope));
  }
  return { kind: "at-time", of: bare, time, ...span };
}

function expandDefinition(
  node: Call,
  definition: Definition,
  scope: Scope,
  problems: Problem[],
): Expression {
  const args = node.args.map((arg) => expand(arg, scope, problems));
  const { name, formals, body } = definition;
  if (formals.length === args.length) return put(definition, args, node, scope, problems);
  const [time] = args;
  if (formals.length > 0 || args.length !== 1 || time === undefined) {
    problems.push(argumentCount(node, formals.length || 1, formals.length || 1));
    return node;
  }
  const of = put(definition, [], node, scope, problems);
  if (body !== undefined && !mentionsState(body)) {
    problems.push({
      offset: offsetOf(node),
      expected: "a quantity of the state before a time",
      got: name,
      cure: `${name} does not depend on the state; write ${name} or ${name}*(...).`,
    });
  }
  return { kind: "at-time", of, time, ...(node.span && { span: node.span }) };
}

/** A definition where it stands. */
function put(
  definition: Definition,
  args: readonly Expression[],
  node: Name | Call,
  scope: Scope,
  problems: Problem[],
): Expression {
  const { name, formals, body } = definition;
  if (body === undefined) return node;
  for (const mentioned of definition.mentions ?? modelNamesIn(body)) {
    const problem =
      placeProblem(node, mentioned, scope) ?? existenceProblem(node, mentioned, scope);
    if (problem === undefined) continue;
    const cure = `${name} mentions ${mentioned}. ${problem.cure ?? ""}`.trim();
    problems.push({ ...problem, got: name, cure });
    return node;
  }
  const values = new Map(formals.map((formal, i) => [formal, args[i] as Expression]));
  const value = substitute(body, values);
  return node.span === undefined ? value : { ...value, span: node.span };
}

function expandOver(node: Over, scope: Scope, problems: Problem[]): Expression {
  const { variable } = node;
  if (isReserved(variable)) {
    problems.push({
      offset: offsetOf(node) + node.operator.length + 1,
      expected: "a letter that has no meaning yet",
      got: variable,
      cure: `${variable} is a name of the language.`,
    });
  }
  const domain = mapDomain(node.domain, (part) => expand(part, scope, problems));
  const body = expand(node.body, withLetter(scope, variable), problems);
  return { ...node, domain, body };
}

const takesTime = (of: Indexed, scope: Scope): boolean =>
  !scope.letters.has(of.name) && modelNames.get(of.name)?.role === "state";
