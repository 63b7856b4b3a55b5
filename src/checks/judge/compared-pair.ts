/**
 * One number as each side has it: claimed, derived, observed, and what a comparison of two says.
 */
import type { Case } from "../cases/case.ts";
import type { Fineness } from "../kind.ts";
import { type Comparison, compare, type Reading, uncertaintyOf } from "./budget.ts";
import type { ComparedPair } from "./verdict.ts";

export interface Judged {
  readonly comparison: Comparison;
  readonly pair: ComparedPair;
}

/** A number of another side held against the reading of the same name. */
export function judgedPair(
  at: Case,
  readings: readonly Reading[],
  other: Reading,
  derived: readonly Reading[],
  claimed: readonly Reading[],
  fineness: Fineness,
): Judged {
  const reading = readings.find(({ name }) => name === other.name);
  if (reading === undefined) {
    throw new RangeError(`judge: expected a reading named ${other.name}, got none.`);
  }
  const comparison = compare(other, reading, fineness === 1);
  const pair = pairOf(at, reading, derived, claimed);
  if (comparison.kind === "unusable") return { comparison, pair };
  const { gap, uncertainty } = comparison;
  const budget = [...reading.budget, ...other.budget];
  return { comparison, pair: { ...pair, gap, uncertainty, budget } };
}

/** The number of every side. */
export function pairOf(
  at: Case,
  reading: Reading,
  derived: readonly Reading[],
  claimed: readonly Reading[],
): ComparedPair {
  const named = (readings: readonly Reading[]): Reading | undefined =>
    readings.find(({ name }) => name === reading.name);
  const known = named(derived);
  const [c, s] = [named(claimed)?.value, known?.value];
  const other = c ?? s;
  const derivedUncertainty = known === undefined ? 0 : uncertaintyOf(known);
  return {
    at: at.key,
    name: reading.where === undefined ? reading.name : `${reading.name}, at ${reading.where}`,
    ...(c === undefined ? {} : { claimed: c }),
    ...(s === undefined ? {} : { derived: s }),
    ...(derivedUncertainty > 0 ? { derivedUncertainty } : {}),
    observed: reading.value,
    gap: other === undefined ? Number.NaN : Math.abs(other - reading.value),
    uncertainty: uncertaintyOf(reading),
    budget: reading.budget,
  };
}
