/**
 * How fast a link can grow at either end of the line, from the shape of its tree.
 *
 * Two classes. `power`: |f| <= C |z|^degree, and where degree <= 2 also
 * f = q z^2 + l |z| + o(|z|) with q and l in known ranges, and f itself in a known range where
 * degree = 0. `exponential`: log |f| <= q z^2 + l |z| + O(log |z|). These are closed under what
 * links are made of; f is square-integrable under the Gaussian if q < 1/4. Where no class is
 * found the link is refused rather than assumed to be harmless.
 */
import { toNumber } from "../../model/rational.ts";
import { middle } from "./ball.ts";
import { enclosureOfForm, signOfForm } from "./closed-form-enclosure.ts";
import { exactForm } from "./exact-form.ts";
import { isConstantTree, type LinkTree, type UnaryFunction } from "./link-tree.ts";
import { type Kernel, NotExact, type Piecewise, polynomialOfPiece } from "./piecewise.ts";
import { enclosureOfScalar, type Scalar } from "./scalar.ts";
import { type ValueRange, valueRange } from "./value-range.ts";

export type Side = 1 | -1;

export type Growth =
  | {
      readonly kind: "power";
      readonly degree: number;
      readonly q: ValueRange;
      readonly l: ValueRange;
    }
  | { readonly kind: "exponential"; readonly q: number; readonly l: number }
  | { readonly kind: "unknown" };

/** The class of the link as z -> +oo (side 1) or z -> -oo (side -1). */
export function growthOf(tree: LinkTree, side: Side): Growth {
  if (isConstantTree(tree)) return bounded;
  return growthOfExact(tree, side) ?? growthByShape(tree, side);
}

/** log |f| <= q z^2 + l |z| + O(log |z|); `undefined` where nothing is known. */
export function exponentialBound(
  g: Growth,
): { readonly q: number; readonly l: number } | undefined {
  if (g.kind === "unknown") return undefined;
  return g.kind === "power" ? { q: 0, l: 0 } : { q: g.q, l: g.l };
}

const nothing: ValueRange = { low: 0, high: 0 };
const anything: ValueRange = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
const unknown: Growth = { kind: "unknown" };
const bounded: Growth = { kind: "power", degree: 0, q: nothing, l: nothing };
const powerOf = (degree: number): Growth => ({
  kind: "power",
  degree,
  q: degree < 2 ? nothing : anything,
  l: degree < 1 ? nothing : anything,
});

/** Links of the exact families tell their growth by their outermost piece. */
function growthOfExact(tree: LinkTree, side: Side): Growth | undefined {
  const form = exactFormOf(tree);
  if (form === undefined) return undefined;
  const piece = side > 0 ? form.pieces.at(-1)! : form.pieces[0]!;
  const polynomial = polynomialOfPiece(piece);
  if (polynomial !== undefined) {
    const number = (i: number): number => {
      const c = polynomial[i];
      return c === undefined ? 0 : middle(enclosureOfForm(c, 128, new Map()), 128);
    };
    const degree = Math.max(0, polynomial.length - 1);
    const around = (x: number): ValueRange => ({
      low: x - Math.abs(x) * 1e-12,
      high: x + Math.abs(x) * 1e-12,
    });
    // Beyond degree 2 only the sign of the leading term is kept, as an infinite q.
    const leading = number(degree) * (side < 0 && degree % 2 === 1 ? -1 : 1);
    const q =
      degree <= 2
        ? around(number(2))
        : leading > 0
          ? { ...anything, low: 1e9 }
          : { ...anything, high: -1e9 };
    const l = degree <= 2 ? around(side * number(1)) : anything;
    return { kind: "power", degree, q, l };
  }
  const tops = piece.map(({ kernel }) => rateOf(kernel, side));
  const top = tops.reduce((x, y) => (isFaster(y, x) ? y : x));
  if (top.q === 0 && top.l === 0)
    return powerOf(Math.max(...piece.map((t) => t.polynomial.length - 1)));
  return { kind: "exponential", ...top };
}

interface Rate {
  readonly q: number;
  readonly l: number;
}

function rateOf(kernel: Kernel, side: Side): Rate {
  const size = (s: Scalar): number => middle(enclosureOfScalar(s, 128), 128);
  return { q: size(kernel.a), l: side * size(kernel.b) };
}

const isFaster = (x: Rate, y: Rate): boolean => x.q > y.q || (x.q === y.q && x.l > y.l);

/**
 * The rate of the term that outgrows all others, and the sign of the function far out; `undefined`
 * if two terms are as fast, or the fastest is a wave.
 */
function leadingTerm(
  tree: LinkTree,
  side: Side,
): (Rate & { readonly degree: number; readonly sign: number }) | undefined {
  const form = exactFormOf(tree);
  const piece = side > 0 ? form?.pieces.at(-1) : form?.pieces[0];
  if (piece === undefined || piece.length === 0) return undefined;
  const rates = piece.map(({ kernel }) => rateOf(kernel, side));
  const top = rates.reduce((x, y) => (isFaster(y, x) ? y : x));
  const leaders = piece.filter((_, i) => rates[i]!.q === top.q && rates[i]!.l === top.l);
  const [leader] = leaders;
  if (leaders.length > 1 || leader!.kernel.wave || leader!.kernel.erf) return undefined;
  const degree = leader!.polynomial.length - 1;
  const sign = signOfForm(leader!.polynomial[degree]!, new Map()) ?? 0;
  return { ...top, degree, sign: side < 0 && degree % 2 === 1 ? -sign : sign };
}

function exactFormOf(tree: LinkTree): Piecewise | undefined {
  try {
    return exactForm(tree);
  } catch (error) {
    if (error instanceof NotExact) return undefined;
    throw error;
  }
}

function growthByShape(tree: LinkTree, side: Side): Growth {
  switch (tree.kind) {
    case "choose":
      return hull(growthOf(tree.yes, side), growthOf(tree.no, side));
    case "hermite": {
      const inner = growthOf(tree.of, side);
      if (inner.kind === "power") return powerOf(inner.degree * tree.degree);
      return inner.kind === "exponential" ? times(inner, tree.degree) : unknown;
    }
    case "call":
      return growthOfCall(tree.name, tree.of, side);
    case "binary":
      return growthOfBinary(tree, side);
    default:
      return unknown;
  }
}

function growthOfBinary(tree: LinkTree & { readonly kind: "binary" }, side: Side): Growth {
  const left = growthOf(tree.left, side);
  const right = growthOf(tree.right, side);
  switch (tree.operator) {
    case "+":
      return sum(left, right);
    case "-":
      return sum(left, negated(right));
    case "max":
    case "min":
      return hull(left, right);
    case "*":
      return product(left, right, valueRange(tree.left), valueRange(tree.right));
    case "/":
      return quotient(left, tree.right, side);
    case "^": {
      if (tree.right.kind === "constant") {
        const n = toNumber(tree.right.value);
        if (n >= 0) return times(left, n);
        return quotient(bounded, tree.left, side);
      }
      // base^e = exp(e log base); a constant base > 0 gives an exponential of a power.
      const base = valueRange(tree.left);
      if (!isConstantTree(tree.left) || !(base.low > 0) || right.kind !== "power") return unknown;
      const rate = { low: Math.log(base.low), high: Math.log(base.high) };
      return exponentialOf(product(bounded, right, rate, anything));
    }
  }
}

function growthOfCall(name: UnaryFunction, of: LinkTree, side: Side): Growth {
  const g = growthOf(of, side);
  switch (name) {
    case "sin":
    case "cos":
    case "tanh":
    case "atan":
    case "asin":
    case "acos":
    case "erf":
    case "Phi":
    case "sigmoid":
    case "sign":
    case "step":
      return bounded;
    case "abs":
      return g.kind === "power" ? { ...g, q: absolute(g.q), l: hullOf(g.l, minus(g.l)) } : g;
    case "relu":
      return hull(g, bounded);
    case "floor":
    case "ceil":
      return g;
    case "exp":
      return exponentialOf(g, leadingTerm(of, side)?.sign);
    case "sinh":
    case "cosh":
      return sum(exponentialOf(g), exponentialOf(negated(g)));
    case "sqrt":
      if (g.kind !== "power") return times(g, 1 / 2);
      if (g.degree > 2 || !Number.isFinite(g.q.high)) return powerOf(g.degree / 2);
      return {
        ...powerOf(g.degree / 2),
        l: { low: Math.sqrt(Math.max(0, g.q.low)), high: Math.sqrt(Math.max(0, g.q.high)) },
      } as Growth;
    case "log": {
      // log g is at most q z^2 + l |z|; from below only where g is bounded below.
      const { low } = valueRange(of);
      if (g.kind === "power") return powerOf(0.5);
      if (g.kind === "unknown" || !(low > 0)) return unknown;
      return {
        kind: "power",
        degree: g.q > 0 ? 2 : g.l > 0 ? 1 : 0.5,
        q: { low: 0, high: Math.max(0, g.q) },
        l: g.q > 0 ? anything : { low: 0, high: Math.max(0, g.l) },
      };
    }
    case "tan":
      // Poles were refused with the domain: the argument stays inside (-pi/2, pi/2).
      return bounded;
    case "artanh": {
      const { low, high } = valueRange(of);
      return low > -1 && high < 1 ? bounded : unknown;
    }
  }
}

/** e^g: its exponent is bounded above by the upper ends. */
function exponentialOf(g: Growth, sign?: number): Growth {
  // Faster than any exp(q z^2), or bounded, by the sign of what is exponential itself.
  if (g.kind === "exponential" && sign !== undefined && sign !== 0 && (g.q > 0 || g.l > 0)) {
    return sign < 0 ? bounded : { kind: "exponential", q: Number.POSITIVE_INFINITY, l: 0 };
  }
  if (g.kind !== "power") return unknown;
  if (g.q.low >= 1e9) return { kind: "exponential", q: Number.POSITIVE_INFINITY, l: 0 };
  if (g.degree < 1) return g.degree === 0 ? bounded : { kind: "exponential", q: 0, l: 0.001 };
  if (g.q.high <= -1e9) return bounded;
  if (g.q.high === Number.POSITIVE_INFINITY || g.l.high === Number.POSITIVE_INFINITY) {
    return g.q.high < 0 ? { kind: "exponential", q: g.q.high, l: 0 } : unknown;
  }
  return { kind: "exponential", q: g.q.high, l: g.l.high };
}

function quotient(top: Growth, bottom: LinkTree, side: Side): Growth {
  const { low, high } = valueRange(bottom);
  if (low > 0 || high < 0) return top;
  const under = leadingTerm(bottom, side);
  if (under !== undefined && under.sign !== 0) {
    // Far out |bottom| is its leading term, up to a factor near 1.
    if (under.q === 0 && under.l === 0) return top;
    const above = exponentialBound(top);
    if (above === undefined) return unknown;
    return { kind: "exponential", q: above.q - under.q, l: above.l - under.l };
  }
  // Roots, powers, moduli and products are away from 0 where their parts are.
  if (bottom.kind === "call" && (bottom.name === "sqrt" || bottom.name === "abs")) {
    return quotient(top, bottom.of, side);
  }
  if (bottom.kind === "binary" && bottom.operator === "*") {
    return quotient(quotient(top, bottom.left, side), bottom.right, side);
  }
  if (bottom.kind === "binary" && bottom.operator === "^" && bottom.right.kind === "constant") {
    const n = toNumber(bottom.right.value);
    if (n > 0 && n <= 8)
      return quotient(n > 1 ? quotient(top, bottom.left, side) : top, bottom.left, side);
  }
  return unknown;
}

function sum(a: Growth, b: Growth): Growth {
  if (a.kind === "unknown" || b.kind === "unknown") return unknown;
  if (a.kind === "power" && b.kind === "power") {
    return {
      kind: "power",
      degree: Math.max(a.degree, b.degree),
      q: plus(a.q, b.q),
      l: plus(a.l, b.l),
    };
  }
  return hull(a, b);
}

/** A bound for both. */
function hull(a: Growth, b: Growth): Growth {
  if (a.kind === "unknown" || b.kind === "unknown") return unknown;
  if (a.kind === "power" && b.kind === "power") {
    return {
      kind: "power",
      degree: Math.max(a.degree, b.degree),
      q: hullOf(a.q, b.q),
      l: hullOf(a.l, b.l),
    };
  }
  const [x, y] = [exponentialBound(a)!, exponentialBound(b)!];
  const q = Math.max(x.q, y.q);
  // Where one dominates by q alone its l counts; otherwise the larger.
  const l = x.q === y.q ? Math.max(x.l, y.l) : x.q > y.q ? x.l : y.l;
  return { kind: "exponential", q, l };
}

function product(a: Growth, b: Growth, inA: ValueRange, inB: ValueRange): Growth {
  if (a.kind === "unknown" || b.kind === "unknown") return unknown;
  if (a.kind === "power" && b.kind === "power") {
    const degree = a.degree + b.degree;
    const [flat, steep, range] = a.degree === 0 ? [a, b, inA] : [b, a, inB];
    // A bounded factor multiplies both coefficients by what it may be.
    if (flat.degree === 0 && steep.degree <= 2 && Number.isFinite(range.low + range.high)) {
      return { kind: "power", degree, q: scaled(steep.q, range), l: scaled(steep.l, range) };
    }
    return powerOf(degree);
  }
  const [x, y] = [exponentialBound(a)!, exponentialBound(b)!];
  return { kind: "exponential", q: x.q + y.q, l: x.l + y.l };
}

function times(g: Growth, n: number): Growth {
  if (g.kind === "unknown") return g;
  if (g.kind === "power") return powerOf(g.degree * n);
  return { kind: "exponential", q: g.q * n, l: g.l * n };
}

const negated = (g: Growth): Growth =>
  g.kind === "power" ? { ...g, q: minus(g.q), l: minus(g.l) } : g;
const minus = (r: ValueRange): ValueRange => ({ low: -r.high, high: -r.low });
const plus = (r: ValueRange, s: ValueRange): ValueRange => ({
  low: r.low + s.low,
  high: r.high + s.high,
});
const hullOf = (r: ValueRange, s: ValueRange): ValueRange => ({
  low: Math.min(r.low, s.low),
  high: Math.max(r.high, s.high),
});
const absolute = (r: ValueRange): ValueRange =>
  r.low >= 0 ? r : r.high <= 0 ? minus(r) : { low: 0, high: Math.max(-r.low, r.high) };

function scaled(r: ValueRange, by: ValueRange): ValueRange {
  const ends = [r.low * by.low, r.low * by.high, r.high * by.low, r.high * by.high].map((x) =>
    Number.isNaN(x) ? 0 : x,
  );
  return { low: Math.min(...ends), high: Math.max(...ends) };
}
