/**
 * Values at which a parameter is tried: the spec's own samples, or small and simple values of the
 * domain. Nothing here knows a claim.
 */
import { indexRanges, isMember, listDomain, sampledValues } from "../../model/bind/bind-domain.ts";
import type { Binding, Value } from "../../model/bind/instance.ts";
import { add, integer, multiply, type Rational, rational } from "../../model/rational.ts";
import type { Parameter } from "../../model/spec.ts";
import type { RandomStream } from "../../numeric/random/stream.ts";

/** Fractions of a bounded interval, the simple ones first. */
const fractions: readonly Rational[] = (
  [
    [1, 2],
    [1, 4],
    [3, 4],
    [1, 8],
    [7, 8],
    [1, 3],
    [2, 3],
    [3, 8],
    [5, 8],
    [15, 16],
    [1, 16],
  ] as const
).map(([num, den]) => rational(BigInt(num), BigInt(den)));

/** Distances from the end of a half-line, or from 0 on the whole line. */
const distances: readonly Rational[] = [
  rational(1n),
  rational(1n, 2n),
  rational(2n),
  rational(1n, 10n),
  rational(10n),
];

/** Values of one parameter, smallest and simplest first; empty where its domain is. */
export function candidatesOf(
  parameter: Parameter,
  binding: Binding,
  random: RandomStream,
): readonly Value[] {
  if (parameter.index.length > 0) return families(parameter, binding, random);
  return scalars(parameter, binding);
}

function scalars(parameter: Parameter, binding: Binding): readonly Value[] {
  const { domain } = parameter;
  const sampled = sampledValues(parameter, binding);
  if (sampled !== undefined) return sampled;
  if (domain.kind === "integers") {
    const listed = listDomain(domain, binding, 24) ?? [];
    return [0, 1, 2, 3, 6, 12, 23].flatMap((i) => listed[i] ?? []);
  }
  if (domain.kind !== "reals") return listDomain(domain, binding, 24) ?? [];
  return reals(parameter, binding).filter((value) => isMember(value, domain, binding) !== false);
}

function reals({ domain }: Parameter, binding: Binding): readonly Value[] {
  if (domain.kind !== "reals") return [];
  const end = (bound: typeof domain.lower): Rational | undefined => {
    if (bound === undefined) return undefined;
    const [value] = listDomain({ kind: "values", values: [bound.value] }, binding) ?? [];
    return value?.kind === "exact" ? value.value : undefined;
  };
  const [lower, upper] = [end(domain.lower), end(domain.upper)];
  const exact = (value: Rational): Value => ({ kind: "exact", value });
  if (lower !== undefined && upper !== undefined) {
    const width = add(upper, multiply(integer(-1), lower));
    const inside = fractions.map((f) => add(lower, multiply(f, width)));
    return [lower, ...inside, upper].map(exact);
  }
  if (lower !== undefined) return [lower, ...distances.map((x) => add(lower, x))].map(exact);
  if (upper !== undefined) {
    return [upper, ...distances.map((x) => add(upper, multiply(integer(-1), x)))].map(exact);
  }
  const signed = distances.flatMap((x) => [x, multiply(integer(-1), x)]);
  return [...signed, integer(0)].map(exact);
}

/** A few families: members drawn from the values that one member may have. */
function families(parameter: Parameter, binding: Binding, random: RandomStream): readonly Value[] {
  const ranges = indexRanges(parameter, binding);
  const members = scalars({ ...parameter, index: [] }, binding);
  if (ranges === undefined || members.length === 0) return [];
  return Array.from({ length: 4 }, () => drawn(ranges, members, random));
}

function drawn(
  ranges: readonly { readonly from: number; readonly to: number }[],
  members: readonly Value[],
  random: RandomStream,
): Value {
  const [first, ...rest] = ranges;
  if (first === undefined)
    return members[random.below(members.length)] ?? { kind: "word", word: "" };
  const length = Math.max(0, first.to - first.from + 1);
  const values = Array.from({ length }, () => drawn(rest, members, random));
  return { kind: "family", from: first.from, values };
}
