/**
 * A link as numbers: the tree as a list of steps, each on balls, equal subtrees done once.
 *
 * The enclosures are of the link at the given argument; what a trapezoid or a double exponential
 * rule makes of them is said in quadrature.ts. A branch is taken by the middle of its ball: nodes
 * of the rules stay inside pieces where no branch changes.
 */
import { isInteger, type Rational } from "../../model/rational.ts";
import {
  addBalls,
  type Ball,
  ballOfInteger,
  ballOfRational,
  divideBalls,
  multiplyBalls,
  rescaleBall,
  subtractBalls,
} from "./ball.ts";
import { erfBall } from "./ball-erf.ts";
import {
  asinBall,
  atanBall,
  expBall,
  logBall,
  piBall,
  sinCosBall,
  sinhCoshBall,
  sqrtBall,
  tanhBall,
} from "./ball-functions.ts";
import { enclosureOfForm } from "./closed-form-enclosure.ts";
import { exactCoefficients } from "./exact-coefficients.ts";
import { exactForm } from "./exact-form.ts";
import { hermite, inverseRootFactorial } from "./hermite.ts";
import type { BinaryOperator, Condition, LinkTree, UnaryFunction } from "./link-tree.ts";
import { numericExpansion } from "./numeric-expansion.ts";
import { NotExact } from "./piecewise.ts";
import { enclosureOfScalar } from "./scalar.ts";
import { structuralParity } from "./structural-parity.ts";
import { keyOfTree } from "./tree-key.ts";
import { workingBits } from "./working-bits.ts";

/** The link at z, at `bits` binary digits. */
export type LinkValue = (z: Ball, bits: number) => Ball;

export interface Tape {
  readonly value: LinkValue;
  /** The number of steps: the cost of one value. */
  readonly length: number;
}

/** One step: a value from those of earlier steps. */
type Step = (values: readonly Ball[], z: Ball, bits: number) => Ball;

/** Compiles a link. @throws LinkError if `hermite(f, p)` stands in it for an f without expansion. */
export function tapeOfLink(tree: LinkTree): Tape {
  const steps: Step[] = [];
  const places = new Map<string, number>();
  const keys = new Map<LinkTree, string>();

  const place = (node: LinkTree): number => {
    const key = keyOfTree(node, keys);
    const known = places.get(key);
    if (known !== undefined) return known;
    const step = stepOf(node, place);
    steps.push(step);
    places.set(key, steps.length - 1);
    return steps.length - 1;
  };
  const last = place(tree);
  const value: LinkValue = (z, bits) => {
    const values: Ball[] = [];
    for (const step of steps) values.push(step(values, z, bits));
    return values[last]!;
  };
  return { value, length: steps.length };
}

function stepOf(node: LinkTree, place: (tree: LinkTree) => number): Step {
  switch (node.kind) {
    case "constant": {
      const { value } = node;
      return (_, __, bits) => ballOfRational(value, bits);
    }
    case "pi":
      return (_, __, bits) => piBall(bits);
    case "variable":
      return (_, z) => z;
    case "coefficient": {
      return constantCoefficient(node.of, node.degree);
    }
    case "hermite": {
      const of = place(node.of);
      const { degree, monic } = node;
      return (values, _, bits) => hermiteBall(degree, monic, values[of]!, bits);
    }
    case "choose": {
      const [yes, no] = [place(node.yes), place(node.no)];
      const holds = conditionOf(node.when, place);
      return (values) => values[holds(values) ? yes : no]!;
    }
    case "call": {
      const of = place(node.of);
      const { name } = node;
      return (values, _, bits) => unaryBall(name, values[of]!, bits);
    }
    case "binary": {
      const left = place(node.left);
      if (node.operator === "^" && node.right.kind === "constant") {
        const exponent = node.right.value;
        return (values, _, bits) => rationalPower(values[left]!, exponent, bits);
      }
      const right = place(node.right);
      const { operator } = node;
      return (values, _, bits) => binaryBall(operator, values[left]!, values[right]!, bits);
    }
  }
}

/** E[f h_p]: exactly if f allows it, else by quadrature with its error. */
function constantCoefficient(of: LinkTree, degree: number): Step {
  try {
    const form = exactCoefficients(exactForm(of), degree)[degree]!;
    return (_, __, bits) => enclosureOfForm(form, bits, new Map());
  } catch (error) {
    if (!(error instanceof NotExact)) throw error;
  }
  const ball = numericExpansion(of, degree, structuralParity(of)).coefficients[degree]!;
  return (_, __, bits) => rescaleBall(ball, workingBits, bits);
}

function conditionOf(
  condition: Condition,
  place: (tree: LinkTree) => number,
): (values: readonly Ball[]) => boolean {
  switch (condition.kind) {
    case "positive": {
      const of = place(condition.of);
      return (values) => values[of]!.mid > 0n;
    }
    case "zero": {
      const of = place(condition.of);
      return (values) => values[of]!.mid === 0n;
    }
    case "not": {
      const of = conditionOf(condition.of, place);
      return (values) => !of(values);
    }
    default: {
      const [left, right] = [
        conditionOf(condition.left, place),
        conditionOf(condition.right, place),
      ];
      return condition.kind === "and"
        ? (values) => left(values) && right(values)
        : (values) => left(values) || right(values);
    }
  }
}

function binaryBall(operator: BinaryOperator, a: Ball, b: Ball, bits: number): Ball {
  switch (operator) {
    case "+":
      return addBalls(a, b);
    case "-":
      return subtractBalls(a, b);
    case "*":
      return multiplyBalls(a, b, bits);
    case "/":
      return divideBalls(a, b, bits);
    case "^":
      return expBall(multiplyBalls(b, logBall(a, bits), bits), bits);
    case "max":
      return { ...(a.mid > b.mid ? a : b), rad: Math.max(a.rad, b.rad) };
    case "min":
      return { ...(a.mid < b.mid ? a : b), rad: Math.max(a.rad, b.rad) };
  }
}

function unaryBall(name: UnaryFunction, x: Ball, bits: number): Ball {
  const one = ballOfInteger(1, bits);
  const half = (a: Ball): Ball => divideBalls(a, ballOfInteger(2, bits), bits);
  switch (name) {
    case "abs":
      return { mid: x.mid < 0n ? -x.mid : x.mid, rad: x.rad };
    case "sign":
      return ballOfInteger(x.mid > 0n ? 1 : x.mid < 0n ? -1 : 0, bits);
    case "relu":
      return { mid: x.mid > 0n ? x.mid : 0n, rad: x.rad };
    case "step":
      return ballOfInteger(x.mid > 0n ? 1 : 0, bits);
    case "floor":
      return ballOfInteger(x.mid >> BigInt(bits), bits);
    case "ceil":
      return ballOfInteger(-(-x.mid >> BigInt(bits)), bits);
    case "sqrt":
      return sqrtBall(x, bits);
    case "exp":
      return expBall(x, bits);
    case "log":
      return logBall(x, bits);
    case "sin":
      return sinCosBall(x, bits).sin;
    case "cos":
      return sinCosBall(x, bits).cos;
    case "tan": {
      const { sin, cos } = sinCosBall(x, bits);
      return divideBalls(sin, cos, bits);
    }
    case "sinh":
      return sinhCoshBall(x, bits).sinh;
    case "cosh":
      return sinhCoshBall(x, bits).cosh;
    case "tanh":
      return tanhBall(x, bits);
    case "sigmoid":
      // 1/(1 + e^-x) = (1 + tanh(x/2))/2.
      return half(addBalls(one, tanhBall(half(x), bits)));
    case "asin":
      return asinBall(x, bits);
    case "acos":
      return subtractBalls(half(piBall(bits)), asinBall(x, bits));
    case "atan":
      return atanBall(x, bits);
    case "artanh": {
      const quotient = divideBalls(addBalls(one, x), subtractBalls(one, x), bits);
      return half(logBall(quotient, bits));
    }
    case "erf":
      return erfBall(x, bits);
    case "Phi": {
      const root = sqrtBall(ballOfInteger(2, bits), bits);
      return half(addBalls(one, erfBall(divideBalls(x, root, bits), bits)));
    }
  }
}

/** x^r: by multiplication for integers, by one root for halves, else by exp and log (x >= 0). */
function rationalPower(x: Ball, r: Rational, bits: number): Ball {
  if (isInteger(r)) return integerPower(x, r.num, bits);
  if (r.den === 2n) return integerPower(sqrtBall(x, bits), r.num, bits);
  if (x.mid === 0n && r.num > 0n) return { mid: 0n, rad: x.rad === 0 ? 0 : 1 };
  const exponent = ballOfRational(r, bits);
  return expBall(multiplyBalls(exponent, logBall(x, bits), bits), bits);
}

function integerPower(x: Ball, n: bigint, bits: number): Ball {
  const one = ballOfInteger(1, bits);
  if (n < 0n) return divideBalls(one, integerPower(x, -n, bits), bits);
  let product = one;
  let square = x;
  for (let rest = n; rest > 0n; rest >>= 1n) {
    if (rest & 1n) product = multiplyBalls(product, square, bits);
    if (rest > 1n) square = multiplyBalls(square, square, bits);
  }
  return product;
}

function hermiteBall(degree: number, monic: boolean, x: Ball, bits: number): Ball {
  const coefficients = hermite(degree);
  let sum: Ball = ballOfInteger(0, bits);
  for (let i = degree; i >= 0; i--) {
    sum = addBalls(multiplyBalls(sum, x, bits), ballOfInteger(coefficients[i]!, bits));
  }
  if (monic) return sum;
  return multiplyBalls(sum, enclosureOfScalar(inverseRootFactorial(degree), bits), bits);
}
