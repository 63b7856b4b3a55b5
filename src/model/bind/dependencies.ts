/**
 * Which parameters must have values before another can.
 */
import type { Expression } from "../expression/expression.ts";
import { domainParts, freeNames } from "../expression/traverse.ts";
import type { Parameter, Sampled } from "../spec.ts";

/**
 * The names that must have values before a parameter can: those of its sampled values, or else of
 * its domain, and those of its index ranges.
 *
 * So `d: { in: k + 1..oo, sampled: [100] }` beside `k: floor(d^gamma)` is no cycle: the end of the
 * domain is a condition on values that are chosen otherwise.
 */
export function dependencies(parameter: Parameter | undefined): readonly string[] {
  if (parameter === undefined) return [];
  const { domain, sampled, index } = parameter;
  const chosen = sampled === undefined ? domainParts(domain) : sampledParts(sampled);
  const parts = [...chosen, ...index.flatMap(({ from, to }) => [from, to])];
  return [...new Set(parts.flatMap((part) => [...freeNames(part)]))];
}

function sampledParts(sampled: Sampled): readonly Expression[] {
  switch (sampled.kind) {
    case "values":
      return sampled.values;
    case "range":
      return [sampled.from, sampled.to];
    case "powers":
      return [sampled.base, sampled.from, sampled.to];
  }
}
