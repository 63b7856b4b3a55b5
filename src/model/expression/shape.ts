/**
 * Truth values where truth values belong, and values where values belong.
 */
import type { Expression } from "./expression.ts";
import { functions, overPredicates } from "./functions.ts";
import { modelNames } from "./names.ts";
import type { Problem } from "./problem.ts";
import { domainParts } from "./traverse.ts";

type Shape = "value" | "predicate";

/** One problem for each subexpression of the wrong shape, the outermost of them. */
export function checkShape(expression: Expression, wanted: Shape | "any"): readonly Problem[] {
  const problems: Problem[] = [];
  visit(expression, wanted, 0);
  return problems;

  function visit(node: Expression, expected: Shape | "any", outer: number): void {
    const offset = node.span?.start ?? outer;
    const shape = shapeOf(node);
    if (expected !== "any" && shape !== expected) {
      problems.push(problemOf(node, expected, offset));
      return;
    }
    for (const [part, partShape] of parts(node)) visit(part, partShape, offset);
  }
}

function problemOf(node: Expression, expected: Shape, offset: number): Problem {
  if (expected === "value") {
    return {
      offset,
      expected: "a value",
      got: "a predicate",
      cure:
        node.kind === "comparison"
          ? "Predicates are compared with iff, and made values by if(p, 1, 0)."
          : "if(p, 1, 0) makes a value of it.",
    };
  }
  return { offset, expected: "a predicate", got: "a value", cure: "Compare it, as in k >= 2." };
}

function shapeOf(node: Expression): Shape {
  switch (node.kind) {
    case "name":
      return modelNames.get(node.name)?.role === "predicate" ? "predicate" : "value";
    case "at-time":
      return shapeOf(node.of);
    case "call": {
      const inner =
        node.name === "if" ? node.args[1] : node.name === "at" ? node.args[0] : undefined;
      if (inner !== undefined) return shapeOf(inner);
      return functions.get(node.name)?.predicate === true ? "predicate" : "value";
    }
    case "over":
    case "over-states":
      return node.operator === "all" || node.operator === "some" ? "predicate" : "value";
    case "unary":
      return node.operator === "not" ? "predicate" : "value";
    case "binary":
      return isLogical(node.operator) ? "predicate" : "value";
    case "comparison":
      return "predicate";
    default:
      return "value";
  }
}

/** The parts of a node, each with the shape that it must have. */
function parts(node: Expression): readonly (readonly [Expression, Shape | "any"])[] {
  const all = (
    expressions: readonly Expression[],
    shape: Shape | "any",
  ): readonly (readonly [Expression, Shape | "any"])[] =>
    expressions.map((expression) => [expression, shape] as const);
  switch (node.kind) {
    case "number":
    case "name":
      return [];
    case "indexed":
      return all(node.indices, "value");
    case "at-time":
      return [
        [node.of, "any"],
        [node.time, "value"],
      ];
    case "call":
      return callParts(node.name, node.args);
    case "range":
      return all([node.from, node.to], "value");
    case "over": {
      const body = overPredicates.has(node.operator) ? "predicate" : "value";
      return [...all(domainParts(node.domain), "value"), [node.body, body]];
    }
    case "over-states": {
      const predicate = node.operator !== "min" && node.operator !== "max";
      return [[node.body, predicate ? "predicate" : "value"]];
    }
    case "unary":
      return [[node.operand, node.operator === "not" ? "predicate" : "value"]];
    case "binary":
      return all([node.left, node.right], isLogical(node.operator) ? "predicate" : "value");
    case "comparison":
      return all(node.operands, "value");
  }
}

function callParts(
  name: string,
  args: readonly Expression[],
): readonly (readonly [Expression, Shape | "any"])[] {
  if (name === "at") return args.map((arg) => [arg, "any"] as const);
  const predicates = functions.get(name)?.predicates ?? [];
  return args.map((arg, i) => {
    if (predicates.includes(i)) return [arg, "predicate"] as const;
    return [arg, name === "if" ? "any" : "value"] as const;
  });
}

const isLogical = (operator: string): boolean =>
  operator === "and" || operator === "or" || operator === "implies" || operator === "iff";
