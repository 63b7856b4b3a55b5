/**
 * The axes of a model as they are written, before they are read: joined over `use:` and claims.
 */
import type { ModelFeatures } from "./expression/names.ts";
import type { Declared } from "./read/read-parameters.ts";
import { entryAt, type MapEntry, type SourceNode } from "./source/node.ts";

export interface Axis {
  readonly entry: MapEntry;
  /** `model` or `claims.c.model`. */
  readonly path: string;
}

/** Axis name to the nearest axis of that name. */
export type Axes = ReadonlyMap<string, Axis>;

/** What the names of the language depend on, seen from the axes as written. */
export function featuresOf(axes: Axes, parameters: ReadonlyMap<string, Declared>): ModelFeatures {
  const teacher = valueOfKey(axes, "teacher");
  const student = valueOfKey(axes, "student");
  const projections = keyOf(teacher, "projections");
  const isOne = (node: SourceNode | undefined): boolean =>
    node === undefined || textIsOne(node, parameters);
  const single =
    projections === undefined &&
    isOne(keyOf(teacher, "sum-of")) &&
    isOne(keyOf(student, "neurons")) &&
    keyOf(student, "subspace") === undefined;
  const gaussian = keyOf(valueOfKey(axes, "input"), "gaussian");
  return {
    teacher: projections === undefined ? "sum" : "projections",
    single,
    univariate: projections === undefined || textIsOne(projections, parameters),
    spiked: gaussian?.kind === "map",
  };
}

/** True for `1`, and for a parameter that has no other value. */
function textIsOne(node: SourceNode, parameters: ReadonlyMap<string, Declared>): boolean {
  if (node.kind !== "text") return false;
  const tied = parameters.get(node.text.trim())?.entry.value;
  return node.text.trim() === "1" || (tied?.kind === "text" && tied.text.trim() === "1");
}

const valueOfKey = (axes: Axes, name: string): SourceNode | undefined =>
  axes.get(name)?.entry.value;

const keyOf = (node: SourceNode | undefined, key: string): SourceNode | undefined =>
  node?.kind === "map" ? entryAt(node, key) : undefined;
