/**
 * A link expression as a closure, over numbers or over jets.
 *
 * Parts without `z` are evaluated once, by `evaluate-number.ts`; what is left is a tree of small
 * closures. Along the way every place where the link may fail to be smooth is noted as a `seam`:
 * a function of z whose sign changes, integer crossings or flips mark the place.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { evaluateNumber, evaluatePredicate } from "../evaluate/evaluate-number.ts";
import { type Failure, failure, isFailure } from "../failure.ts";
import { elementary } from "../special/elementary.ts";
import { monicHermite, orthonormalHermite } from "../special/hermite.ts";
import type { Arithmetic } from "./jet.ts";
import { mentions } from "./letters.ts";
import { unrolled } from "./unrolled.ts";

export type Closure<T> = (z: number) => T;

/** A function that is piecewise constant in z; the link is smooth where it does not change. */
export type Seam = (z: number) => number;

/** Compiles a link; `seams` is appended to. */
export function compileLink<T>(
  node: Expression,
  arithmetic: Arithmetic<T>,
  seams: Seam[],
): Closure<T> | Failure {
  if (!mentions(node, "z")) {
    const value = evaluateNumber(node);
    if (isFailure(value)) return value;
    const constant = arithmetic.constant(value.value);
    return () => constant;
  }
  switch (node.kind) {
    case "name":
      return arithmetic.variable;
    case "unary": {
      if (node.operator !== "-") return failure("wrong-arguments", "not in a link");
      const zero = arithmetic.constant(0);
      return after(compileLink(node.operand, arithmetic, seams), (a) =>
        arithmetic.subtract(zero, a),
      );
    }
    case "binary":
      return binary(node.operator, node.left, node.right, arithmetic, seams);
    case "call":
      return call(node.name, node.args, arithmetic, seams);
    case "over":
      return unrolled(node, arithmetic, (part) => compileLink(part, arithmetic, seams));
    default:
      return failure("wrong-arguments", `${node.kind} in a link`);
  }
}

function after<T>(inner: Closure<T> | Failure, f: (a: T) => T): Closure<T> | Failure {
  return isFailure(inner) ? inner : (z) => f(inner(z));
}

function both<T>(
  left: Closure<T> | Failure,
  right: Closure<T> | Failure,
  f: (a: T, b: T) => T,
): Closure<T> | Failure {
  if (isFailure(left)) return left;
  return isFailure(right) ? right : (z) => f(left(z), right(z));
}

function binary<T>(
  operator: string,
  left: Expression,
  right: Expression,
  arithmetic: Arithmetic<T>,
  seams: Seam[],
): Closure<T> | Failure {
  const a = compileLink(left, arithmetic, seams);
  if (operator === "^") return powerOf(a, right, arithmetic, seams);
  const b = compileLink(right, arithmetic, seams);
  switch (operator) {
    case "+":
      return both(a, b, arithmetic.add);
    case "-":
      return both(a, b, arithmetic.subtract);
    case "*":
      return both(a, b, arithmetic.multiply);
    case "/":
      return both(a, b, arithmetic.divide);
    default:
      return failure("wrong-arguments", `${operator} in a link`);
  }
}

function powerOf<T>(
  base: Closure<T> | Failure,
  exponent: Expression,
  arithmetic: Arithmetic<T>,
  seams: Seam[],
): Closure<T> | Failure {
  if (mentions(exponent, "z")) {
    // a^b = exp(b log a), for a > 0.
    const [exp, log] = [elementary.get("exp")!, elementary.get("log")!];
    const scaled = both(compileLink(exponent, arithmetic, seams), base, (b, a) =>
      arithmetic.multiply(b, arithmetic.apply(log, a)),
    );
    return after(scaled, (a) => arithmetic.apply(exp, a));
  }
  const value = evaluateNumber(exponent);
  if (isFailure(value)) return value;
  const n = value.value;
  const falling = n * (n - 1);
  return after(base, (a) =>
    arithmetic.compose(
      // 0 * Infinity must not arise at x = 0.
      (x) => [x ** n, n === 0 ? 0 : n * x ** (n - 1), falling === 0 ? 0 : falling * x ** (n - 2)],
      a,
    ),
  );
}

function call<T>(
  name: string,
  args: readonly Expression[],
  arithmetic: Arithmetic<T>,
  seams: Seam[],
): Closure<T> | Failure {
  const f = elementary.get(name);
  if (f !== undefined && args.length === 1) {
    const inner = compileLink(args[0]!, arithmetic, seams);
    if (isFailure(inner)) return inner;
    if (f.breaks === "at-zero") seams.push((z) => Math.sign(arithmetic.valueOf(inner(z))));
    if (f.breaks === "at-integers") seams.push((z) => Math.floor(arithmetic.valueOf(inner(z))));
    return (z) => arithmetic.apply(f, inner(z));
  }
  switch (name) {
    case "h":
    case "He":
      return hermite(name, args, arithmetic, seams);
    case "min":
    case "max":
      return extreme(name, args, arithmetic, seams);
    case "if":
      return conditional(args, arithmetic, seams);
    case "atan2": {
      // In the right half plane; elsewhere the branch would be a seam of its own.
      const atan = elementary.get("atan")!;
      const parts = args.map((arg) => compileLink(arg, arithmetic, seams));
      return args.length !== 2
        ? failure("wrong-arguments", name)
        : both(parts[0]!, parts[1]!, (y, x) =>
            arithmetic.valueOf(x) > 0
              ? arithmetic.apply(atan, arithmetic.divide(y, x))
              : arithmetic.constant(Number.NaN),
          );
    }
    default:
      return failure("unknown-function", name);
  }
}

function hermite<T>(
  name: "h" | "He",
  args: readonly Expression[],
  arithmetic: Arithmetic<T>,
  seams: Seam[],
): Closure<T> | Failure {
  const [degree, argument] = args;
  if (degree === undefined || argument === undefined) return failure("wrong-arguments", name);
  const p = evaluateNumber(degree);
  if (isFailure(p)) return p;
  if (!Number.isInteger(p.value) || p.value < 0 || p.value > 1000) {
    return failure("wrong-arguments", `${name}: expected a degree in [0, 1000], got ${p.value}`);
  }
  const family = name === "h" ? orthonormalHermite : monicHermite;
  return after(compileLink(argument, arithmetic, seams), (a) =>
    arithmetic.compose((x) => family(p.value, x), a),
  );
}

function extreme<T>(
  name: "min" | "max",
  args: readonly Expression[],
  arithmetic: Arithmetic<T>,
  seams: Seam[],
): Closure<T> | Failure {
  const s = name === "max" ? 1 : -1;
  const parts = args.map((arg) => compileLink(arg, arithmetic, seams));
  const failed = parts.find(isFailure);
  if (failed !== undefined) return failed;
  const closures = parts.filter((part): part is Closure<T> => !isFailure(part));
  const winner = (z: number): number => {
    let best = 0;
    const values = closures.map((part) => s * arithmetic.valueOf(part(z)));
    values.forEach((value, i) => {
      if (value > values[best]!) best = i;
    });
    return best;
  };
  seams.push(winner);
  return closures.length === 0 ? failure("wrong-arguments", name) : (z) => closures[winner(z)]!(z);
}

function conditional<T>(
  args: readonly Expression[],
  arithmetic: Arithmetic<T>,
  seams: Seam[],
): Closure<T> | Failure {
  const [condition, yes, no] = args;
  if (condition === undefined || yes === undefined || no === undefined) {
    return failure("wrong-arguments", "if");
  }
  const trial = truthAt(condition, 0.1234);
  if (isFailure(trial)) return trial;
  const holds = (z: number): boolean => truthAt(condition, z) === true;
  const [a, b] = [compileLink(yes, arithmetic, seams), compileLink(no, arithmetic, seams)];
  if (isFailure(a)) return a;
  if (isFailure(b)) return b;
  seams.push((z) => (holds(z) ? 1 : 0));
  return (z) => (holds(z) ? a(z) : b(z));
}

function truthAt(condition: Expression, z: number): boolean | undefined | Failure {
  const value = { value: z, error: 0, basis: "exact" } as const;
  return evaluatePredicate(condition, { name: (name) => (name === "z" ? value : undefined) });
}
