/**
 * Bounds of a link over the whole line, by the shape of its tree: exp is positive, tanh within
 * [-1, 1], a square is not negative. Coarse and safe: an end may be infinite.
 */
import { isInteger, toNumber } from "../../model/rational.ts";
import type { LinkTree, UnaryFunction } from "./link-tree.ts";
import { keyOfTree } from "./tree-key.ts";

/** Every value of the link lies in [low, high]; NaN never stands here. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

const everything: ValueRange = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/** Bounds of the tree's values. @example valueRange(1 + x^2) // { low: 1, high: Infinity } */
export function valueRange(tree: LinkTree): ValueRange {
  switch (tree.kind) {
    case "constant": {
      const x = toNumber(tree.value);
      return widened({ low: x, high: x });
    }
    case "pi":
      return widened({ low: Math.PI, high: Math.PI });
    case "call":
      return unaryRange(tree.name, valueRange(tree.of));
    case "choose":
      return hull(valueRange(tree.yes), valueRange(tree.no));
    case "binary":
      return binaryRange(tree);
    default:
      return everything;
  }
}

function binaryRange(tree: LinkTree & { readonly kind: "binary" }): ValueRange {
  const [a, b] = [valueRange(tree.left), valueRange(tree.right)];
  switch (tree.operator) {
    case "+":
      return widened({ low: a.low + b.low, high: a.high + b.high });
    case "-":
      return widened({ low: a.low - b.high, high: a.high - b.low });
    case "*":
      if (keyOfTree(tree.left) === keyOfTree(tree.right)) return square(a);
      return productRange(a, b);
    case "/":
      if (b.low > 0 || b.high < 0) return productRange(a, { low: 1 / b.high, high: 1 / b.low });
      return b.low >= 0 && a.low >= 0 ? { low: 0, high: everything.high } : everything;
    case "max":
      return { low: Math.max(a.low, b.low), high: Math.max(a.high, b.high) };
    case "min":
      return { low: Math.min(a.low, b.low), high: Math.min(a.high, b.high) };
    case "^": {
      if (tree.right.kind !== "constant")
        return a.low >= 0 ? { ...everything, low: 0 } : everything;
      const n = toNumber(tree.right.value);
      if (a.low >= 0) {
        const ends = [a.low ** n, a.high ** n];
        return widened({ low: Math.max(0, Math.min(...ends)), high: Math.max(...ends) });
      }
      if (isInteger(tree.right.value) && tree.right.value.num % 2n === 0n) {
        return n > 0 ? { low: 0, high: Math.max(-a.low, a.high) ** n } : { ...everything, low: 0 };
      }
      return everything;
    }
  }
}

function unaryRange(name: UnaryFunction, x: ValueRange): ValueRange {
  const monotone = (f: (t: number) => number): ValueRange =>
    widened({ low: f(x.low), high: f(x.high) });
  switch (name) {
    case "abs":
      return x.low >= 0 ? x : { low: x.high < 0 ? -x.high : 0, high: Math.max(-x.low, x.high) };
    case "relu":
      return { low: Math.max(0, x.low), high: Math.max(0, x.high) };
    case "sqrt":
      return {
        low: Math.sqrt(Math.max(0, x.low)) * (1 - 1e-9),
        high: Math.sqrt(Math.max(0, x.high)) * (1 + 1e-9),
      };
    case "exp":
      return { ...monotone(Math.exp), low: Math.exp(x.low) * (1 - 1e-9) };
    case "log":
      return x.low >= 0 ? monotone(Math.log) : everything;
    case "cosh":
      return { low: 1, high: Math.cosh(Math.max(-x.low, x.high)) * (1 + 1e-9) };
    case "sinh":
      return monotone(Math.sinh);
    case "tanh":
      return clipped(monotone(Math.tanh), -1, 1);
    case "atan":
      return monotone(Math.atan);
    case "sigmoid":
      return clipped(
        monotone((t) => 1 / (1 + Math.exp(-t))),
        0,
        1,
      );
    case "erf":
    case "sin":
    case "cos":
    case "sign":
      return { low: -1, high: 1 };
    case "Phi":
    case "step":
      return { low: 0, high: 1 };
    case "asin":
      return widened({ low: -Math.PI / 2, high: Math.PI / 2 });
    case "acos":
      return widened({ low: 0, high: Math.PI });
    case "floor":
    case "ceil":
      return { low: x.low - 1, high: x.high + 1 };
    default:
      return everything;
  }
}

const hull = (a: ValueRange, b: ValueRange): ValueRange => ({
  low: Math.min(a.low, b.low),
  high: Math.max(a.high, b.high),
});

function square(a: ValueRange): ValueRange {
  const far = Math.max(-a.low, a.high);
  const near = a.low > 0 ? a.low : a.high < 0 ? -a.high : 0;
  return { low: near * near * (1 - 1e-9), high: far * far * (1 + 1e-9) };
}

function productRange(a: ValueRange, b: ValueRange): ValueRange {
  const ends = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high].map((x) =>
    Number.isNaN(x) ? 0 : x,
  );
  return widened({ low: Math.min(...ends), high: Math.max(...ends) });
}

const clipped = (a: ValueRange, low: number, high: number): ValueRange => ({
  low: Math.max(a.low, low),
  high: Math.min(a.high, high),
});

/** Outward by more than the rounding; what is undefined becomes infinite. 0 and 1 stay exact. */
function widened({ low, high }: ValueRange): ValueRange {
  const pad = (x: number, by: number): number =>
    Number.isInteger(x) && Math.abs(x) < 1e15 ? x : x + by * Math.abs(x) * 1e-9;
  return {
    low: Number.isNaN(low) ? everything.low : pad(low, -1),
    high: Number.isNaN(high) ? everything.high : pad(high, 1),
  };
}
