/**
 * Pins: one case as text, `p=3,k=2`, from which it is made again.
 */
import { indexRanges, isMember } from "../../model/bind/bind-domain.ts";
import { literal } from "../../model/bind/bind-expression.ts";
import { evaluateExact } from "../../model/bind/evaluate.ts";
import type { Binding, Value } from "../../model/bind/instance.ts";
import type { Parameter } from "../../model/spec.ts";

/** `p=3,k=2` as a map. */
export function pinsOf(pinned: string | undefined): ReadonlyMap<string, string> {
  if (pinned === undefined || pinned === "") return new Map();
  return new Map(
    pinned.split(",").map((part) => {
      const [name = "", value = ""] = part.trim().split("=");
      return [name, value];
    }),
  );
}

/** A pin that is no candidate, if the domain is not known to leave it out. */
export function memberPin(pin: string, parameter: Parameter, binding: Binding): Value | undefined {
  const value =
    parameter.index.length === 0 ? rationalPin(pin) : familyPin(pin, parameter, binding);
  if (value === undefined || isMember(value, parameter.domain, binding) === false) return undefined;
  return value;
}

/** `[1/2;3]`, one value a member; a matrix is a candidate or nothing. */
function familyPin(pin: string, parameter: Parameter, binding: Binding): Value | undefined {
  const [range, ...others] = indexRanges(parameter, binding) ?? [];
  const inside = /^\[([^[\]]*)\]$/.exec(pin)?.[1];
  if (range === undefined || others.length > 0 || inside === undefined) return undefined;
  const values = inside.split(";").flatMap((part) => rationalPin(part) ?? []);
  const length = range.to - range.from + 1;
  return values.length === length ? { kind: "family", from: range.from, values } : undefined;
}

function rationalPin(pin: string): Value | undefined {
  const match = /^(-?[0-9]+)(?:\/([1-9][0-9]*))?$/.exec(pin);
  if (match === null) return undefined;
  const [, num = "0", den = "1"] = match;
  const reduced = evaluateExact({
    kind: "binary",
    operator: "/",
    left: literal({ num: BigInt(num), den: 1n }),
    right: literal({ num: BigInt(den), den: 1n }),
  });
  return typeof reduced === "object" ? { kind: "exact", value: reduced } : undefined;
}
