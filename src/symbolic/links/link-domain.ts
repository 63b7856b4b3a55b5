/**
 * Whether a link is defined almost everywhere on the real line.
 *
 * Each log, sqrt, asin, fractional power asks something of its argument. The answer is proved by
 * the range of values (value-range.ts) or by exact signs where it can be; a point where it fails
 * is named; what is only seen to hold on a scan is passed with a note that says so.
 */
import { isInteger } from "../../model/rational.ts";
import { type Ball, isPositiveBall } from "./ball.ts";
import { exactForm } from "./exact-form.ts";
import { LinkError } from "./link-issue.ts";
import {
  binaryTree,
  childrenOf,
  constantTree,
  isConstantTree,
  type LinkTree,
} from "./link-tree.ts";
import { NotExact } from "./piecewise.ts";
import { signPattern } from "./sign-pattern.ts";
import { tapeOfLink } from "./tape.ts";
import { valueRange } from "./value-range.ts";

/** The tree must be positive almost everywhere (`strict`) or just not negative. */
interface Requirement {
  readonly of: LinkTree;
  readonly strict: boolean;
  readonly where: string;
  readonly failure: "undefined" | "complex";
}

/**
 * Notes on what was seen and not proved; empty if the domain is proved to be the line.
 *
 * @throws LinkError `undefined` or `complex`, with a point where the link has no real value.
 */
export function domainNotes(tree: LinkTree, variable: string): readonly string[] {
  return requirementsOf(tree).flatMap((requirement) => {
    if (isProved(requirement)) return [];
    const witness = violation(requirement);
    if (witness === undefined) {
      return [
        `The argument of ${requirement.where} is positive wherever it was tried; not proved.`,
      ];
    }
    const everywhere = witness === "everywhere";
    const real = requirement.failure === "complex";
    throw new LinkError(requirement.failure, {
      expected: `a link with a real value for almost every ${variable}`,
      got: `${requirement.where} ${real ? "of a negative number" : "of a number outside its domain"}${
        everywhere ? "" : `, as at ${variable} = ${witness}`
      }`,
      cure: `It is ${real ? "complex" : "undefined"} there: take abs(...), or restrict it with if.`,
    });
  });
}

function requirementsOf(tree: LinkTree): readonly Requirement[] {
  return [...childrenOf(tree).flatMap(requirementsOf), ...requirementsHere(tree)];
}

function requirementsHere(tree: LinkTree): readonly Requirement[] {
  if (tree.kind === "binary") {
    if (tree.operator === "/") {
      // A denominator may vanish at points, not on an interval.
      const of: LinkTree = { kind: "call", name: "abs", of: tree.right };
      return [{ of, strict: true, where: "the division", failure: "undefined" }];
    }
    if (tree.operator !== "^") return [];
    const { right } = tree;
    if (right.kind === "constant" && isInteger(right.value)) {
      if (right.value.num >= 0n) return [];
      const of: LinkTree = { kind: "call", name: "abs", of: tree.left };
      return [{ of, strict: true, where: "the negative power", failure: "undefined" }];
    }
    const strict = right.kind !== "constant" || right.value.num < 0n;
    return [{ of: tree.left, strict, where: "the fractional power", failure: "complex" }];
  }
  if (tree.kind !== "call") return [];
  const { of, name } = tree;
  switch (name) {
    case "sqrt":
      return [{ of, strict: false, where: "sqrt", failure: "complex" }];
    case "log":
      return [{ of, strict: true, where: "log", failure: "undefined" }];
    case "tan": {
      // Past a zero of the cosine tan has a pole, which is not square-integrable.
      const cosine: LinkTree = { kind: "call", name: "cos", of };
      const within = valueRange(of);
      if (isConstantTree(of) || (within.low > -1.57 && within.high < 1.57)) return [];
      return [{ of: cosine, strict: true, where: "tan beyond a pole", failure: "undefined" }];
    }
    case "asin":
    case "acos":
    case "artanh":
      return [binaryTree("-", constantTree(1), of), binaryTree("+", constantTree(1), of)].map(
        (t) => ({ of: t, strict: name === "artanh", where: name, failure: "undefined" }),
      );
    default:
      return [];
  }
}

function isProved({ of, strict }: Requirement): boolean {
  const { low } = valueRange(of);
  if (low > 0 || (low >= 0 && !strict)) return true;
  try {
    return signPattern(exactForm(of)).signs.every((s) => s > 0 || (s === 0 && !strict));
  } catch (error) {
    if (error instanceof NotExact) return false;
    throw error;
  }
}

const bits = 128;

/** A point where the requirement fails, from points near the origin and far from it. */
function violation({ of, strict }: Requirement): string | undefined {
  const { value } = tapeOfLink(of);
  for (const z of isConstantTree(of) ? [0.3] : scanPoints()) {
    const ball = value(at(z), bits);
    if (!Number.isFinite(ball.rad)) continue;
    const negative = isPositiveBall(ball, bits) === false && ball.mid !== 0n;
    const zero = ball.mid === 0n && ball.rad === 0 && strict;
    if (negative || zero) return isConstantTree(of) ? "everywhere" : z.toPrecision(4);
  }
  return undefined;
}

/** 800 points within 20, then powers of 1.7 to a million, on both sides. */
function scanPoints(): readonly number[] {
  const near = Array.from({ length: 800 }, (_, i) => (i - 399.6) / 20);
  const far = Array.from({ length: 21 }, (_, i) => 20 * 1.7 ** i);
  return [-1.5, 1.5, ...near, ...far.flatMap((x) => [x, -x])];
}

const at = (z: number): Ball => ({
  mid: BigInt(Math.round(z * 2 ** 40)) << BigInt(bits - 40),
  rad: 0,
});
