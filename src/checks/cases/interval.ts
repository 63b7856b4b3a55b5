/**
 * The domain of a real parameter at a case, for each witness in its own numbers.
 */
import { bindingOrder } from "../../model/bind/bind-domain.ts";
import { evaluateRational } from "../../model/bind/evaluate.ts";
import type { Bound } from "../../model/expression/expression.ts";
import { type Rational, toNumber } from "../../model/rational.ts";
import type { Interval as ScannedInterval } from "../../numeric/root/sign-changes.ts";
import type { Domain } from "../../symbolic/exact/real-roots.ts";
import type { Case } from "./case.ts";

export interface Interval {
  readonly lower: number;
  readonly upper: number;
  readonly exact: Domain;
  readonly scanned: ScannedInterval;
}

/** The interval, or why there is none. */
export function intervalOf(at: Case, name: string): Interval | string {
  const parameter = bindingOrder(at.setting.parameters).find((p) => p.name === name);
  if (parameter?.domain.kind !== "reals") return `${name} is no real parameter`;
  const { lower, upper } = parameter.domain;
  const [from, to] = [endOf(at, lower), endOf(at, upper)];
  if (from === "unknown" || to === "unknown") return `an end of the domain of ${name} has no value`;
  const [low, high] = [
    from === undefined ? Number.NEGATIVE_INFINITY : toNumber(from),
    to === undefined ? Number.POSITIVE_INFINITY : toNumber(to),
  ];
  return {
    lower: low,
    upper: high,
    exact: { lower: from ?? "-oo", upper: to ?? "oo" },
    scanned: {
      from: low,
      to: high,
      fromOpen: lower?.open ?? true,
      toOpen: upper?.open ?? true,
    },
  };
}

function endOf(at: Case, bound: Bound | undefined): Rational | undefined | "unknown" {
  if (bound === undefined) return undefined;
  return evaluateRational(bound.value, at.binding) ?? "unknown";
}
