/**
 * Laws of the input that a program adds: a Gaussian of any covariance, or any sampler.
 *
 * A Gaussian has its population loss by quadrature, as the isotropic one has. Of a sampler nothing
 * is known but its draws, so it moves descents and flows on samples alone.
 */
import type { ModelInstance } from "../../model/bind/instance.ts";
import { type Failure, failure, isFailure } from "../failure.ts";
import { rootOf, type SymmetricRoot } from "./ridge-sum/covariance.ts";
import type { Sampler } from "./sampling/sampler.ts";

export type OwnInput =
  /** Sigma, d rows of d numbers, symmetric and positive definite. */
  | { readonly covariance: (dimension: number) => readonly (readonly number[])[] }
  /** Fills x, of length d, with one draw. */
  | { readonly sample: Sampler };

const inputs = new Map<string, OwnInput>();

/** Adds a law to what is simulated. */
export const declareInput = (name: string, input: OwnInput): void => {
  inputs.set(name, input);
};

/** The law that an instance names, if a program added it. */
export function ownInput(input: ModelInstance["input"]): OwnInput | undefined {
  return input.law === "own" ? inputs.get(input.name) : undefined;
}

/** Whether the population loss of an input is an expectation over a Gaussian. */
export function isGaussian(input: ModelInstance["input"]): boolean {
  const own = ownInput(input);
  return input.law === "gaussian" || (own !== undefined && "covariance" in own);
}

/** The root of the covariance that a program gave; `undefined` for any other input. */
export function ownRoot({ input, dimension }: ModelInstance): SymmetricRoot | Failure | undefined {
  const own = ownInput(input);
  if (own === undefined || !("covariance" in own)) return undefined;
  const root = rootOf(own.covariance(dimension), dimension);
  return isFailure(root) ? failure(root.code, `input: ${root.detail}`) : root;
}
