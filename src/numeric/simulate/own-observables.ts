/**
 * Observables that a program adds to the language: numbers read off a state, each with its error.
 *
 * The numeric witness alone knows them. A claim about one can be supported or refuted; nothing is
 * derived for it, so it is never proved.
 */
import type { Environment } from "../evaluate/environment.ts";
import type { Measured } from "../measured.ts";

/** What an observable is read off. */
export interface ObservedState {
  /** The student's direction in R^d; of several neurons, one after another. */
  readonly w: Float64Array;
  /** A name of the language at this state: `loss`, `curvature`. */
  readonly name: (name: string) => Measured | undefined;
  /** An indexed name: `u[1]` is `indexed("u", 1)`. */
  readonly indexed: (name: string, ...indices: readonly number[]) => Measured | undefined;
}

export type ReadObservable = (state: ObservedState) => Measured;

const observables = new Map<string, ReadObservable>();

/** Adds an observable to what is read off states. */
export const declareObservable = (name: string, read: ReadObservable): void => {
  observables.set(name, read);
};

/** The names of an environment, and those that were added. */
export function withOwnObservables(w: Float64Array, environment: Environment): Environment {
  if (observables.size === 0) return environment;
  const { name: nameOf, indexed } = environment;
  const state: ObservedState = {
    w,
    name: (name) => {
      const value = nameOf?.(name);
      return value === undefined || "value" in value ? value : undefined;
    },
    indexed: (name, ...indices) => indexed?.(name, indices),
  };
  return {
    ...environment,
    name: (name) => nameOf?.(name) ?? observables.get(name)?.(state),
  };
}
