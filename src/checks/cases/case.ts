/**
 * One case: a value for each parameter that a claim's observation does not move itself.
 */

import {
  type Binding,
  exactScalars,
  type ModelInstance,
  type Value,
} from "../../model/bind/instance.ts";
import type { Setting } from "../../model/claim.ts";
import type { Expression } from "../../model/expression/expression.ts";
import type { Rational } from "../../model/rational.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import { type Failure, isFailure } from "../../numeric/failure.ts";
import { type Measured, ofRational } from "../../numeric/measured.ts";
import { type RandomStream, randomStream } from "../../numeric/random/stream.ts";
import { simulationOf } from "../../numeric/simulate/families.ts";
import { numbersOfRun } from "../../numeric/simulate/sampling/numbers-of-run.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import type { Effort } from "../judge/verdict.ts";
import { type Allowance, type Limits, type Looks, limited, sparing } from "../limits.ts";

export interface Case {
  /** `p=3, k=2, d=3`; the same text is the tail of a case id. */
  readonly key: string;
  readonly claimId: string;
  readonly seed: number;
  readonly setting: Setting;
  readonly binding: Binding;
  /** What makes this case again in another process; absent for cases that no list has. */
  readonly origin?: CaseOrigin;
  /** The model at this case, with further values for parameters left open. */
  readonly instance: (more?: ReadonlyMap<string, Rational>) => ModelInstance | string;
  /** What looking at this case may cost; the usual limits if absent. */
  readonly limits?: Limits;
  /** What its runs may draw; see `allowed`. */
  readonly allowance?: Allowance;
  /** An expression with every parameter replaced by its value here. */
  readonly close: (expression: Expression, more?: ReadonlyMap<string, Rational>) => Expression;
}

/** The list that a case is in: `casesOf` with these arguments. */
export interface CaseOrigin {
  readonly open: readonly string[];
  readonly effort: Effort;
  readonly pinned?: string;
  readonly limits?: Limits;
}

/** The exact values of the scalar parameters of a case. */
export const scalarsOf = ({ binding }: Case): ReadonlyMap<string, Rational> =>
  exactScalars(binding);

/** An entry of a family of parameters, or a scalar; `undefined` where it is not exact. */
export function entryOf(
  value: Value | undefined,
  [first, ...rest]: readonly number[],
): Rational | undefined {
  if (first === undefined) return value?.kind === "exact" ? value.value : undefined;
  return value?.kind === "family" ? entryOf(value.values[first - value.from], rest) : undefined;
}

/** The families of a case: members by their indices, a vector or matrix by its name alone. */
export const familiesOf = ({ binding }: Pick<Case, "binding">): Environment => ({
  name: (name) => {
    const value = binding.get(name);
    if (value?.kind !== "family") return undefined;
    const rows = value.values.map((row) =>
      row.kind === "family" ? listOf(row.values) : undefined,
    );
    const table = rows.filter((row) => row !== undefined);
    return table.length > 0 && table.length === rows.length ? table : listOf(value.values);
  },
  indexed: (name, places) => {
    const entry = entryOf(binding.get(name), places);
    return entry && ofRational(entry);
  },
});

/** Exact values as numbers; `undefined` where one is not. */
function listOf(values: readonly Value[]): readonly Measured[] | undefined {
  const exact = values.flatMap((value) =>
    value.kind === "exact" ? [ofRational(value.value)] : [],
  );
  return exact.length === values.length ? exact : undefined;
}

const simulations = new WeakMap<Case, Simulation | string>();

/** The simulation of a case, or the reason why there is none. */
export function simulationAt(at: Case, more?: ReadonlyMap<string, Rational>): Simulation | string {
  if (more !== undefined) return newSimulation(at, more);
  const known = simulations.get(at) ?? newSimulation(at, new Map());
  simulations.set(at, known);
  return known;
}

function newSimulation(at: Case, more: ReadonlyMap<string, Rational>): Simulation | string {
  const instance = at.instance(more);
  if (typeof instance === "string") return instance;
  const made = simulationOf(instance);
  if (isFailure(made)) return failureText(made);
  const numbers = at.allowance === undefined ? 0 : numbersOfRun(instance);
  if (isFailure(numbers)) return failureText(numbers);
  const simulation = at.allowance ? sparing(made, numbers, at.allowance) : made;
  if (at.limits === undefined) return simulation;
  return limited(simulation, at.limits, looksLeft(at, at.limits));
}

function looksLeft(at: Case, limits: Limits): Looks {
  const looks = looksAt.get(at) ?? { left: limits.looks };
  looksAt.set(at, looks);
  return looks;
}

/** The same case with the same looks left, whose runs may draw so many numbers of samples. */
export function allowed(at: Case, allowance: Allowance): Case {
  const spare = { ...at, allowance };
  if (at.limits !== undefined) looksAt.set(spare, looksLeft(at, at.limits));
  return spare;
}

/** What is left of the looks at a case, whatever the values of its open parameters. */
const looksAt = new WeakMap<Case, Looks>();

/** Why the numeric witness has nothing to say, for the reason of a verdict. */
export const failureText = ({ code, detail }: Failure): string => `${code}: ${detail}`;

/** The random numbers of a case, a stream for each use. */
export const randomAt = ({ seed, claimId, key }: Case, use: string): RandomStream =>
  randomStream(seed, `${claimId}/${use}`, key);
