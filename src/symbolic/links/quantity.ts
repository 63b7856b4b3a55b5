/**
 * Numbers as they leave this layer: decimal text, an error that holds, an enclosure, and on what
 * the error rests.
 */
import { type Ball, magnitude, zeroBall } from "./ball.ts";
import type { ClosedForm } from "./closed-form.ts";
import { type EnclosureCache, valueOfForm } from "./closed-form-enclosure.ts";
import { formatForm, latexOfForm } from "./closed-form-text.ts";

export interface Quantity {
  readonly exact?: ClosedForm;
  /** The closed form as an expression of the spec language. */
  readonly text?: string;
  readonly latex?: string;
  /** Decimal digits, at most 40 significant ones. */
  readonly value: string;
  /** |true value - value| is at most this. */
  readonly error: number;
  /** Two decimals around the true value, rounded outward. */
  readonly enclosure: readonly [string, string];
  /** `exact`: a closed form; `bound`: a proved enclosure; `estimate`: two step sizes agree. */
  readonly basis: "exact" | "bound" | "estimate";
}

/** Significant digits of a value. */
const significant = 40;
/** 2^-goal is below 10^-42. */
const goal = 142;

/** A closed form with its value to 40 digits. */
export function quantityOfForm(exact: ClosedForm, cache: EnclosureCache): Quantity {
  const { ball, bits } = valueOfForm(exact, goal, cache);
  const text = formatForm(exact);
  return { exact, text, latex: latexOfForm(exact), ...decimals(ball, bits), basis: "exact" };
}

/** A number known by a ball alone. */
export const quantityOfBall = (
  ball: Ball,
  bits: number,
  basis: "bound" | "estimate",
): Quantity => ({ ...decimals(ball, bits), basis });

/** Zero, exactly. */
export const exactZero: Quantity = {
  exact: [],
  text: "0",
  latex: "0",
  ...decimals(zeroBall, 0),
  basis: "exact",
};

/** True if 0 is outside the enclosure of a quantity. */
export const isNonzero = (q: Quantity): boolean =>
  q.enclosure[0] !== "0" &&
  q.enclosure[1] !== "0" &&
  q.enclosure[0].startsWith("-") === q.enclosure[1].startsWith("-");

function decimals(ball: Ball, bits: number): Pick<Quantity, "value" | "error" | "enclosure"> {
  if (ball.mid === 0n && ball.rad === 0) return { value: "0", error: 0, enclosure: ["0", "0"] };
  if (!Number.isFinite(ball.rad)) {
    return { value: "NaN", error: ball.rad, enclosure: ["-Infinity", "Infinity"] };
  }
  const size = Math.max(magnitude(ball.mid, bits), ball.rad, 2 ** -bits);
  const log10 = Number.isFinite(size)
    ? Math.floor(Math.log10(size))
    : `${ball.mid < 0n ? -ball.mid : ball.mid}`.length - 1 - Math.floor(bits * Math.log10(2));
  const places = significant - 1 - log10;
  const scaled = (mid: bigint): bigint =>
    places >= 0
      ? (mid * 10n ** BigInt(places)) >> BigInt(bits)
      : (mid / 10n ** BigInt(-places)) >> BigInt(bits);
  const radius = BigInt(Math.ceil(Math.min(ball.rad * 2 ** bits * (1 + 1e-9), 1e300))) + 1n;
  const last = 10 ** -places;
  return {
    value: decimal(scaled(ball.mid), places),
    error: (ball.rad + last) * (1 + 1e-9),
    enclosure: [
      decimal(scaled(ball.mid - radius) - 1n, places),
      decimal(scaled(ball.mid + radius) + 2n, places),
    ],
  };
}

/** n 10^-places. @example decimal(-125n, 3) // "-0.125" */
export function decimal(n: bigint, places: number): string {
  if (n === 0n) return "0";
  const sign = n < 0n ? "-" : "";
  const digits = `${n < 0n ? -n : n}`;
  const exponent = digits.length - 1 - places;
  if (exponent < -7 || exponent > 24) {
    const fraction = digits.slice(1).replace(/0+$/, "");
    return `${sign}${digits[0]}${fraction ? `.${fraction}` : ""}e${exponent}`;
  }
  if (places <= 0) return `${sign}${digits}${"0".repeat(-places)}`;
  const padded = digits.padStart(places + 1, "0");
  const fraction = padded.slice(-places).replace(/0+$/, "");
  return `${sign}${padded.slice(0, -places)}${fraction ? `.${fraction}` : ""}`;
}
