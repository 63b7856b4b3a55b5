/**
 * The names of the language as columns of a table: `u[1]`, `M[2,1]`, `a[0]`, `rho`.
 */
import type { ModelInstance } from "../../model/bind/instance.ts";

/** Quantities of the state that are columns, with what they mean. */
export const columnNames: readonly { readonly name: string; readonly meaning: string }[] = [
  { name: "u", meaning: "overlap <w, v[j]>" },
  { name: "a", meaning: "Hermite coefficient of the student's link" },
  { name: "rho", meaning: "<wbar, vbar>" },
  { name: "M", meaning: "<v[i], w[j]>" },
  { name: "g", meaning: "eigenvalue of M M^T" },
];

/**
 * The name of the i-th entry of a quantity, i from 0.
 *
 * @param length entries of the quantity. @param from the index of the first
 */
export function columnLabel(
  { student, teacher }: ModelInstance,
  name: string,
  i: number,
  length: number,
  from: number,
): string {
  if (length === 1 && name === "rho") return name;
  const { shape } = student;
  const isMatrix = name === "M" || (name === "u" && shape.kind === "neurons" && shape.count > 1);
  if (!isMatrix) return `${name}[${i + from}]`;
  const columns =
    shape.kind === "subspace" ? shape.rank : teacher.kind === "sum" ? teacher.terms : 1;
  return `${name}[${Math.floor(i / columns) + 1},${(i % columns) + 1}]`;
}

/** A column taken apart; `undefined` for what is no name with whole indices. */
export interface ColumnName {
  readonly name: string;
  readonly places: readonly number[];
}

/** `u[1,2]` as a name with its indices. */
export function columnOf(label: string): ColumnName | undefined {
  const [, name, inside] = /^([A-Za-z]\w*)(?:\[\s*([^\]]*?)\s*\])?$/.exec(label.trim()) ?? [];
  if (name === undefined) return undefined;
  const places = inside === undefined ? [] : inside.split(",").map((text) => Number(text.trim()));
  return places.every((place) => Number.isInteger(place) && place >= 0) &&
    !inside?.split(",").some((text) => text.trim() === "")
    ? { name, places }
    : undefined;
}
