/**
 * Links by their orthonormal Hermite coefficients, phi = sum_p a_p h_p, p = 0, ..., P.
 *
 * One pass of the three-term recurrence gives the value and both derivatives, since
 * h_p' = sqrt(p) h_(p-1) [DLMF, Table 18.9.1].
 */
import type { Expression } from "../../model/expression/expression.ts";
import { evaluateNumber } from "../evaluate/evaluate-number.ts";
import { isFailure } from "../failure.ts";
import type { Link } from "../link.ts";
import { ahead, back, highestDegree as highest, roots } from "../special/hermite.ts";
import type { Jet } from "./jet.ts";
import { mentions, withLetter } from "./letters.ts";

/** The link of coefficients a_0, ..., a_P, P <= 1000; they are read at every call. */
export function hermiteLink(a: Float64Array): Link {
  return {
    value: (z) => {
      let previous = 0;
      let current = 1;
      let value = a[0]!;
      for (let p = 1; p < a.length; p++) {
        const next = z * ahead[p]! * current - back[p]! * previous;
        previous = current;
        current = next;
        value += a[p]! * current;
      }
      return value;
    },
    jet: (z) => jetOf(a, z),
    fill: (z, count, values, slopes, bends) => {
      if (bends !== undefined) fillJets(a, z, count, values, slopes, bends);
      else if (slopes !== undefined) fillSlopes(a, z, count, values, slopes);
      else fillValues(a, z, count, values);
    },
    breakpoints: [],
    degree: a.length - 1,
  };
}

function jetOf(a: Float64Array, z: number): Jet {
  let before = 0;
  let previous = 0;
  let current = 1;
  let value = a[0]!;
  let slope = 0;
  let bend = 0;
  for (let p = 1; p < a.length; p++) {
    const next = z * ahead[p]! * current - back[p]! * previous;
    before = previous;
    previous = current;
    current = next;
    value += a[p]! * current;
    slope += a[p]! * roots[p]! * previous;
    bend += a[p]! * roots[p]! * roots[p - 1]! * before;
  }
  return [value, slope, bend];
}

function fillJets(
  a: Float64Array,
  z: Float64Array,
  count: number,
  values: Float64Array,
  slopes: Float64Array | undefined,
  bends: Float64Array,
): void {
  for (let i = 0; i < count; i++) {
    const [value, slope, bend] = jetOf(a, z[i]!);
    values[i] = value;
    if (slopes !== undefined) slopes[i] = slope;
    bends[i] = bend;
  }
}

function fillSlopes(
  a: Float64Array,
  z: Float64Array,
  count: number,
  values: Float64Array,
  slopes: Float64Array,
): void {
  for (let i = 0; i < count; i++) {
    let previous = 0;
    let current = 1;
    let value = a[0]!;
    let slope = 0;
    for (let p = 1; p < a.length; p++) {
      const next = z[i]! * ahead[p]! * current - back[p]! * previous;
      previous = current;
      current = next;
      value += a[p]! * current;
      slope += a[p]! * roots[p]! * previous;
    }
    values[i] = value;
    slopes[i] = slope;
  }
}

function fillValues(a: Float64Array, z: Float64Array, count: number, values: Float64Array): void {
  for (let i = 0; i < count; i++) {
    let previous = 0;
    let current = 1;
    let value = a[0]!;
    for (let p = 1; p < a.length; p++) {
      const next = z[i]! * ahead[p]! * current - back[p]! * previous;
      previous = current;
      current = next;
      value += a[p]! * current;
    }
    values[i] = value;
  }
}

/**
 * The coefficients of a link that is written as a linear combination of Hermite polynomials of z;
 * `undefined` for every other form.
 *
 * @example hermiteCombination(parse("h(2, z) - 3*h(4, z)")) // [0, 0, 1, 0, -3]
 */
export function hermiteCombination(node: Expression): Float64Array | undefined {
  const found: number[] = [0];
  if (!addTo(found, node, 1)) return undefined;
  return Float64Array.from(found, (x) => x ?? 0);
}

/** Adds scale times the link to the coefficients; whether it has the form. */
function addTo(found: number[], node: Expression, scale: number): boolean {
  if (!mentions(node, "z")) {
    const value = number(node);
    return value !== undefined && addAt(found, 0, scale * value);
  }
  switch (node.kind) {
    case "name":
      return addAt(found, 1, scale);
    case "unary":
      return node.operator === "-" && addTo(found, node.operand, -scale);
    case "binary": {
      const { operator, left, right } = node;
      if (operator === "+" || operator === "-") {
        const other = operator === "+" ? scale : -scale;
        return addTo(found, left, scale) && addTo(found, right, other);
      }
      if (operator !== "*" && operator !== "/") return false;
      const isLeft = operator === "*" && !mentions(left, "z");
      const factor = number(isLeft ? left : right);
      if (factor === undefined) return false;
      const times = operator === "*" ? scale * factor : scale / factor;
      return addTo(found, isLeft ? right : left, times);
    }
    case "call": {
      const [degree, argument] = node.args;
      if (node.name !== "h" || argument?.kind !== "name" || argument.name !== "z") return false;
      const p = degree && number(degree);
      return p !== undefined && Number.isInteger(p) && p >= 0 && p <= highest
        ? addAt(found, p, scale)
        : false;
    }
    case "over": {
      if (node.domain.kind !== "integers" || node.operator !== "sum") return false;
      const [from, to] = [number(node.domain.from), number(node.domain.to)];
      if (from === undefined || to === undefined || !(to - from <= highest)) return false;
      for (let j = from; j <= to; j++) {
        if (!addTo(found, withLetter(node.body, node.variable, j), scale)) return false;
      }
      return true;
    }
    default:
      return false;
  }
}

function addAt(found: number[], degree: number, value: number): boolean {
  while (found.length <= degree) found.push(0);
  found[degree]! += value;
  return Number.isFinite(value);
}

function number(node: Expression): number | undefined {
  if (mentions(node, "z")) return undefined;
  const value = evaluateNumber(node);
  return isFailure(value) ? undefined : value.value;
}
