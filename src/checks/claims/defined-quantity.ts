/**
 * Quantities of a reduction that the spec defines itself, such as `p1: dot(wbar, theta)`: their
 * values and rates on the defined model, and their names in right-hand sides and derived terms.
 */
import type { Quantity } from "../../model/claim.ts";
import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import { substitute } from "../../model/expression/substitute.ts";
import { mapChildren } from "../../model/expression/traverse.ts";
import { integer } from "../../model/rational.ts";
import { evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import { isFailure } from "../../numeric/failure.ts";
import { rateAlongFlow } from "../../numeric/simulate/rate.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import type { Case } from "../cases/case.ts";
import type { QuestionOf } from "../kind.ts";
import { environmentAt } from "../observables/environment.ts";
import { innerProductName } from "./derived-value.ts";

/** The values of a quantity of the model, or of a number that the spec defines. */
export function valuesOf(
  { name, definition }: Quantity,
  at: Case,
  simulation: Simulation,
  w: Float64Array,
): ReturnType<Simulation["values"]> {
  if (definition === undefined) return simulation.values(w, name);
  const value = evaluateNumber(at.close(definition), environmentAt(at, simulation, w));
  return isFailure(value) ? value : [value];
}

/** Their time derivatives along the defined flow. */
export function ratesOf(
  { name, definition }: Quantity,
  at: Case,
  simulation: Simulation,
  w: Float64Array,
): ReturnType<Simulation["rates"]> {
  if (definition === undefined) return simulation.rates(w, name);
  const closed = at.close(definition);
  const rate = rateAlongFlow(simulation, w, (state) =>
    evaluateNumber(closed, environmentAt(at, simulation, state)),
  );
  return isFailure(rate) ? rate : [rate];
}

/** An expression in which what the spec defined has its name again. */
export function withNames(
  e: Expression,
  named: readonly { readonly name: string; readonly text: string }[],
): Expression {
  if (named.length === 0) return e;
  const text = formatExpression(e);
  const found = named.find((each) => each.text === text);
  if (found !== undefined) return { kind: "name", name: found.name };
  return mapChildren(e, (child) => withNames(child, named));
}

/** The quantity that a derived symbol `theta.wbar` is, or the symbol itself. */
export const nameOfProduct = ({ of }: QuestionOf<"reduction">, symbol: string): string =>
  of.find(({ definition }) => innerProductName(definition) === symbol)?.name ?? symbol;

/** A right-hand side with its index letter replaced by a place. */
export function placed(
  e: Expression,
  letter: string | undefined,
  place: number | undefined,
): Expression {
  if (letter === undefined || place === undefined) return e;
  return substitute(e, new Map([[letter, { kind: "number", value: integer(place) }]]));
}
