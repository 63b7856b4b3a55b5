/**
 * Derived terms held against observed states: the state's numbers go into the term as they are,
 * each within its error.
 */

import { add, rationalOfNumber, subtract, toNumber } from "../../model/rational.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import type { Measured } from "../../numeric/measured.ts";
import type { Enclosure } from "../../symbolic/exact/enclosure.ts";
import type { TermPoint } from "../../symbolic/term/evaluate.ts";
import { type Case, entryOf } from "../case.ts";

/** Values of indexed symbols: families of the case, and quantities of the state. */
export function symbolsOf(
  at: Pick<Case, "binding">,
  environment: Environment,
): NonNullable<TermPoint["symbol"]> {
  return (name, places) => {
    const family = entryOf(at.binding.get(name), places);
    if (family !== undefined) return { lower: family, upper: family };
    const measured = environment.indexed?.(name, places);
    if (measured === undefined || !Number.isFinite(measured.value + measured.error)) {
      return undefined;
    }
    const [value, error] = [rationalOfNumber(measured.value), rationalOfNumber(measured.error)];
    return { lower: subtract(value, error), upper: add(value, error) };
  };
}

/** An enclosure as a measured number: its middle, and half its width rounded up. */
export function enclosed({ lower, upper }: Enclosure): Measured {
  const [low, high] = [toNumber(lower), toNumber(upper)];
  const value = low + (high - low) / 2;
  return { value, error: (high - low) / 2 + Math.abs(value) * 2 ** -51, basis: "bound" };
}
