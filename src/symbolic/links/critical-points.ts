/**
 * Where a link may fail to be analytic on the real line: kinks of abs, relu, max, ends of the
 * domain of a root, zeros of a denominator.
 *
 * Each such node has a critical function whose zeros are the points. They are found exactly where
 * the critical function is of the exact families, else by a scan of the range with a bracketing
 * iteration at working precision (and touching zeros by search for a least |g|).
 */
import { isInteger, rational } from "../../model/rational.ts";
import { type Ball, magnitude, middle } from "./ball.ts";
import { formatScalar } from "./closed-form-text.ts";
import { exactForm } from "./exact-form.ts";
import {
  binaryTree,
  type Condition,
  childrenOf,
  constantTree,
  isConstantTree,
  type LinkTree,
} from "./link-tree.ts";
import { NotExact } from "./piecewise.ts";
import { enclosureOfScalar, type Scalar } from "./scalar.ts";
import { signPattern } from "./sign-pattern.ts";
import { type LinkValue, tapeOfLink } from "./tape.ts";
import { keyOfTree } from "./tree-key.ts";
import { workingBits } from "./working-bits.ts";

/** A point at working precision, and its exact form where it has one. */
export interface CriticalPoint {
  readonly at: Ball;
  /** In the spec language; absent for a point found by the scan. */
  readonly text?: string;
}

/** A function whose zeros are critical, and whether a sign change of it is (or only a zero). */
interface Critical {
  readonly of: LinkTree;
  /** Integers where the function steps: the zeros of g - n for every integer n in its range. */
  readonly everyInteger?: boolean;
}

/** Most points on the line; floor(x) within reach 20 has 41. */
const most = 150;

/**
 * The points within |z| < reach, ascending.
 *
 * @returns `undefined` if there are more than the limit.
 */
export function criticalPoints(
  tree: LinkTree,
  reach: number,
): readonly CriticalPoint[] | undefined {
  const points: CriticalPoint[] = [];
  const seen = new Set<string>();
  for (const critical of criticalFunctions(tree)) {
    const key = `${keyOfTree(critical.of)} ${critical.everyInteger === true}`;
    if (seen.has(key)) continue;
    seen.add(key);
    points.push(...zerosOf(critical, reach));
    if (points.length > 2 * most) return undefined;
  }
  const inside = points
    .filter((p) => Math.abs(middle(p.at, workingBits)) < reach - 1e-6)
    .sort((a, b) => (a.at.mid < b.at.mid ? -1 : 1));
  // Two routes to one point differ by the scan's last places: the exact one is kept.
  const distinct: CriticalPoint[] = [];
  for (const p of inside) {
    const last = distinct.at(-1);
    if (last === undefined || magnitude(p.at.mid - last.at.mid, workingBits) > 1e-25) {
      distinct.push(p);
    } else if (last.text === undefined && p.text !== undefined) distinct[distinct.length - 1] = p;
  }
  return distinct.length > most ? undefined : distinct;
}

/** The critical functions of all nodes of a tree. */
function criticalFunctions(tree: LinkTree): readonly Critical[] {
  if (isConstantTree(tree)) return [];
  return [...childrenOf(tree).flatMap(criticalFunctions), ...criticalHere(tree)].filter(
    ({ of }) => !isConstantTree(of),
  );
}

function criticalHere(tree: LinkTree): readonly Critical[] {
  switch (tree.kind) {
    case "choose":
      return conditionZeros(tree.when);
    case "binary":
      if (tree.operator === "max" || tree.operator === "min") {
        return [{ of: binaryTree("-", tree.left, tree.right) }];
      }
      if (tree.operator === "/") return [{ of: tree.right }];
      if (tree.operator === "^") {
        const { right } = tree;
        const smooth = right.kind === "constant" && isInteger(right.value) && right.value.num >= 0n;
        return smooth ? [] : [{ of: tree.left }];
      }
      return [];
    case "call":
      switch (tree.name) {
        case "abs":
        case "sign":
        case "relu":
        case "step":
        case "sqrt":
        case "log":
          return [{ of: tree.of }];
        case "floor":
        case "ceil":
          return [{ of: tree.of, everyInteger: true }];
        case "tan":
          return [{ of: { kind: "call", name: "cos", of: tree.of } }];
        case "asin":
        case "acos":
        case "artanh":
          return [
            { of: binaryTree("-", tree.of, constantTree(1)) },
            { of: binaryTree("+", tree.of, constantTree(1)) },
          ];
        default:
          return [];
      }
    default:
      return [];
  }
}

function conditionZeros(condition: Condition): readonly Critical[] {
  if (condition.kind === "positive" || condition.kind === "zero") return [{ of: condition.of }];
  if (condition.kind === "not") return conditionZeros(condition.of);
  return [...conditionZeros(condition.left), ...conditionZeros(condition.right)];
}

function zerosOf(critical: Critical, reach: number): readonly CriticalPoint[] {
  if (!critical.everyInteger) return zerosOfTree(critical.of, reach);
  const { value } = tapeOfLink(critical.of);
  const sampled = gridOf(reach, 400).map((z) => middle(value(ballAt(z, 96), 96), 96));
  const [low, high] = [Math.floor(Math.min(...sampled)), Math.ceil(Math.max(...sampled))];
  if (!(high - low <= 2 * most)) return Array(2 * most + 1).fill({ at: ballAt(0) });
  return Array.from({ length: high - low + 1 }, (_, i) =>
    zerosOfTree(binaryTree("-", critical.of, constantTree(rational(BigInt(low + i)))), reach),
  ).flat();
}

function zerosOfTree(of: LinkTree, reach: number): readonly CriticalPoint[] {
  const exact = exactZeros(of);
  if (exact === undefined) return scannedZeros(tapeOfLink(of).value, reach);
  return exact.map((x) => ({ at: enclosureOfScalar(x, workingBits), text: formatScalar(x) }));
}

/** The sign changes and zeros of a function of the exact families, or `undefined`. */
export function exactZeros(of: LinkTree): readonly Scalar[] | undefined {
  try {
    return signPattern(exactForm(of)).breaks;
  } catch (error) {
    if (error instanceof NotExact) return undefined;
    throw error;
  }
}

/** Zeros by a scan of 1200 steps: brackets, and touching zeros where |g| has a small minimum. */
function scannedZeros(value: LinkValue, reach: number): readonly CriticalPoint[] {
  const grid = gridOf(reach, 1200);
  const values = grid.map((z) => middle(value(ballAt(z, 96), 96), 96));
  const points: CriticalPoint[] = [];
  for (let i = 0; i + 1 < grid.length; i++) {
    const [a, b] = [values[i]!, values[i + 1]!];
    if (a === 0) points.push({ at: ballAt(grid[i]!) });
    else if (a * b < 0) points.push({ at: bracketed(value, grid[i]!, grid[i + 1]!) });
    const before = values[i - 1];
    if (before === undefined || a === 0) continue;
    const least = Math.abs(a) < Math.abs(before) && Math.abs(a) <= Math.abs(b);
    if (least && a * b > 0 && a * before > 0) {
      const touching = leastAbsolute(value, grid[i - 1]!, grid[i + 1]!);
      if (touching !== undefined) points.push({ at: touching });
    }
    if (points.length > 2 * most) break;
  }
  return points;
}

/** A zero between two points of opposite sign, by the Illinois variant of regula falsi. */
function bracketed(value: LinkValue, from: number, to: number): Ball {
  const bits = workingBits;
  const g = (mid: bigint): bigint => value({ mid, rad: 0 }, bits).mid;
  let [a, b] = [ballAt(from).mid, ballAt(to).mid];
  let [ga, gb] = [g(a), g(b)];
  for (let i = 0; i < 400 && b - a > 4n; i++) {
    const width = gb - ga;
    const secant = i % 4 === 3 || width === 0n ? (a + b) / 2n : a - (ga * (b - a)) / width;
    const x = secant <= a ? a + 1n : secant >= b ? b - 1n : secant;
    const gx = g(x);
    if (gx === 0n) return { mid: x, rad: 2 ** -bits };
    if (gx > 0n === gb > 0n) {
      [b, gb] = [x, gx];
      ga /= 2n;
      if (ga === 0n) ga = gb > 0n ? -1n : 1n;
    } else {
      [a, ga] = [x, gx];
      gb /= 2n;
      if (gb === 0n) gb = ga > 0n ? -1n : 1n;
    }
  }
  return { mid: (a + b) / 2n, rad: magnitude(b - a, bits) };
}

/** The place of a least |g|, by ternary search, if |g| is 0 there to 10^-30. */
function leastAbsolute(value: LinkValue, from: number, to: number): Ball | undefined {
  const bits = workingBits;
  const g = (mid: bigint): bigint => {
    const y = value({ mid, rad: 0 }, bits).mid;
    return y < 0n ? -y : y;
  };
  let [a, b] = [ballAt(from).mid, ballAt(to).mid];
  for (let i = 0; i < 220; i++) {
    const third = (b - a) / 3n;
    if (g(a + third) <= g(b - third)) b -= third;
    else a += third;
    if (i === 40 && magnitude(g((a + b) / 2n), bits) > 1e-9) return undefined;
  }
  const x = (a + b) / 2n;
  return magnitude(g(x), bits) < 1e-30 ? { mid: x, rad: 2 ** -120 } : undefined;
}

/** Points from -reach to reach, shifted off the round numbers where links like to vanish. */
function gridOf(reach: number, steps: number): readonly number[] {
  const step = (2 * reach) / steps;
  return Array.from({ length: steps + 1 }, (_, i) => -reach + (i + 0.0371) * step);
}

function ballAt(z: number, bits: number = workingBits): Ball {
  return { mid: BigInt(Math.round(z * 2 ** 52)) << BigInt(bits - 52), rad: 0 };
}
