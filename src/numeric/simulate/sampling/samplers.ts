/**
 * Laws of the input, as functions that fill a vector with one draw.
 *
 * - Gaussian, of covariance I or S^2 for a symmetric root S.
 * - Student's t with nu degrees: g sqrt(nu / chi^2_nu) with one chi^2 for all coordinates, scatter
 *   matrix I ([Kotz2004, §1.1]).
 * - Uniform on the sphere of radius sqrt(d), whose covariance is I: links see arguments of order 1
 *   under every law.
 * Any function of this type is a law for the library.
 */
import type { ModelInstance } from "../../../model/bind/instance.ts";
import { evaluateNumber } from "../../evaluate/evaluate-number.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";
import { gammaDeviate } from "../../random/gamma.ts";
import { norm } from "../../vectors.ts";
import { ownInput } from "../own-inputs.ts";
import type { SymmetricRoot } from "../ridge-sum/covariance.ts";
import type { Sampler } from "./sampler.ts";

export const standardGaussian: Sampler = (random, x) => {
  for (let i = 0; i < x.length; i++) x[i] = random.normal();
};

/** N(0, S^2). */
export const gaussianOf =
  (root: SymmetricRoot): Sampler =>
  (random, x) => {
    standardGaussian(random, x);
    root.apply(x, x);
  };

/** Multivariate t with `degrees` > 0 degrees of freedom. */
export const studentT =
  (degrees: number): Sampler =>
  (random, x) => {
    standardGaussian(random, x);
    const scale = Math.sqrt(degrees / (2 * gammaDeviate(random, degrees / 2)));
    for (let i = 0; i < x.length; i++) x[i]! *= scale;
  };

export const uniformSphere: Sampler = (random, x) => {
  standardGaussian(random, x);
  const scale = Math.sqrt(x.length) / norm(x);
  for (let i = 0; i < x.length; i++) x[i]! *= scale;
};

/** The law that a model names; `root` is that of its covariance, where it is Gaussian. */
export function samplerOf(
  input: ModelInstance["input"],
  root: SymmetricRoot | undefined,
): Sampler | Failure {
  switch (input.law) {
    case "gaussian":
      return root === undefined ? standardGaussian : gaussianOf(root);
    case "student-t": {
      const degrees = evaluateNumber(input.degrees);
      if (isFailure(degrees)) return degrees;
      if (!(degrees.value > 0)) {
        return failure("wrong-arguments", `student-t: expected degrees > 0, got ${degrees.value}`);
      }
      return studentT(degrees.value);
    }
    case "uniform-sphere":
      return uniformSphere;
    case "own": {
      const own = ownInput(input);
      if (own === undefined) return failure("unsupported-model", `inputs of law ${input.name}`);
      if ("sample" in own) return own.sample;
      if (root !== undefined) return gaussianOf(root);
      return failure("unsupported-model", `the covariance of ${input.name} in this family`);
    }
  }
}
