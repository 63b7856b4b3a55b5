/**
 * Links of several variables, f(z[1], ..., z[q]): values, and gradients by forward differentiation.
 *
 * A dual is (f, df/dz[1], ..., df/dz[q]). Links must be continuous: the gradient of a jump has a
 * mass that no pointwise derivative shows, so functions that jump are refused. A kink is allowed;
 * tensor rules then converge slowly, and the difference of two of them says so.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { evaluateNumber } from "../evaluate/evaluate-number.ts";
import { type Failure, failure, isFailure } from "../failure.ts";
import { type Derivatives, elementary } from "../special/elementary.ts";
import { monicHermite, orthonormalHermite } from "../special/hermite.ts";
import { type Arithmetic, numbers } from "./jet.ts";
import { polynomialDegree } from "./polynomial-degree.ts";
import { unrolled } from "./unrolled.ts";

export interface MultiLink {
  /** q, the number of variables. */
  readonly variables: number;
  readonly value: (z: Float64Array) => number;
  /** Writes the gradient into `out` (length q) and returns the value. */
  readonly gradient: (z: Float64Array, out: Float64Array) => number;
  /** Total degree, where the link is a polynomial by its form. */
  readonly degree: number | undefined;
}

/**
 * The link of an expression in z[1], ..., z[q]; `z` alone is z[1].
 *
 * @returns a failure where a name or function is unknown, an index is beyond q, or the link jumps.
 */
export function multiLink(expression: Expression, q: number): MultiLink | Failure {
  const value = compiled(expression, numbers, (i) => (z) => z[i]!, q);
  if (isFailure(value)) return value;
  // Duals are read and never written to, so that a variable can be the same one at every point.
  const units = Array.from({ length: q }, (_, i) => {
    const unit = new Float64Array(q + 1);
    unit[i + 1] = 1;
    return (z: Float64Array): Dual => {
      unit[0] = z[i]!;
      return unit;
    };
  });
  const dual = compiled(expression, dualsOf(q), (i) => units[i]!, q);
  if (isFailure(dual)) return dual;
  return {
    variables: q,
    value,
    gradient: (z, out) => {
      const at = dual(z);
      for (let i = 0; i < q; i++) out[i] = at[i + 1]!;
      return at[0]!;
    },
    // Every variable counts alike in the total degree.
    degree: polynomialDegree(withOneVariable(expression)),
  };
}

type Dual = Float64Array;
type Closure<T> = (z: Float64Array) => T;
type Variable<T> = (i: number) => Closure<T>;

function dualsOf(q: number): Arithmetic<Dual> {
  const made = (f: (i: number) => number): Dual => {
    const dual = new Float64Array(q + 1);
    for (let i = 0; i <= q; i++) dual[i] = f(i);
    return dual;
  };
  const composed = ([value, slope]: Derivatives, a: Dual): Dual =>
    made((i) => (i === 0 ? value : a[i] === 0 ? 0 : slope * a[i]!));
  return {
    constant: (x) => made((i) => (i === 0 ? x : 0)),
    variable: (z) => made((i) => (i === 0 ? z : 0)),
    add: (a, b) => made((i) => a[i]! + b[i]!),
    subtract: (a, b) => made((i) => a[i]! - b[i]!),
    multiply: (a, b) => made((i) => (i === 0 ? a[0]! * b[0]! : a[i]! * b[0]! + a[0]! * b[i]!)),
    divide: (a, b) => {
      const value = a[0]! / b[0]!;
      return made((i) => (i === 0 ? value : (a[i]! - value * b[i]!) / b[0]!));
    },
    apply: (f, a) => composed(f.derivatives(a[0]!), a),
    compose: (f, a) => composed(f(a[0]!), a),
    valueOf: (a) => a[0]!,
  };
}

/** Functions of one argument that jump. */
const jumping: ReadonlySet<string> = new Set(["sign", "step", "floor", "ceil"]);

function compiled<T>(
  node: Expression,
  arithmetic: Arithmetic<T>,
  variable: Variable<T>,
  q: number,
): Closure<T> | Failure {
  const inner = (part: Expression) => compiled(part, arithmetic, variable, q);
  switch (node.kind) {
    case "name":
      if (node.name === "z") return variable(0);
      return constantOf(node, arithmetic);
    case "indexed": {
      const [index] = node.indices;
      const i = index && evaluateNumber(index);
      if (node.name !== "z" || i === undefined) return failure("unknown-name", node.name);
      if (isFailure(i)) return i;
      if (!(Number.isInteger(i.value) && i.value >= 1 && i.value <= q)) {
        return failure("unknown-name", `z[${i.value}] of a link in ${q} variables`);
      }
      return variable(i.value - 1);
    }
    case "unary": {
      if (node.operator !== "-") return failure("wrong-arguments", "not in a link");
      const a = inner(node.operand);
      const zero = arithmetic.constant(0);
      return isFailure(a) ? a : (z) => arithmetic.subtract(zero, a(z));
    }
    case "binary":
      return ofBinary(node.operator, node.left, node.right, arithmetic, inner);
    case "call":
      return ofCall(node.name, node.args, arithmetic, inner);
    case "over":
      return unrolled(node, arithmetic, inner);
    default:
      return constantOf(node, arithmetic);
  }
}

function constantOf<T>(node: Expression, arithmetic: Arithmetic<T>): Closure<T> | Failure {
  const value = evaluateNumber(node);
  if (isFailure(value)) return value;
  const constant = arithmetic.constant(value.value);
  return () => constant;
}

function ofBinary<T>(
  operator: string,
  left: Expression,
  right: Expression,
  arithmetic: Arithmetic<T>,
  inner: (part: Expression) => Closure<T> | Failure,
): Closure<T> | Failure {
  const a = inner(left);
  if (isFailure(a)) return a;
  if (operator === "^") {
    const exponent = evaluateNumber(right);
    if (isFailure(exponent)) return exponent;
    const n = exponent.value;
    const power = (x: number): Derivatives => [x ** n, n === 0 ? 0 : n * x ** (n - 1), 0];
    return (z) => arithmetic.compose(power, a(z));
  }
  const b = inner(right);
  if (isFailure(b)) return b;
  switch (operator) {
    case "+":
      return (z) => arithmetic.add(a(z), b(z));
    case "-":
      return (z) => arithmetic.subtract(a(z), b(z));
    case "*":
      return (z) => arithmetic.multiply(a(z), b(z));
    case "/":
      return (z) => arithmetic.divide(a(z), b(z));
    default:
      return failure("wrong-arguments", `${operator} in a link`);
  }
}

function ofCall<T>(
  name: string,
  args: readonly Expression[],
  arithmetic: Arithmetic<T>,
  inner: (part: Expression) => Closure<T> | Failure,
): Closure<T> | Failure {
  const f = elementary.get(name);
  if (f !== undefined && args.length === 1) {
    if (jumping.has(name))
      return failure("unsupported-model", `${name} in a link of several variables`);
    const a = inner(args[0]!);
    return isFailure(a) ? a : (z) => arithmetic.apply(f, a(z));
  }
  if (name === "h" || name === "He") {
    const [degree, argument] = args;
    const p = degree && evaluateNumber(degree);
    if (p === undefined || argument === undefined) return failure("wrong-arguments", name);
    if (isFailure(p)) return p;
    if (!(Number.isInteger(p.value) && p.value >= 0 && p.value <= 1000)) {
      return failure("wrong-arguments", `${name}: expected a degree in [0, 1000], got ${p.value}`);
    }
    const family = name === "h" ? orthonormalHermite : monicHermite;
    const a = inner(argument);
    return isFailure(a) ? a : (z) => arithmetic.compose((x) => family(p.value, x), a(z));
  }
  if (name === "min" || name === "max") {
    const parts: Closure<T>[] = [];
    for (const arg of args) {
      const part = inner(arg);
      if (isFailure(part)) return part;
      parts.push(part);
    }
    const s = name === "max" ? 1 : -1;
    return (z) =>
      parts
        .map((part) => part(z))
        .reduce((a, b) => (s * arithmetic.valueOf(b) > s * arithmetic.valueOf(a) ? b : a));
  }
  return failure("unknown-function", name);
}

/** The expression with `z` in the place of every z[i]. */
function withOneVariable(node: Expression): Expression {
  const go = withOneVariable;
  switch (node.kind) {
    case "indexed":
      return node.name === "z" ? { kind: "name", name: "z" } : node;
    case "unary":
      return { ...node, operand: go(node.operand) };
    case "binary":
      return { ...node, left: go(node.left), right: go(node.right) };
    case "call":
      return { ...node, args: node.args.map(go) };
    case "over":
      return { ...node, body: go(node.body) };
    default:
      return node;
  }
}
