/**
 * Derived terms held against observed states: the state's numbers go into the term as they are,
 * each within its error.
 */

import type { Expression } from "../../model/expression/expression.ts";
import { add, rationalOfNumber, subtract, toNumber } from "../../model/rational.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import { evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import { isFailure } from "../../numeric/failure.ts";
import type { Measured } from "../../numeric/measured.ts";
import type { Enclosure } from "../../symbolic/exact/enclosure.ts";
import type { TermPoint } from "../../symbolic/term/evaluate.ts";
import { type Case, entryOf } from "../cases/case.ts";

/** Values of indexed symbols: families of the case, and quantities of the state. */
export function symbolsOf(
  at: Pick<Case, "binding">,
  environment: Environment,
): NonNullable<TermPoint["symbol"]> {
  return (name, places) => {
    const family = entryOf(at.binding.get(name), places);
    if (family !== undefined) return { lower: family, upper: family };
    const measured = environment.indexed?.(name, places) ?? innerProduct(name, environment);
    if (measured === undefined || !Number.isFinite(measured.value + measured.error)) {
      return undefined;
    }
    const [value, error] = [rationalOfNumber(measured.value), rationalOfNumber(measured.error)];
    return { lower: subtract(value, error), upper: add(value, error) };
  };
}

/** `x.y`, the inner product of two vectors of the language that has no name of its own. */
function innerProduct(name: string, environment: Environment): Measured | undefined {
  const [x, y, ...others] = name.split(".");
  if (y === undefined || others.length > 0) return undefined;
  const args = [x!, y].map((vector): Expression => ({ kind: "name", name: vector }));
  const value = evaluateNumber({ kind: "call", name: "dot", args }, environment);
  return isFailure(value) ? undefined : value;
}

/** The symbols of derived terms that are the inner product of two names, such as `theta.wbar`. */
export function innerProductName(e: Expression | undefined): string | undefined {
  if (e?.kind !== "call" || e.name !== "dot") return undefined;
  const names = e.args.flatMap((arg) => (arg.kind === "name" ? [arg.name] : []));
  return names.length === 2 ? names.sort().join(".") : undefined;
}

/** An enclosure as a measured number: its middle, and half its width rounded up. */
export function enclosed({ lower, upper }: Enclosure): Measured {
  const [low, high] = [toNumber(lower), toNumber(upper)];
  const value = low + (high - low) / 2;
  return { value, error: (high - low) / 2 + Math.abs(value) * 2 ** -51, basis: "bound" };
}
