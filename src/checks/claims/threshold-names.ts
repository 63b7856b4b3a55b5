/**
 * What names mean in the claimed value of a threshold, where the parameter itself is left open.
 *
 * `a[q]`, `b[q]`, `c[q]` are coefficients of the links, whatever the angle; `at(e, point)` is e at a
 * named point of the defined model, with the parameter at the value that a binder around it gives.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import { type Rational, rationalOfNumber } from "../../model/rational.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import { evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import { type Result, real, toMeasured } from "../../numeric/evaluate/value.ts";
import { isFailure } from "../../numeric/failure.ts";
import { type Case, simulationAt } from "../cases/case.ts";
import { intervalOf } from "../cases/interval.ts";
import { fixedNamesAt } from "../observables/fixed-names.ts";

/** The names, for a parameter that a binder moves. */
export function alongParameter(parameter: string, at: Case): Environment {
  return {
    ...linkCoefficients(parameter, at),
    node: (node, _, letters) => {
      const letter = letters.get(parameter);
      if (node.kind !== "call" || node.name !== "at" || letter === undefined) return undefined;
      const value = toMeasured(letter);
      if (isFailure(value)) return undefined;
      const known = seenAt(at);
      const place = `${formatExpression(node)}, ${parameter} = ${value.value}`;
      // What is missing is looked for again: its reason may be a limit of the moment.
      const worth = known.get(place) ?? quantityAt(node, parameter, value.value, at);
      if (worth !== undefined && !isFailure(worth)) known.set(place, worth);
      return worth;
    },
  };
}

/** at(e, point), with the parameter at a value. */
function quantityAt(
  { args: [quantity, point] }: Call,
  parameter: string,
  value: number,
  at: Case,
): Result | undefined {
  if (quantity === undefined || point === undefined) return undefined;
  const more = new Map<string, Rational>([[parameter, rationalOfNumber(value)]]);
  const simulation = simulationAt(at, more);
  if (typeof simulation === "string") return undefined;
  const w = simulation.stateNamed(at.close(point, more));
  if (isFailure(w)) return w;
  const worth = evaluateNumber(at.close(quantity, more), simulation.observables(w));
  return isFailure(worth) ? worth : real(worth);
}

type Call = Expression & { readonly kind: "call" };

const seen = new WeakMap<Case, Map<string, Result>>();

/** What was seen at a case: an answer and its twins look at the same places. */
function seenAt(at: Case): Map<string, Result> {
  const ofCase = seen.get(at) ?? new Map<string, Result>();
  seen.set(at, ofCase);
  return ofCase;
}

/** The coefficients, read off the model somewhere inside the parameter's domain. */
function linkCoefficients(parameter: string, at: Case): Environment {
  const interval = intervalOf(at, parameter);
  if (typeof interval === "string") return {};
  const { from, to } = interval.scanned;
  const middle = from + (to - from) / 2;
  const inside = [middle, from + 1, to - 1, 0].find(Number.isFinite) ?? 0;
  const { indexed, lastIndex } = fixedNamesAt(at, new Map([[parameter, rationalOfNumber(inside)]]));
  return {
    ...(lastIndex && { lastIndex }),
    indexed: (name, places) =>
      ["a", "b", "c"].includes(name) ? indexed?.(name, places) : undefined,
  };
}
