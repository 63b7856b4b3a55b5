/**
 * A system of rates as a field: one state of the field for each entry of the quantities, its rate
 * compiled from what a claim writes or from what was derived.
 */
import { type FieldBuilder, fieldBuilder, type Node } from "../../field/build-field.ts";
import type { Field } from "../../field/field.ts";
import type { CompileContext } from "../../numeric/evaluate/compile-expression.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import type { QuestionOf } from "../kind.ts";

/** One entry of a quantity: `u[2]`, or `m`. */
export interface Entry {
  readonly name: string;
  readonly quantity: number;
  /** Its index; absent for a quantity without one. */
  readonly place?: number;
  /** From 0, row by row: which entry of a quantity that is a matrix and has one right-hand side. */
  readonly part?: number;
}

/** What a system says of the rate of one entry, as a node of a field. */
export type RateNode = (entry: Entry, at: NodeContext) => Node | undefined;

export interface NodeContext {
  readonly builder: FieldBuilder;
  readonly quantities: Pick<CompileContext, "stateNames" | "state" | "vector">;
  readonly environment: Environment;
}

/** The system as a field; `undefined` if a rate cannot be compiled. */
export function fieldOf(
  node: RateNode,
  entries: readonly Entry[],
  { of }: QuestionOf<"reduction">,
  environment: Environment,
): Field | undefined {
  const builder = fieldBuilder(entries.length);
  const indicesOf = (name: string): readonly number[] =>
    entries.flatMap((entry, i) => (of[entry.quantity]?.name === name ? [i] : []));
  const stateOf = (name: string, place: number | undefined): Node | undefined => {
    const i = indicesOf(name).find((j) => entries[j]?.place === place);
    return i === undefined ? undefined : builder.state(i);
  };
  // m and u[1] are one quantity: a right-hand side may say either.
  const isSingle = of.some(({ name }) => name === "m");
  const quantities: NodeContext["quantities"] = {
    stateNames: [...of.map(({ name }) => name), ...(isSingle ? ["u"] : [])],
    state: (name, [place]) =>
      stateOf(name, place) ??
      (isSingle && name === "u" && place === 1 ? stateOf("m", undefined) : undefined),
    vector: (name) => indicesOf(isSingle && name === "u" ? "m" : name).map(builder.state),
  };
  const nodes = entries.map((entry) => node(entry, { builder, quantities, environment }));
  const known = nodes.filter((n) => n !== undefined);
  return known.length < nodes.length ? undefined : builder.build(known);
}
