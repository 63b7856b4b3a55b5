/**
 * `least(x in D, P)` and `greatest` over an interval, a range of integers without an end, or a list.
 *
 * P is asked on a way through D whose distances from the ends are powers of ten, so that a barrier
 * of the size 10^-6 is met as well as one of the size 1; the first change of truth is bracketed by
 * bisection of the logarithm of that distance. Two changes between neighbours of the way cannot be
 * seen, nor one that is nearer to the end than the first place where P is decided. From there to
 * the change it has to be decided everywhere.
 */
import type { Domain, Expression, Over } from "../../model/expression/expression.ts";
import { integer, rationalOfNumber } from "../../model/rational.ts";
import { type Failure, type FailureCode, failure, isFailure } from "../failure.ts";
import { type Measured, measured, unitRoundoff } from "../measured.ts";
import { endsOf } from "./real-ends.ts";
import { exact, type Letters, type Result, real, toMeasured, type Value } from "./value.ts";

type Worth = (part: Expression, letters: Letters) => Result;

/** Decades from an end that are visited; bisections of one decade, to about 10^-8 of it. */
const [decades, bisections] = [12, 28];

/** Over an interval of reals. */
export function leastOver(
  node: Over,
  domain: Domain & { readonly kind: "reals" },
  letters: Letters,
  worth: Worth,
): Result {
  const { lower, upper } = domain;
  const ends = endsOf(domain, letters, worth);
  if (isFailure(ends)) return ends;
  const [from, to] = ends;
  const way = wayThrough(from, to, lower?.open !== true, upper?.open !== true);
  if (way === undefined) return failure("unbounded-domain", `${node.operator} over all reals`);
  const isGreatest = node.operator === "greatest";
  if (isGreatest) way.reverse();
  const ask = asking(node, letters, worth, (x) => exact(rationalOfNumber(x)));
  // Distances from the end that the search comes from; from the other one of a half-line.
  const base = isGreatest && Number.isFinite(to) ? to : Number.isFinite(from) ? from : to;
  const found = firstTrue(ask, way);
  if (isFailure(found)) return found;
  if (found.before === undefined) {
    const isEnd = found.at === (isGreatest ? to : from);
    if (isEnd) return exact(rationalOfNumber(found.at));
    return failure("wrong-arguments", `${node.operator}: it holds as near to the end as is looked`);
  }
  return real(bracketed(ask, found.before, found.at, base));
}

/** Over the integers from one on: the steps double until P holds. */
export function leastInteger(node: Over, from: number, letters: Letters, worth: Worth): Result {
  if (node.operator !== "least") return failure("unbounded-domain", "greatest of a range to oo");
  const ask = asking(node, letters, worth, (x) => exact(integer(x)));
  const way = Array.from({ length: 41 }, (_, i) => from + (i === 0 ? 0 : 2 ** (i - 1)));
  const found = firstTrue(ask, way);
  if (isFailure(found)) return found;
  if (found.before === undefined) return exact(integer(from));
  let [low, high] = [found.before, found.at];
  // What lies open between is approached from both sides.
  let [openLow, openHigh] = [high, low];
  for (let i = 0; i < 80; i++) {
    const isOpen = openLow <= openHigh;
    const middle = isOpen
      ? i % 2 === 0
        ? Math.floor((low + openLow) / 2)
        : Math.ceil((openHigh + high) / 2)
      : Math.floor((low + high) / 2);
    if (middle <= low || middle >= high) {
      if (!isOpen || (openLow - low <= 1 && high - openHigh <= 1)) break;
      continue;
    }
    const holds = ask(middle);
    if (isFailure(holds)) return holds;
    if (holds === true) high = middle;
    else if (holds === false) low = middle;
    else {
      openLow = Math.min(openLow, middle);
      openHigh = Math.max(openHigh, middle);
    }
    if (low >= openHigh || high <= openLow) [openLow, openHigh] = [high, low];
  }
  if (high - low === 1) return exact(integer(high));
  return real(measured((low + 1 + high) / 2, (high - low - 1) / 2, "estimate"));
}

/**
 * Over a list of members, in the order in which they are tried: the first for which P holds. Those
 * after it are not looked at. Members before it at which P is open may be the one as well.
 */
export function firstMember(
  { operator, body, variable }: Over,
  members: readonly Value[],
  letters: Letters,
  worth: Worth,
): Result {
  const open: Value[] = [];
  for (const member of members) {
    const holds = worth(body, new Map(letters).set(variable, member));
    const isOpen = holds.kind === "failure" && runsOut.has(holds.code);
    if (holds.kind === "failure" && !isOpen) return holds;
    if (isOpen || (holds.kind === "truth" && holds.truth === undefined)) open.push(member);
    else if (holds.kind !== "truth") return failure("wrong-arguments", "no predicate");
    else if (holds.truth) return open.length === 0 ? member : among([...open, member]);
  }
  return failure("wrong-arguments", `${operator}: no member is known to qualify`);
}

/** One of these numbers, it is not known which. */
function among(candidates: readonly Value[]): Result {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const candidate of candidates) {
    const number = toMeasured(candidate);
    if (isFailure(number)) return number;
    from = Math.min(from, number.value - number.error);
    to = Math.max(to, number.value + number.error);
  }
  return real(measured((from + to) / 2, (to - from) / 2, "estimate"));
}

type Ask = (x: number) => boolean | undefined | Failure;

const asking =
  ({ body, variable }: Over, letters: Letters, worth: Worth, member: (x: number) => Value): Ask =>
  (x) => {
    const truth = worth(body, new Map(letters).set(variable, member(x)));
    if (truth.kind === "failure") return runsOut.has(truth.code) ? undefined : truth;
    return truth.kind === "truth" ? truth.truth : failure("wrong-arguments", "no predicate");
  };

/** Reasons of a path, not of the predicate: what the predicate is there stays open. */
const runsOut: ReadonlySet<FailureCode> = new Set(["unfinished", "below-the-floor"]);

/** Ascending; `undefined` where both ends are infinite. */
function wayThrough(
  from: number,
  to: number,
  hasFrom: boolean,
  hasTo: boolean,
): number[] | undefined {
  const powers = Array.from({ length: 2 * decades + 1 }, (_, i) => 10 ** (i - decades));
  if (Number.isFinite(from) && Number.isFinite(to)) {
    const length = to - from;
    const small = powers.filter((x) => x < 1).map((x) => x * length);
    const inner = Array.from({ length: 8 }, (_, i) => from + (length * (i + 2)) / 10);
    // A start at a distance of 10^-6 from the upper end is told from none by no flow.
    const near = small.filter((x) => x >= 1e-6 * length && x < length / 10).reverse();
    return [
      ...(hasFrom ? [from] : []),
      ...small.map((x) => from + x),
      ...inner,
      ...near.map((x) => to - x),
      ...(hasTo ? [to] : []),
    ];
  }
  if (Number.isFinite(from)) return [...(hasFrom ? [from] : []), ...powers.map((x) => from + x)];
  if (!Number.isFinite(to)) return undefined;
  return [...powers.map((x) => to - x).reverse(), ...(hasTo ? [to] : [])];
}

/** The first member of the way at which P holds, and the last before it at which it does not. */
function firstTrue(
  ask: Ask,
  way: readonly number[],
): { readonly before?: number; readonly at: number } | Failure {
  let before: number | undefined;
  let open: number | undefined;
  for (const x of way) {
    const holds = ask(x);
    if (isFailure(holds)) return holds;
    if (holds === true) {
      if (before === undefined && open !== undefined) return openAt(open);
      return { ...(before !== undefined && { before }), at: x };
    }
    if (holds === false) {
      // Something undecided between two places where P fails might have been the first.
      if (open !== undefined && before !== undefined) return openAt(open);
      before = x;
      open = undefined;
    } else open ??= x;
  }
  return failure("wrong-arguments", "no member is known to qualify");
}

const openAt = (x: number): Failure =>
  failure("wrong-arguments", `whether it holds is open at ${x}`);

/** Between a place where P fails and one where it holds, as far as P is decided. */
function bracketed(ask: Ask, fails: number, holds: number, base: number): Measured {
  const side = Math.sign(holds - base || fails - base);
  const isLogarithmic = (fails - base) * side > 0;
  const into = (x: number): number => (isLogarithmic ? Math.log((x - base) * side) : x);
  const back = (s: number): number => (isLogarithmic ? base + side * Math.exp(s) : s);
  let [low, high] = [into(fails), into(holds)];
  let [openLow, openHigh]: (number | undefined)[] = [undefined, undefined];
  for (let i = 0; i < bisections; i++) {
    const isLower = i % 2 === 0;
    const [a, b]: readonly [number, number] =
      openLow === undefined || openHigh === undefined
        ? [low, high]
        : isLower
          ? [low, openLow]
          : [openHigh, high];
    const middle: number = (a + b) / 2;
    const truth = ask(back(middle));
    if (truth === true) high = middle;
    else if (truth === false) low = middle;
    else if (openLow === undefined || openHigh === undefined)
      [openLow, openHigh] = [middle, middle];
    else if (isLower) openLow = middle;
    else openHigh = middle;
  }
  const [x, y] = [back(low), back(high)];
  // The change may be at the very end of what is left, and that is known to within rounding.
  const rounding = 4 * unitRoundoff * (Math.abs(x) + Math.abs(y) + Math.abs(base));
  return measured((x + y) / 2, Math.abs(x - y) / 2 + rounding, "estimate");
}
