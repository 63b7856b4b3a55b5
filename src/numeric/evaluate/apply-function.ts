/**
 * Functions of the spec language applied to values, with propagation of errors.
 *
 * For a smooth f of one variable the error of f(x) is |f'(x)| e_x plus its second-order term, plus
 * `roundings` units of the result; Math's functions are not correctly rounded, so that part is an
 * estimate. For a function that jumps, an argument that may be on either side gives the whole
 * jump as the error.
 */
import { integer, power } from "../../model/rational.ts";
import { type Failure, failure, isFailure } from "../failure.ts";
import {
  difference,
  exactly,
  type Measured,
  measured,
  product,
  quotient,
  total,
  unitRoundoff,
} from "../measured.ts";
import { type Derivatives, elementary } from "../special/elementary.ts";
import { monicHermite, orthonormalHermite } from "../special/hermite.ts";
import { ofMatrix } from "./matrix.ts";
import { exact, type Result, real, toMeasured, truth } from "./value.ts";

/** Errors of Math.exp and its kin are below one unit in the last place; four are allowed. */
const roundings = 8;

/** The value of `name(args)`, or a failure. Vectors are allowed in norm, dot, max and min. */
export function applyFunction(name: string, args: readonly Result[]): Result {
  const failed = args.find((arg) => arg.kind === "failure");
  if (failed !== undefined) return failed;
  const structural = ofMatrix(name, args) ?? ofVectors(name, args);
  if (structural !== undefined) return structural;

  const numbers: Measured[] = [];
  for (const arg of args) {
    const number = toMeasured(arg);
    if (isFailure(number)) return number;
    numbers.push(number);
  }
  return ofNumbers(name, numbers);
}

function ofNumbers(name: string, numbers: readonly Measured[]): Result {
  const [x, y] = numbers;
  const known = elementary.get(name);
  if (known !== undefined && x !== undefined && numbers.length === 1) {
    if (known.breaks === "at-integers") return real(rounded(known.value, x));
    if (known.breaks === "at-zero" && Math.abs(x.value) <= x.error && !isContinuous(name)) {
      return real(measured(known.value(x.value), 1, "estimate"));
    }
    return real(ofDerivatives(known.derivatives(x.value), x, isContinuous(name)));
  }
  if (x === undefined) return failure("unknown-function", `${name}()`);
  switch (name) {
    case "min":
    case "max":
      return real(extreme(name, numbers));
    case "odd":
    case "even": {
      if (!Number.isInteger(x.value) || x.error > 0) return notInteger(name);
      return truth((Math.abs(x.value) % 2 === 1) === (name === "odd"));
    }
    case "factorial": {
      if (!isNatural(x)) return notInteger(name);
      return exact(integer(factorial(BigInt(x.value))));
    }
    case "binomial": {
      if (!isNatural(x) || y === undefined || !isNatural(y)) return notInteger(name);
      const [n, r] = [BigInt(x.value), BigInt(y.value)];
      return exact(integer(r > n ? 0n : factorial(n) / (factorial(r) * factorial(n - r))));
    }
    case "h":
    case "He": {
      if (!isNatural(x) || y === undefined) return notInteger(name);
      const family = name === "h" ? orthonormalHermite : monicHermite;
      const roundingOfRecurrence = roundings + 4 * x.value;
      const jet = family(x.value, y.value);
      return real(ofDerivatives(jet, y, false, roundingOfRecurrence));
    }
    case "atan2": {
      if (y === undefined) return failure("wrong-arguments", name);
      const radius = Math.hypot(x.value, y.value) - x.error - y.error;
      const value = Math.atan2(x.value, y.value);
      const error = (x.error + y.error) / Math.max(radius, 0) + roundings * unitRoundoff * 4;
      return real(measured(value, error, "estimate"));
    }
    default:
      return failure("unknown-function", name);
  }
}

const isContinuous = (name: string): boolean => name === "abs" || name === "relu";
const isNatural = (x: Measured): boolean =>
  Number.isInteger(x.value) && x.value >= 0 && x.value <= 5000 && x.error === 0;
const notInteger = (name: string): Failure =>
  failure("wrong-arguments", `${name} wants integers >= 0`);

function factorial(n: bigint): bigint {
  let result = 1n;
  for (let i = 2n; i <= n; i++) result *= i;
  return result;
}

/** |f(x') - f(x)| <= |f'| e + |f''| e^2 to second order; Lipschitz functions need no f''. */
function ofDerivatives(
  [value, first, second]: Derivatives,
  x: Measured,
  lipschitz: boolean,
  count = roundings,
): Measured {
  const slope = lipschitz ? 1 : Math.abs(first) + Math.abs(second) * x.error;
  const propagated = x.error === 0 ? 0 : slope * x.error;
  if (lipschitz) return measured(value, propagated, x.basis);
  return measured(value, propagated + count * unitRoundoff * Math.abs(value), "estimate");
}

function rounded(f: (x: number) => number, x: Measured): Measured {
  const [low, high] = [f(x.value - x.error), f(x.value + x.error)];
  return low === high ? exactly(low) : measured(f(x.value), high - low, "estimate");
}

/** The largest of many: at most max (value + error), at least max (value - error). */
function extreme(name: "min" | "max", numbers: readonly Measured[]): Measured {
  const choose = name === "max" ? Math.max : Math.min;
  const value = choose(...numbers.map((x) => x.value));
  const high = choose(...numbers.map((x) => x.value + x.error));
  const low = choose(...numbers.map((x) => x.value - x.error));
  const chosen = numbers.find((x) => x.value === value);
  return measured(value, Math.max(high - value, value - low), chosen?.basis ?? "estimate");
}

/** base^exponent: exact for rationals and integer exponents, else exp(exponent log base). */
export function powerOf(base: Result, exponent: Result): Result {
  if (base.kind === "rational" && exponent.kind === "rational" && exponent.rational.den === 1n) {
    const n = exponent.rational.num;
    const isSmall = n <= 2000n && n >= -2000n;
    if (isSmall && (n >= 0n || base.rational.num !== 0n)) return exact(power(base.rational, n));
  }
  const [x, y] = [toMeasured(base), toMeasured(exponent)];
  if (isFailure(x)) return x;
  if (isFailure(y)) return y;
  const value = x.value ** y.value;
  const rounding = roundings * unitRoundoff * (1 + Math.abs(y.value)) * Math.abs(value);
  const least = Math.abs(x.value) - x.error;
  const isPolynomial = y.error === 0 && Number.isInteger(y.value) && y.value >= 0;
  if (isPolynomial) {
    // |x'^n - x^n| <= (|x| + e)^n - |x|^n.
    const grown = y.value * (Math.abs(x.value) + x.error) ** Math.max(y.value - 1, 0) * x.error;
    return real(measured(value, grown + rounding, "estimate"));
  }
  if (x.value === 0 && x.error === 0 && y.value > y.error) return real(exactly(0));
  if (!(least > 0) || (x.value < 0 && !(Number.isInteger(y.value) && y.error === 0))) {
    return real(measured(value, Number.POSITIVE_INFINITY));
  }
  const relative =
    (Math.abs(y.value) * x.error) / least + Math.abs(Math.log(Math.abs(x.value))) * y.error;
  return real(measured(value, Math.abs(value) * Math.expm1(relative) + rounding, "estimate"));
}

/** | |a| - |b| | <= |a - b|: the error is the length of the errors, also at 0. */
function lengthOf(entries: readonly Measured[]): Measured {
  const value = Math.hypot(...entries.map((x) => x.value));
  const error = Math.hypot(...entries.map((x) => x.error));
  const isExact = error === 0 && (value === 0 || entries.length === 1);
  const rounding = isExact ? 0 : (entries.length + 2) * unitRoundoff * value;
  const basis = entries.reduce<Measured["basis"]>(
    (worst, x) => (x.basis === "estimate" ? "estimate" : worst),
    "bound",
  );
  return measured(value, error + rounding, isExact ? "exact" : basis);
}

function ofVectors(name: string, args: readonly Result[]): Result | undefined {
  const [a, b] = args;
  if (a?.kind !== "vector") return undefined;
  switch (name) {
    case "norm":
      return real(lengthOf(a.entries));
    case "unit": {
      const length = lengthOf(a.entries);
      if (!(length.value > length.error)) return failure("wrong-arguments", "unit of a vector 0");
      return { kind: "vector", entries: a.entries.map((x) => quotient(x, length)) };
    }
    case "dot":
      if (b?.kind !== "vector" || b.entries.length !== a.entries.length) return undefined;
      return real(total(a.entries.map((x, i) => product(x, b.entries[i]!))));
    case "max":
    case "min":
      return args.length === 1 ? real(extreme(name, a.entries)) : undefined;
    case "distinct": {
      const sorted = [...a.entries].sort((x, y) => x.value - y.value);
      const count = sorted.filter((x, i) => {
        const before = sorted[i - 1];
        if (before === undefined) return true;
        const gap = difference(x, before);
        return gap.value > gap.error;
      }).length;
      return exact(integer(count));
    }
    default:
      return undefined;
  }
}
