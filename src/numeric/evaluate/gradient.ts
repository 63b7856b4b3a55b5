/**
 * `grad(e, G)`: the derivatives of an expression by the entries of a vector or matrix of the state,
 * each entry moved alone while every other name keeps its value.
 */
import type { Call } from "../../model/expression/expression.ts";
import { failure, isFailure } from "../failure.ts";
import { type Measured, measured } from "../measured.ts";
import { differenceQuotient } from "./difference-quotient.ts";
import type { Environment } from "./environment.ts";
import { type Result, real, toMeasured } from "./value.ts";

/** Half the interval of the difference quotients: a power of two, so that sums stay short. */
const step = 2 ** -6;

type Rows = readonly (readonly Measured[])[];

/** @param worth the expression where some names have other values */
export function gradientBy(
  { args: [, by] }: Call,
  environment: Environment,
  worth: (there: Environment) => Result,
): Result {
  const given = by?.kind === "name" ? environment.name?.(by.name) : undefined;
  if (by?.kind !== "name" || given === undefined) {
    return failure("wrong-arguments", "grad: by a quantity of the state");
  }
  const shape = shapeOf(given);
  const rows: Measured[][] = [];
  for (let i = 0; i < shape.rows.length; i++) {
    const row: Measured[] = [];
    for (let j = 0; j < shape.rows[i]!.length; j++) {
      const slope = differenceQuotient(
        (h) => toMeasured(worth(withValues(environment, by.name, moved(shape, i, j, h)))),
        step,
      );
      if (isFailure(slope)) return slope;
      row.push(slope);
    }
    rows.push(row);
  }
  switch (shape.kind) {
    case "number":
      return real(rows[0]![0]!);
    case "vector":
      return { kind: "vector", entries: rows[0]! };
    case "matrix":
      return { kind: "matrix", rows };
  }
}

interface Shape {
  readonly kind: "number" | "vector" | "matrix";
  readonly rows: Rows;
}

function shapeOf(given: NonNullable<ReturnType<NonNullable<Environment["name"]>>>): Shape {
  if (!Array.isArray(given)) return { kind: "number", rows: [[given as Measured]] };
  if (Array.isArray(given[0])) return { kind: "matrix", rows: given as Rows };
  return { kind: "vector", rows: [given as readonly Measured[]] };
}

const moved = (shape: Shape, i: number, j: number, h: number): Shape => ({
  ...shape,
  rows: shape.rows.map((row, a) =>
    a === i ? row.map((x, b) => (b === j ? measured(x.value + h, x.error, x.basis) : x)) : row,
  ),
});

/** The environment with other values of one quantity. */
function withValues(environment: Environment, name: string, { kind, rows }: Shape): Environment {
  const whole = kind === "matrix" ? rows : kind === "vector" ? rows[0]! : rows[0]![0]!;
  return {
    ...environment,
    name: (other) => (other === name ? whole : environment.name?.(other)),
    indexed: (other, places) => {
      if (other !== name) return environment.indexed?.(other, places);
      const [i = 1, j] = places;
      return kind === "matrix" ? rows[i - 1]?.[(j ?? 0) - 1] : rows[0]![i - 1];
    },
  };
}
