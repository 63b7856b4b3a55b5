/**
 * Expressions as nodes of a vector field, for a claimed flow that is to be integrated.
 *
 * Covers arithmetic, elementary functions, and sums and products over ranges of integers. What
 * does not depend on the state is worked out once, by `evaluate-number.ts`.
 */
import type { FieldBuilder, Node } from "../../field/build-field.ts";
import { type UnaryOperation, unaryOperations } from "../../field/field.ts";
import { infinity } from "../../model/bind/evaluate.ts";
import type { Expression, Over } from "../../model/expression/expression.ts";
import { children } from "../../model/expression/traverse.ts";
import { isFailure } from "../failure.ts";
import { withLetter } from "../link/letters.ts";
import type { Environment } from "./environment.ts";
import { evaluateNumber } from "./evaluate-number.ts";
import { lastTerm } from "./infinite-sum.ts";

/** The state of a field under compilation: its quantities as nodes, everything else as numbers. */
export interface CompileContext {
  readonly builder: FieldBuilder;
  /** Names that are part of the state. */
  readonly stateNames: readonly string[];
  readonly state: (name: string, places: readonly number[]) => Node | undefined;
  /** All entries of a quantity of the state. */
  readonly vector: (name: string) => readonly Node[];
  readonly environment: Environment;
}

const elementary: ReadonlySet<string> = new Set(unaryOperations);
const mostTerms = 10_000;

/** The expression as a node; `undefined` if some part of it cannot be compiled. */
export function compileExpression(e: Expression, context: CompileContext): Node | undefined {
  const { builder: b, stateNames, environment } = context;
  if (!mentionsAny(e, stateNames)) {
    const value = evaluateNumber(e, environment);
    if (!isFailure(value)) return b.constant(value.value);
  }
  const inner = (part: Expression): Node | undefined => compileExpression(part, context);
  switch (e.kind) {
    case "name":
      return context.state(e.name, []);
    case "indexed": {
      const places = e.indices.map((index) => evaluateNumber(index, environment));
      const known = places.flatMap((place) => (isFailure(place) ? [] : [place.value]));
      return known.length < places.length ? undefined : context.state(e.name, known);
    }
    case "unary": {
      const operand = e.operator === "-" ? inner(e.operand) : undefined;
      return operand === undefined ? undefined : b.neg(operand);
    }
    case "binary":
      return compileBinary(e, context);
    case "call":
      return compileCall(e, context);
    case "over":
      return compileOver(e, context);
    default:
      return undefined;
  }
}

function compileBinary(
  { operator, left, right }: Expression & { readonly kind: "binary" },
  context: CompileContext,
): Node | undefined {
  const { builder: b, environment } = context;
  const a = compileExpression(left, context);
  if (a === undefined) return undefined;
  if (operator === "^") {
    const exponent = evaluateNumber(right, environment);
    if (isFailure(exponent)) return undefined;
    const { value } = exponent;
    return Number.isInteger(value) && Math.abs(value) < 4096
      ? b.powInteger(a, value)
      : b.pow(a, b.constant(value));
  }
  const c = compileExpression(right, context);
  if (c === undefined) return undefined;
  switch (operator) {
    case "+":
      return b.add(a, c);
    case "-":
      return b.sub(a, c);
    case "*":
      return b.mul(a, c);
    case "/":
      return b.div(a, c);
    default:
      return undefined;
  }
}

function compileCall(
  { name, args }: Expression & { readonly kind: "call" },
  context: CompileContext,
): Node | undefined {
  const { builder: b } = context;
  const [first, second] = args;
  if (first === undefined) return undefined;
  if (name === "dot" || name === "norm") {
    const [x, y] = [first, second ?? first].map((e) =>
      e.kind === "name" ? context.vector(e.name) : [],
    );
    if (x === undefined || y === undefined || x.length === 0 || x.length !== y.length)
      return undefined;
    const product = b.sum(x.map((node, i) => b.mul(node, y[i] ?? node)));
    return name === "dot" ? product : b.apply("sqrt", product);
  }
  if (args.length !== 1 || !elementary.has(name)) return undefined;
  const node = compileExpression(first, context);
  return node === undefined ? undefined : b.apply(name as UnaryOperation, node);
}

function compileOver(e: Over, context: CompileContext): Node | undefined {
  const { builder: b, environment } = context;
  if ((e.operator !== "sum" && e.operator !== "product") || e.domain.kind !== "integers") {
    return undefined;
  }
  const from = evaluateNumber(e.domain.from, environment);
  const to = lastOf(e, environment);
  if (isFailure(from) || to === undefined || to - from.value > mostTerms) return undefined;
  const nodes: Node[] = [];
  for (let i = from.value; i <= to; i++) {
    const node = compileExpression(withLetter(e.body, e.variable, i), context);
    if (node === undefined) return undefined;
    nodes.push(node);
  }
  if (e.operator === "sum") return b.sum(nodes);
  return nodes.reduce((product, node) => b.mul(product, node), b.constant(1));
}

/** The last value of the letter: of a range without an end, the last that matters by its form. */
function lastOf({ operator, variable, domain, body }: Over, environment: Environment) {
  if (domain.kind !== "integers") return undefined;
  if (infinity(domain.to) === 1) {
    return operator === "sum" ? lastTerm(body, variable, environment) : undefined;
  }
  const to = evaluateNumber(domain.to, environment);
  return isFailure(to) ? undefined : to.value;
}

/** Whether a name of the state occurs, with or without an index. */
function mentionsAny(e: Expression, names: readonly string[]): boolean {
  if ((e.kind === "name" || e.kind === "indexed") && names.includes(e.name)) return true;
  return children(e).some((child) => mentionsAny(child, names));
}
