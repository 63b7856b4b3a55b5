/**
 * What `at(e, m(0) = x)` puts in the place of a start, and of the letters bound around it.
 */
import { evaluateRational } from "../../model/bind/evaluate.ts";
import type { Expression } from "../../model/expression/expression.ts";
import { substitute } from "../../model/expression/substitute.ts";
import { type Rational, rationalOfNumber, toNumber } from "../../model/rational.ts";
import type { StartEntry } from "../../model/spec.ts";
import { type Letters, toMeasured } from "../../numeric/evaluate/value.ts";
import { isFailure } from "../../numeric/failure.ts";

/** `m(0) = x`, `u[2](0) = x`. */
export function startEntryOf(quantity: Expression, value: Rational): StartEntry | undefined {
  const to: Expression = { kind: "number", value };
  if (quantity.kind === "name") return { name: quantity.name, value: to };
  if (quantity.kind !== "indexed") return undefined;
  const places = quantity.indices.map((index) => evaluateRational(index));
  if (places.some((place) => place === undefined)) return undefined;
  const [first, ...others] = places.map((place) => String(toNumber(place!)));
  if (first === undefined) return undefined;
  const { name } = quantity;
  if (others.length > 0) return { name, index: first, indices: [first, ...others], value: to };
  return { name, index: first, value: to };
}

/** The expression with the numbers that its letters stand for. */
export function withLetters(e: Expression, letters: Letters): Expression {
  const numbers = [...letters].flatMap(([letter, value]): readonly [string, Expression][] => {
    const number = toMeasured(value);
    if (isFailure(number)) return [];
    const exact = value.kind === "rational" ? value.rational : rationalOfNumber(number.value);
    return [[letter, { kind: "number", value: exact }]];
  });
  return substitute(e, new Map(numbers));
}
