/** Overlaps at the start and at the end, as an event writes them. */
import type { Expression } from "../../../../model/expression/expression.ts";
import { structureOf } from "../../../../model/expression/structure.ts";
import * as Q from "../../../../model/rational.ts";

export type Time = "start" | "end";

/** One overlap, or its size. */
export interface Entry {
  readonly index: Expression;
  readonly time: Time;
  readonly isSize: boolean;
}

/** Whether two indices are written alike. */
export const isSameIndex = (a: Expression, b: Expression): boolean =>
  structureOf(a) === structureOf(b);

/** The first and the last time; nothing for one between them. */
export function timeOf({ time }: { readonly time: Expression }): Time | undefined {
  if (time.kind === "number" && Q.isZero(time.value)) return "start";
  return time.kind === "name" && time.name === "oo" ? "end" : undefined;
}

/** `u[j](0)`, `abs(u[j](oo))`; `m` stands for u[1]. @param time that the surroundings say */
export function entryOf(e: Expression, time?: Time): Entry | undefined {
  if (e.kind === "at-time") {
    const there = timeOf(e);
    return there === undefined ? undefined : entryOf(e.of, there);
  }
  if (e.kind === "call" && e.name === "abs" && e.args.length === 1) {
    const inner = entryOf(e.args[0]!, time);
    return inner && { ...inner, isSize: true };
  }
  if (time === undefined) return undefined;
  if (e.kind === "name" && e.name === "m") return { index: first, time, isSize: false };
  if (e.kind !== "indexed" || e.name !== "u" || e.indices.length !== 1) return undefined;
  return { index: e.indices[0]!, time, isSize: false };
}

const first: Expression = { kind: "number", value: Q.one };

/** The time at which an expression is the vector of all overlaps. */
export function timeOfAll(e: Expression, time?: Time): Time | undefined {
  if (e.kind === "at-time") return timeOfAll(e.of, timeOf(e));
  return e.kind === "name" && e.name === "u" ? time : undefined;
}
