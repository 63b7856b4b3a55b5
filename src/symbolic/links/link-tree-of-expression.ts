/**
 * From an expression of the spec language to a link in one variable.
 *
 * Names are resolved (the variable, pi), `sum(p in 1..3, ...)` is written out, comparisons become
 * signs of differences. Whatever is no real function of the variable is an issue with its place.
 */
import type { Expression, Over, Relation } from "../../model/expression/expression.ts";
import {
  add,
  divide,
  formatRational,
  integer,
  isInteger,
  isZero,
  multiply,
  power,
  type Rational,
  subtract,
} from "../../model/rational.ts";
import { LinkError } from "./link-issue.ts";
import {
  binaryTree,
  type Condition,
  constantTree,
  type LinkTree,
  type UnaryFunction,
  unaryFunctions,
} from "./link-tree.ts";

/** Limits of a link: the language allows 10,000 characters and 64 levels. */
const limits = { nodes: 4000, depth: 250, terms: 200, degree: 200 } as const;

/** Letters bound by a sum, with their present value. */
type Bindings = ReadonlyMap<string, Rational>;

interface Context {
  readonly variable: string;
  readonly bound: Bindings;
  readonly budget: { left: number };
}

/**
 * The link that an expression states.
 *
 * @param variable The name of the argument: `z` in a spec, `x` on the command line.
 * @throws LinkError if the expression is too long, or uses a name or function that no link has.
 */
export function linkTreeOfExpression(expression: Expression, variable: string): LinkTree {
  refuseWhatIsTooDeep(expression);
  return lower(expression, { variable, bound: new Map(), budget: { left: limits.nodes } });
}

function lower(e: Expression, context: Context): LinkTree {
  if (--context.budget.left < 0) throw tooLong(`more than ${limits.nodes} nodes`);
  switch (e.kind) {
    case "number":
      return constantTree(e.value);
    case "name":
      return lowerName(e.name, context, e);
    case "unary":
      if (e.operator === "not") throw notALink("a truth value (not ...)", e);
      return folded(binaryTree("*", constantTree(-1), lower(e.operand, context)));
    case "binary": {
      const { operator } = e;
      if (operator === "and" || operator === "or" || operator === "implies" || operator === "iff") {
        throw notALink(`a truth value (... ${operator} ...)`, e);
      }
      return folded(binaryTree(operator, lower(e.left, context), lower(e.right, context)));
    }
    case "call":
      return lowerCall(e.name, e.args, context, e);
    case "over":
      return lowerOver(e, context);
    case "comparison":
      throw notALink("a comparison", e, "Write if(x > 0, 1, 0) for its indicator.");
    default:
      throw notALink(`an expression of kind ${e.kind}`, e);
  }
}

function lowerName(name: string, context: Context, at: Expression): LinkTree {
  const bound = context.bound.get(name);
  if (bound !== undefined) return constantTree(bound);
  if (name === context.variable) return { kind: "variable" };
  if (name === "pi") return { kind: "pi" };
  throw new LinkError(
    "unknown-name",
    {
      expected: `a link in ${context.variable}`,
      got: `the name ${name}`,
      cure: `The variable is ${context.variable}; every other letter needs a value.`,
    },
    at.span,
  );
}

function lowerCall(
  name: string,
  args: readonly Expression[],
  context: Context,
  at: Expression,
): LinkTree {
  const known = unaryFunctions.find((f) => f === name);
  if (known !== undefined) {
    const [only] = arity(name, args, 1, at);
    return { kind: "call", name: known satisfies UnaryFunction, of: lower(only!, context) };
  }
  switch (name) {
    case "max":
    case "min": {
      if (args.length === 0) arity(name, args, 2, at);
      return args.map((a) => lower(a, context)).reduce((l, r) => binaryTree(name, l, r));
    }
    case "h":
    case "He": {
      const [p, x] = arity(name, args, 2, at);
      const degree = degreeOf(p!, context);
      return { kind: "hermite", degree, monic: name === "He", of: lower(x!, context) };
    }
    case "hermite": {
      const [f, p] = arity(name, args, 2, at);
      return { kind: "coefficient", degree: degreeOf(p!, context), of: lower(f!, context) };
    }
    case "if": {
      const [c, a, b] = arity(name, args, 3, at);
      const when = lowerCondition(c!, context);
      return {
        kind: "choose",
        when,
        yes: lower(a!, context),
        no: lower(b!, context),
      };
    }
    default:
      throw new LinkError(
        "unknown-function",
        {
          expected: "a function that links know",
          got: `${name}(...)`,
          cure: `Known are ${unaryFunctions.join(", ")}, max, min, if, h(p, x), He(p, x), sum.`,
        },
        at.span,
      );
  }
}

function lowerCondition(e: Expression, context: Context): Condition {
  if (--context.budget.left < 0) throw tooLong(`more than ${limits.nodes} nodes`);
  if (e.kind === "unary" && e.operator === "not") {
    return { kind: "not", of: lowerCondition(e.operand, context) };
  }
  if (e.kind === "binary" && (e.operator === "and" || e.operator === "or")) {
    const left = lowerCondition(e.left, context);
    return { kind: e.operator, left, right: lowerCondition(e.right, context) };
  }
  if (e.kind === "comparison") {
    const operands = e.operands.map((operand) => lower(operand, context));
    return e.operators
      .map((relation, i) => comparison(relation, operands[i]!, operands[i + 1]!))
      .reduce((left, right) => ({ kind: "and", left, right }));
  }
  throw notALink("a condition that is no comparison", e, "Write if(x > 0, a, b).");
}

function comparison(relation: Relation, left: LinkTree, right: LinkTree): Condition {
  const positive = (l: LinkTree, r: LinkTree): Condition => ({
    kind: "positive",
    of: binaryTree("-", l, r),
  });
  switch (relation) {
    case "<":
      return positive(right, left);
    case ">":
      return positive(left, right);
    case "<=":
      return { kind: "not", of: positive(left, right) };
    case ">=":
      return { kind: "not", of: positive(right, left) };
    case "=":
      return { kind: "zero", of: binaryTree("-", left, right) };
    case "!=":
      return { kind: "not", of: { kind: "zero", of: binaryTree("-", left, right) } };
  }
}

function lowerOver(e: Over, context: Context): LinkTree {
  const operator = e.operator === "sum" ? "+" : e.operator === "product" ? "*" : e.operator;
  if (operator !== "+" && operator !== "*" && operator !== "max" && operator !== "min") {
    throw notALink(`${e.operator}(...)`, e);
  }
  if (e.domain.kind !== "integers") throw notALink(`a ${e.operator} over no range`, e);
  const [from, to] = [e.domain.from, e.domain.to].map((end) => integerOf(end, context));
  if (to! - from! >= limits.terms) throw tooLong(`a ${e.operator} of ${to! - from! + 1} terms`);
  let tree: LinkTree | undefined;
  for (let n = from!; n <= to!; n++) {
    const bound = new Map(context.bound).set(e.variable, integer(n));
    const term = lower(e.body, { ...context, bound });
    tree = tree === undefined ? term : binaryTree(operator, tree, term);
  }
  return tree ?? constantTree(operator === "*" ? 1 : 0);
}

/** Rational arithmetic on constants done at once, so that 1/2 is a number. */
function folded(tree: LinkTree): LinkTree {
  if (tree.kind !== "binary") return tree;
  const { left, right, operator } = tree;
  if (left.kind !== "constant" || right.kind !== "constant") return tree;
  const [a, b] = [left.value, right.value];
  if (operator === "+") return constantTree(add(a, b));
  if (operator === "-") return constantTree(subtract(a, b));
  if (operator === "*") return constantTree(multiply(a, b));
  if (operator === "/" && !isZero(b)) return constantTree(divide(a, b));
  const raisable = isInteger(b) && (b.num < 0n ? -b.num : b.num) <= 1000n;
  if (operator === "^" && raisable && !(isZero(a) && b.num < 0n)) {
    return constantTree(power(a, b.num));
  }
  return tree;
}

function integerOf(e: Expression, context: Context): number {
  const tree = lower(e, context);
  const value = tree.kind === "constant" ? tree.value : undefined;
  if (value === undefined || !isInteger(value) || abs(value.num) > 1_000_000n) {
    throw new LinkError(
      "wrong-arguments",
      {
        expected: "an integer",
        got: value === undefined ? "an expression" : formatRational(value),
        cure: "Give the number.",
      },
      e.span,
    );
  }
  return Number(value.num);
}

function degreeOf(e: Expression, context: Context): number {
  const degree = integerOf(e, context);
  if (degree < 0 || degree > limits.degree) {
    throw new LinkError(
      "wrong-arguments",
      {
        expected: `a degree in [0, ${limits.degree}]`,
        got: `${degree}`,
        cure: "Write h(p, x) with the degree first.",
      },
      e.span,
    );
  }
  return degree;
}

function arity(
  name: string,
  args: readonly Expression[],
  count: number,
  at: Expression,
): readonly Expression[] {
  if (args.length === count) return args;
  throw new LinkError(
    "wrong-arguments",
    {
      expected: `${name} with ${count} argument${count === 1 ? "" : "s"}`,
      got: `${args.length}`,
      cure: "See the list of functions in the spec language.",
    },
    at.span,
  );
}

/** Depth and size by an explicit stack, before any recursion. */
function refuseWhatIsTooDeep(root: Expression): void {
  const stack: [Expression, number][] = [[root, 1]];
  let nodes = 0;
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const [e, depth] = top;
    if (++nodes > limits.nodes) throw tooLong(`more than ${limits.nodes} nodes`);
    if (depth > limits.depth) throw tooLong(`more than ${limits.depth} levels`);
    for (const child of operandsOf(e)) stack.push([child, depth + 1]);
  }
}

function operandsOf(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case "unary":
      return [e.operand];
    case "binary":
      return [e.left, e.right];
    case "call":
      return e.args;
    case "comparison":
      return e.operands;
    case "over":
      return [e.body];
    default:
      return [];
  }
}

const abs = (n: bigint): bigint => (n < 0n ? -n : n);

const tooLong = (got: string): LinkError =>
  new LinkError("too-long", {
    expected: `a link of at most ${limits.nodes} nodes and ${limits.depth} levels`,
    got,
    cure: "Shorten it, or expand its parts: coefficients add up.",
  });

const notALink = (
  got: string,
  at: Expression,
  cure = "A link is a real function of one real variable.",
): LinkError => new LinkError("not-a-link", { expected: "a real number", got, cure }, at.span);
