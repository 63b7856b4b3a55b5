/**
 * The flow that a reduction claims, as a reference: rates are evaluated as they are written.
 */
import type { Claim } from "../../model/claim.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import { evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import { isFailure } from "../../numeric/failure.ts";
import type { VectorField } from "../../numeric/integrate/tableau.ts";
import { withLetter } from "../../numeric/link/letters.ts";
import type { Case } from "../cases/case.ts";
import type { Held } from "./reference.ts";

/** @returns the field in the columns of the state, or why the claim does not give one */
export function claimedField(
  { question, answer }: Claim,
  at: Case,
  columns: Held["columns"],
  environmentAt: (row: readonly number[], t: number) => Environment,
): VectorField | string {
  if (question.kind !== "reduction" || answer.kind !== "reduction") return "it claims no flow";
  const rates = columns.map(({ name, places }) => {
    const isSame = (of: string): boolean => of === name || (of === "m" && name === "u");
    const i = question.of.findIndex((quantity) => isSame(quantity.name));
    const quantity = question.of[i];
    const flow = answer.flow[i];
    if (quantity === undefined || flow === undefined) return undefined;
    const letters = quantity.indices ?? (quantity.index === undefined ? [] : [quantity.index]);
    return letters.reduce(
      (rate, letter, l) => withLetter(rate, letter, places[l] ?? 1),
      at.close(flow),
    );
  });
  const known = rates.filter((rate) => rate !== undefined);
  if (known.length < rates.length) return "its flow is not one of the whole state";
  return (t, y, dy) => {
    const environment = environmentAt(Array.from(y), t);
    known.forEach((rate, i) => {
      const value = evaluateNumber(rate, environment);
      dy[i] = isFailure(value) ? Number.NaN : value.value;
    });
  };
}
