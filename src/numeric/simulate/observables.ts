/**
 * What the names of the spec language are worth at a state of a ridge sum with one neuron.
 */
import type { Environment } from "../evaluate/environment.ts";
import { exactly, type Measured, product } from "../measured.ts";
import { overlapsOf } from "./attractors.ts";
import { hermiteCoefficient } from "./hermite-coefficient.ts";
import { populationLoss } from "./population-loss.ts";
import type { RidgeSum } from "./ridge-sum.ts";

/**
 * The names `loss`, `u`, `m`, `A`, `a`, `b`, `c` at the state w.
 *
 * The Gram matrix is exact: it is what the model says, and the frame was made from it.
 */
export function observablesAt(model: RidgeSum, w: Float64Array): Environment {
  const overlaps = overlapsOf(model, w)[0] ?? [];
  const coefficient = (name: string, degree: number): Measured | undefined => {
    const a = (): Measured => hermiteCoefficient(model.student, degree);
    const b = (): Measured => hermiteCoefficient(model.teacher, degree);
    if (name === "a") return a();
    if (name === "b") return b();
    return name === "c" ? product(a(), b()) : undefined;
  };
  return {
    name: (name) => {
      if (name === "loss") return populationLoss(model, w);
      if (name === "u") return overlaps;
      return name === "m" && overlaps.length === 1 ? overlaps[0] : undefined;
    },
    indexed: (name, [i, j]) => {
      if (i === undefined) return undefined;
      if (name === "u") return overlaps[i - 1];
      if (name === "A" && j !== undefined) return gramEntry(model, i, j);
      return coefficient(name, i);
    },
  };
}

function gramEntry(model: RidgeSum, i: number, j: number): Measured | undefined {
  const entry = model.gram[i - 1]?.[j - 1];
  return entry === undefined ? undefined : exactly(entry);
}
