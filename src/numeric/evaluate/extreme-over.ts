/**
 * `min(x in D, e)` and `max` over an interval of reals, bounded or not.
 *
 * e is looked at on a way through D whose distances from the ends are powers of 10^(1/4); between the
 * neighbours of its lowest place golden sections follow ([Brent1973, Ch. 5], without parabolas). A
 * valley between neighbours of the way cannot be seen. A lowest place at the end of the way is a
 * value only where that end belongs to D.
 */
import type { Domain, Expression, Over } from "../../model/expression/expression.ts";
import { rationalOfNumber } from "../../model/rational.ts";
import { type Failure, failure, isFailure } from "../failure.ts";
import { type Measured, measured } from "../measured.ts";
import { endsOf } from "./real-ends.ts";
import { exact, type Letters, type Result, real, toMeasured } from "./value.ts";

/** Places for each decade of the distance from an end, and the decades. */
const [perDecade, decades] = [4, 12];
/** The bracket shrinks by .618 each time, to 10^-10 of it. */
const sections = 48;
const golden = (Math.sqrt(5) - 1) / 2;

/** @param worth of a part of the expression when letters have values */
export function extremeOver(
  node: Over,
  domain: Domain & { readonly kind: "reals" },
  letters: Letters,
  worth: (part: Expression, letters: Letters) => Result,
): Result {
  const { lower, upper } = domain;
  const ends = endsOf(domain, letters, worth);
  if (isFailure(ends)) return ends;
  const [from, to] = ends;
  const place = placeOn(from, to);
  if (place === undefined) return failure("unbounded-domain", `${node.operator} over all reals`);
  const sign = node.operator === "min" ? 1 : -1;
  const at = (x: number): Measured | Failure =>
    toMeasured(worth(node.body, new Map(letters).set(node.variable, exact(rationalOfNumber(x)))));
  const count = 2 * decades * perDecade;
  const seen: { readonly t: number; readonly y: Measured }[] = [];
  for (let i = 0; i <= count; i++) {
    const t = i / perDecade - decades;
    const y = at(place(t));
    // Far out a quantity may overflow; what has no value is not the least one.
    if (!isFailure(y) && Number.isFinite(y.value)) seen.push({ t, y });
  }
  const known = extremeEnds(at, [lower, upper], [from, to]);
  if (isFailure(known)) return known;
  const lowest = seen.reduce(
    (best, { y }, i) => (sign * y.value < sign * (seen[best]?.y.value ?? Number.NaN) ? i : best),
    0,
  );
  const best = seen[lowest];
  if (best === undefined) return failure("wrong-arguments", `${node.operator}: it has no values`);
  const [before, after] = [seen[lowest - 1], seen[lowest + 1]];
  const end = known.find(({ value }) => sign * value <= sign * best.y.value);
  if (end !== undefined) return real(end);
  if (before === undefined || after === undefined) {
    return failure("wrong-arguments", `${node.operator}: it falls towards an open end`);
  }
  return section((t) => at(place(t)), before.t, after.t, sign);
}

/** Golden sections between two places; the values left in the bracket are the error. */
function section(
  at: (t: number) => Measured | Failure,
  low: number,
  high: number,
  sign: number,
): Result {
  let [a, b] = [low, high];
  let [c, d] = [b - golden * (b - a), a + golden * (b - a)];
  let [fc, fd] = [at(c), at(d)];
  for (let i = 0; i < sections; i++) {
    if (isFailure(fc)) return fc;
    if (isFailure(fd)) return fd;
    if (sign * fc.value <= sign * fd.value) {
      [b, d, fd] = [d, c, fc];
      c = b - golden * (b - a);
      fc = at(c);
    } else {
      [a, c, fc] = [c, d, fd];
      d = a + golden * (b - a);
      fd = at(d);
    }
  }
  const last = [at(a), fc, fd, at(b)];
  const values = last.filter((y): y is Measured => !isFailure(y));
  if (values.length < last.length) return last.find(isFailure)!;
  const numbers = values.map(({ value }) => value);
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const errors = Math.max(...values.map(({ error }) => error));
  // Rounding decides which of values that are alike is the lowest.
  const rounding = 8 * Number.EPSILON * Math.max(Math.abs(least), Math.abs(most));
  return real(measured(sign > 0 ? least : most, most - least + errors + rounding, "estimate"));
}

/** The values at the ends that belong to the domain. */
function extremeEnds(
  at: (x: number) => Measured | Failure,
  bounds: readonly ({ readonly open?: boolean } | undefined)[],
  ends: readonly number[],
): readonly Measured[] | Failure {
  const values = ends.flatMap((x, i) => {
    const bound = bounds[i];
    return bound === undefined || bound.open === true ? [] : [at(x)];
  });
  return values.find(isFailure) ?? values.filter((y): y is Measured => !isFailure(y));
}

/** The place in D at the coordinate t: 10^t from the finite end, or that share of the interval. */
function placeOn(from: number, to: number): ((t: number) => number) | undefined {
  if (Number.isFinite(from) && Number.isFinite(to)) {
    return (t) => from + (to - from) / (1 + 10 ** -t);
  }
  if (Number.isFinite(from)) return (t) => from + 10 ** t;
  return Number.isFinite(to) ? (t) => to - 10 ** t : undefined;
}
