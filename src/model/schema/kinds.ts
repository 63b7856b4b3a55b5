/**
 * The fourteen kinds of claim and their fields: one table, from which claims are read and the JSON
 * Schema is made.
 */
import type { Kind } from "../claim.ts";

/** What is written in a field. */
export type FieldType =
  | "expression"
  | "predicate"
  | "expressions"
  | "point"
  | "points"
  | "point-or-expression"
  | "flow"
  | "approach"
  | "parameter"
  | "axes"
  | "symmetries"
  | "side"
  | "bifurcation";

export interface KindShape {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** The kinds that the language has; a program may register kinds of its own. */
export type NamedKind = Exclude<Kind, "own">;

/** Fields of each kind beside the common ones. */
export const kinds: Readonly<Record<NamedKind, KindShape>> = {
  identity: { required: ["of"], optional: ["equals", "at"] },
  reduction: { required: ["flow"], optional: ["domain"] },
  stationary: { required: ["at"], optional: [] },
  "fixed-points": { required: [], optional: ["where", "count", "are", "up-to"] },
  "morse-index": { required: ["at"], optional: ["equals"] },
  threshold: { required: ["in"], optional: ["equals", "below", "above", "at"] },
  bifurcation: { required: ["at", "in"], optional: ["equals", "type"] },
  limit: { required: ["of"], optional: ["equals", "as"] },
  invariant: { required: ["holds"], optional: [] },
  bound: { required: ["holds"], optional: ["at"] },
  scaling: { required: ["of", "as"], optional: ["exponent", "log", "constant", "side"] },
  rate: { required: ["of"], optional: ["equals"] },
  probability: { required: ["of"], optional: ["equals"] },
  trajectory: { required: ["of"], optional: ["equals", "follows", "until"] },
};

export const kindNames: readonly NamedKind[] = Object.keys(kinds) as NamedKind[];

/** The fields that are right-hand sides: what is answered rather than asked. */
export const answerFields: ReadonlySet<string> = new Set([
  "equals",
  "exponent",
  "log",
  "constant",
  "count",
  "are",
  "flow",
  "holds",
  "type",
  "follows",
]);

/** What is written in each field of a kind, where it does not depend on the kind. */
const fieldTypes: ReadonlyMap<string, FieldType> = new Map([
  ["of", "expression"],
  ["equals", "expression"],
  ["at", "point"],
  ["flow", "flow"],
  ["domain", "predicate"],
  ["where", "predicate"],
  ["count", "expression"],
  ["are", "points"],
  ["up-to", "symmetries"],
  ["in", "parameter"],
  ["below", "predicate"],
  ["above", "predicate"],
  ["type", "bifurcation"],
  ["as", "approach"],
  ["holds", "predicate"],
  ["exponent", "expression"],
  ["log", "expression"],
  ["constant", "expression"],
  ["side", "side"],
  ["follows", "axes"],
  ["until", "predicate"],
]);

/** What is written in a field of a kind. */
export function fieldType(kind: NamedKind, field: string): FieldType {
  if (kind === "probability" && field === "of") return "predicate";
  if (kind === "trajectory" && (field === "of" || field === "equals")) return "expressions";
  if (kind === "limit" && field === "equals") return "point-or-expression";
  return fieldTypes.get(field) ?? "expression";
}

/** The kinds that have a field, for the sentence `below belongs to threshold.` */
export function kindsWith(field: string): readonly NamedKind[] {
  return kindNames.filter((kind) => {
    const { required, optional } = kinds[kind];
    return required.includes(field) || optional.includes(field);
  });
}

export const bifurcationTypes = [
  "supercritical-pitchfork",
  "subcritical-pitchfork",
  "transcritical",
  "fold",
] as const;
export const sides = ["both", "upper", "lower"] as const;
export const symmetries = ["sign", "permutation"] as const;
