/**
 * Domains under a binding: what is in them, what they list, what `sampled:` says.
 */

import type { Bound, Domain, Expression } from "../expression/expression.ts";
import { compare, floor, integer, isInteger, negate, power } from "../rational.ts";
import type { Parameter, Sampled } from "../spec.ts";
import { approximate } from "./approximate.ts";
import { expressionOf, valueUnder } from "./bind-expression.ts";
import { dependencies } from "./dependencies.ts";
import { evaluateInteger, evaluateRational, infinity } from "./evaluate.ts";
import type { Binding, Value } from "./instance.ts";

/** Doubles nearer than this, relatively, are not told apart. */
const indistinct = 1e-12;

/**
 * Whether a value is in a domain; the values of a family are asked one by one.
 *
 * @returns `undefined` where that cannot be told, as for an end that is no number here.
 */
export function isMember(value: Value, domain: Domain, binding: Binding): boolean | undefined {
  if (value.kind === "family") {
    const members = value.values.map((member) => isMember(member, domain, binding));
    return members.includes(false) ? false : members.includes(undefined) ? undefined : true;
  }
  switch (domain.kind) {
    case "integers": {
      const whole = value.kind === "exact" ? isInteger(value.value) : undefined;
      if (whole !== true) return whole;
      return both(
        isBeyond(value, { value: domain.from, open: false }, 1, binding),
        isBeyond(value, { value: domain.to, open: false }, -1, binding),
      );
    }
    case "reals":
      return both(
        domain.lower === undefined || isBeyond(value, domain.lower, 1, binding),
        domain.upper === undefined || isBeyond(value, domain.upper, -1, binding),
      );
    case "values": {
      const equal = domain.values.map((each) => isEqual(value, each, binding));
      return equal.includes(true) ? true : equal.includes(undefined) ? undefined : false;
    }
    case "words":
      return value.kind === "word" && domain.values.includes(value.word);
    case "tied":
      return isEqual(value, domain.value, binding);
    case "subsets": {
      const [from, to] = [domain.of.from, domain.of.to].map((end) => evaluateInteger(end, binding));
      if (value.kind !== "subset") return false;
      if (from === undefined || to === undefined) return undefined;
      return value.members.length > 0 && value.members.every((i) => from <= i && i <= to);
    }
  }
}

/** True if sign * (value - bound) is positive, or not negative where the bound is closed. */
function isBeyond(value: Value, bound: Bound, sign: 1 | -1, binding: Binding): boolean | undefined {
  const order = orderOf(value, bound.value, binding);
  if (order === undefined) return undefined;
  return bound.open ? sign * order > 0 : sign * order >= 0;
}

function isEqual(value: Value, other: Expression, binding: Binding): boolean | undefined {
  const order = orderOf(value, other, binding);
  return order === undefined ? undefined : order === 0;
}

/** The sign of value - other; exact where both are rational, else by doubles that are far apart. */
function orderOf(value: Value, other: Expression, binding: Binding): -1 | 0 | 1 | undefined {
  const own = expressionOf(value);
  if (own === undefined) return undefined;
  const exact = evaluateRational(other, binding);
  if (value.kind === "exact" && exact !== undefined) return compare(value.value, exact);
  const infinite = infinity(other);
  if (infinite !== 0) return infinite > 0 ? -1 : 1;
  const [a, b] = [approximate(own, binding), approximate(other, binding)];
  if (a === undefined || b === undefined) return undefined;
  if (Math.abs(a - b) <= indistinct * Math.max(Math.abs(a), Math.abs(b))) return undefined;
  return a < b ? -1 : 1;
}

function both(a: boolean | undefined, b: boolean | undefined): boolean | undefined {
  if (a === false || b === false) return false;
  return a === undefined || b === undefined ? undefined : true;
}

/**
 * The values of a domain in their order: integers upwards, subsets by size and then by members.
 *
 * @param most As many as are wanted; a domain that goes on is cut there.
 * @returns `undefined` for intervals, and where an end has no value here.
 */
export function listDomain(
  domain: Domain,
  binding: Binding,
  most = 1000,
): readonly Value[] | undefined {
  switch (domain.kind) {
    case "integers": {
      const from = evaluateRational(domain.from, binding);
      const last = lastOf(domain.to, binding);
      if (from === undefined || last === undefined) return undefined;
      return integersFrom(Number(-floor(negate(from))), last, most);
    }
    case "values": {
      const values = domain.values.map((each) => valueUnder(each, binding));
      return whole(values)?.slice(0, most);
    }
    case "words":
      return domain.values.slice(0, most).map((word) => ({ kind: "word", word }));
    case "tied":
      return whole([valueUnder(domain.value, binding)]);
    case "subsets": {
      const [from, to] = [domain.of.from, domain.of.to].map((end) => evaluateInteger(end, binding));
      return from === undefined || to === undefined ? undefined : subsets(from, to, most);
    }
    case "reals":
      return undefined;
  }
}

/** The greatest integer of a range, infinite for `oo`. */
function lastOf(to: Expression, binding: Binding): number | undefined {
  if (to.kind === "name" && to.name === "oo") return Infinity;
  const value = approximate(to, binding);
  return value === undefined ? undefined : Math.floor(value);
}

function integersFrom(from: number, to: number, most: number): readonly Value[] {
  const length = Math.max(0, Math.min(most, to - from + 1));
  return Array.from({ length }, (_, i) => ({ kind: "exact", value: integer(from + i) }));
}

/** Non-empty subsets of from..to, the small ones first. */
function subsets(from: number, to: number, most: number): readonly Value[] {
  const found: (readonly number[])[] = [];
  let last: (readonly number[])[] = [[]];
  while (last.length > 0 && found.length < most) {
    const next: (readonly number[])[] = [];
    for (const members of last) {
      for (let i = (members.at(-1) ?? from - 1) + 1; i <= to; i++) {
        if (found.length + next.length >= most) break;
        next.push([...members, i]);
      }
    }
    found.push(...next);
    last = next;
  }
  return found.slice(0, most).map((members) => ({ kind: "subset", members }));
}

function whole(values: readonly (Value | undefined)[]): readonly Value[] | undefined {
  const read = values.filter((value) => value !== undefined);
  return read.length === values.length ? read : undefined;
}

/**
 * The values of `sampled:` in their order, those that are in the domain or cannot be told not to.
 *
 * @returns `undefined` where the parameter has no `sampled:` or a value cannot be worked out. For
 *   a family these are the values that each member may have.
 */
export function sampledValues(
  parameter: Parameter,
  binding: Binding,
  most = 1000,
): readonly Value[] | undefined {
  if (parameter.sampled === undefined) return undefined;
  const values = listSampled(parameter.sampled, binding, most);
  return values?.filter((value) => isMember(value, parameter.domain, binding) !== false);
}

/** The values that `sampled:` writes down, whether or not they are in the domain. */
export function listSampled(
  sampled: Sampled,
  binding: Binding,
  most = 1000,
): readonly Value[] | undefined {
  switch (sampled.kind) {
    case "values":
      return whole(sampled.values.map((value) => valueUnder(value, binding)));
    case "range":
      return listDomain({ kind: "integers", from: sampled.from, to: sampled.to }, binding, most);
    case "powers": {
      const base = evaluateRational(sampled.base, binding);
      const [from, to] = [sampled.from, sampled.to].map((end) => evaluateInteger(end, binding));
      const known = base !== undefined && from !== undefined && to !== undefined;
      if (!known || Math.max(Math.abs(from), Math.abs(to)) > 300) return undefined;
      const exponents = integersFrom(from, to, most);
      return exponents.flatMap((exponent) =>
        exponent.kind === "exact"
          ? [{ kind: "exact", value: power(base, exponent.value.num) }]
          : [],
      );
    }
  }
}

/** Parameters in an order in which each needs only those before it; see {@link dependencies}. */
export function bindingOrder(parameters: ReadonlyMap<string, Parameter>): readonly Parameter[] {
  const order: Parameter[] = [];
  const seen = new Set<string>();
  const visit = (name: string): void => {
    const parameter = parameters.get(name);
    if (parameter === undefined || seen.has(name)) return;
    seen.add(name);
    dependencies(parameter).forEach(visit);
    order.push(parameter);
  };
  for (const name of parameters.keys()) visit(name);
  return order;
}

/** The first and last index of each index range of a family; `undefined` if one has no value. */
export function indexRanges(
  parameter: Parameter,
  binding: Binding,
): readonly { readonly from: number; readonly to: number }[] | undefined {
  const ranges = parameter.index.map(({ from, to }) => {
    const ends = { from: evaluateInteger(from, binding), to: evaluateInteger(to, binding) };
    return ends.from === undefined || ends.to === undefined
      ? undefined
      : { from: ends.from, to: ends.to };
  });
  const read = ranges.filter((range) => range !== undefined);
  return read.length === ranges.length ? read : undefined;
}
