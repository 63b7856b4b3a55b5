/**
 * How a positive quantity grows along a geometric grid: y ~ C x^e log(x)^l.
 *
 * With X = log x the local exponents e_i = dlog(y)/dX tend to e: geometrically if the corrections
 * are powers of x, like l/X if there is a logarithm. The local logarithmic powers
 * l_i = de/d(1/X) tend to l: to 0 without a logarithm, and to l with one. Where the error leaves one
 * whole number for l and one fraction up to eighths for e, the constant is the limit of
 * y / (x^e X^l), or for l = 1 of the slope of y / x^e against X, which a constant beside the
 * logarithm does not move.
 */
import { difference, type Measured, measured, quotient } from "../measured.ts";
import { extrapolated } from "./extrapolate.ts";

export interface Stop {
  /** > 0; the distance to the end where that is finite, and then log(1/x) stands for log x. */
  readonly x: number;
  readonly y: Measured;
}

export interface Growth {
  readonly exponent: Measured;
  readonly log: Measured;
  /** Absent where no exponent and power of the logarithm can be told to take it relative to. */
  readonly constant?: Measured;
}

/** Shorter grids show corrections and no trend. */
export const leastSpan = 100;

/** Exponent, power of the logarithm and constant; `undefined` where a value is not positive. */
export function growthOf(stops: readonly Stop[]): Growth | undefined {
  if (stops.some(({ y }) => !(y.value > y.error))) return undefined;
  const X = stops.map(({ x }) => Math.log(x));
  const slopes = betweenNeighbours(
    stops.map(({ y }) => logOf(y)),
    X,
  );
  const middles = X.slice(1).map((at, i) => (at + X[i]!) / 2);
  // log(1/x) stands for log x on the way to a finite end, and e_i = e + l/X holds with either.
  const logs = betweenNeighbours(
    slopes,
    middles.map((at) => 1 / at),
  );
  const exponent = extrapolated(slopes);
  const log = towardsWhole(extrapolated(logs));
  const constant = constantOf(stops, X, exponent, log);
  return { exponent, log, ...(constant && { constant }) };
}

/**
 * A power of the logarithm with its distance to the nearest whole number added to its error: powers
 * are whole, and a correction that is a power of x passes for a small power of the logarithm.
 */
const towardsWhole = ({ value, error, basis }: Measured): Measured =>
  measured(value, error + Math.abs(value - Math.round(value)), basis);

function constantOf(
  stops: readonly Stop[],
  X: readonly number[],
  exponent: Measured,
  log: Measured,
): Measured | undefined {
  const l = onlyFraction(log, 1);
  const e = onlyFraction(exponent, largestDenominator);
  if (l === undefined || e === undefined) return undefined;
  const scaled = stops.map(({ x, y }) => times(y, x ** -e));
  if (l === 1) return extrapolated(betweenNeighbours(scaled, X.map(Math.abs)));
  return extrapolated(scaled.map((y, i) => times(y, Math.abs(X[i]!) ** -l)));
}

/** Difference quotients of neighbours. */
const betweenNeighbours = (y: readonly Measured[], x: readonly number[]): readonly Measured[] =>
  y.slice(1).map((value, i) => {
    const step = x[i + 1]! - x[i]!;
    return quotient(difference(value, y[i]!), measured(step, 0, "exact"));
  });

const times = ({ value, error, basis }: Measured, factor: number): Measured =>
  measured(value * factor, error * Math.abs(factor), basis);

const logOf = ({ value, error, basis }: Measured): Measured =>
  measured(Math.log(value), error / (value - error), basis);

const largestDenominator = 8;

/**
 * The only fraction within the error with a denominator up to `largest`: two would give two
 * constants, and the wrong one is no constant at all.
 */
export function onlyFraction({ value, error }: Measured, largest: number): number | undefined {
  const [low, high] = [value - error, value + error];
  if (!Number.isFinite(low) || !Number.isFinite(high)) return undefined;
  const found = new Set<number>();
  for (let d = 1; d <= largest; d++) {
    for (let n = Math.ceil(low * d); n <= high * d && found.size < 2; n++) found.add(n / d);
  }
  return found.size === 1 ? [...found][0] : undefined;
}
