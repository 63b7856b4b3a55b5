/**
 * The family: one neuron whose link is learned together with its direction ([pillaud2025]).
 *
 *   phi = sum_p a_p h_p,  L(w, a) = factor E[(phi(<w, x>) - f*(x))^2]   (or - factor E[phi f*])
 *   w'   = - grad_w L, projected on the sphere
 *   a_p' = - speed (c_p dL/da_p + lambda a_p)
 *
 * with dL/da_p = 2 factor E[(phi - f*) h_p]. The last line is the gradient flow of L +
 * (lambda/2) |phi|^2 in the space with the norm sum a_p^2 / c_p. Every expectation is a quadrature
 * in two correlated Gaussians; that E[h_p f*] is a power of the overlap is nowhere used. `speed` is
 * how many times as fast the link moves.
 */

import type { ModelInstance } from "../../../model/bind/instance.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";
import { hermiteCoefficient } from "../../link/hermite-coefficient.ts";
import { hermiteLink } from "../../link/hermite-link.ts";
import { chosenFineness } from "../../quadrature/fineness.ts";
import { reducedSpherePoints } from "../../random/overlaps.ts";
import { hermiteValues } from "../../special/hermite.ts";
import { addScaled, dot, norm, scaled } from "../../vectors.ts";
import { type DefinedModel, type Quantity, withoutPopulation } from "../any-model/defined-model.ts";
import { degreeWeights } from "../degree-weights.ts";
import { lossBy, projectAcross } from "../ridge-sum/population-loss.ts";
import { numbersOf, type RidgeSum, ridgeSum } from "../ridge-sum/ridge-sum.ts";
import { type SampledLoss, sampleBySample } from "../sampling/sampled-loss.ts";
import { jointGradient } from "./joint-gradient.ts";
import { learnedBatch } from "./learned-batch.ts";

/** The direction's side: a ridge sum of one neuron, whose student link is put in at every state. */
export interface LearnedLink {
  readonly sum: RidgeSum;
  /** P. */
  readonly degree: number;
  /** c_0, ..., c_P. */
  readonly weights: Float64Array;
  readonly ridge: number;
  readonly speed: number;
  /** factor, and the weights of the teacher's ridge functions. */
  readonly factor: number;
  readonly teacherWeights: readonly number[];
  readonly isSquared: boolean;
  readonly noise: number;
}

export interface LearnedLinkOptions {
  readonly reduced?: boolean;
  readonly gram?: readonly (readonly number[])[];
}

/** The axes of an instance with a learned link, read. */
export function learnedLink(
  instance: ModelInstance,
  options: LearnedLinkOptions = {},
): LearnedLink | Failure {
  const { student, teacher, loss, dynamics } = instance;
  const { link } = student;
  if (link.kind !== "learned") return failure("unsupported-model", `${link.kind} link`);
  if (student.shape.kind !== "neurons" || student.shape.count !== 1) {
    return failure("unsupported-model", "a learned link of other than one neuron");
  }
  if (link.features !== undefined) return failure("unsupported-model", "random features");
  if (link.samples !== undefined)
    return failure("unsupported-model", "a link by kernel regression");
  if (dynamics.metric !== "round") return failure("unsupported-model", `${dynamics.metric} metric`);
  if (teacher.kind !== "sum") return failure("unsupported-model", "teacher of projections");
  const numbers = numbersOf([
    link.degree,
    link.ridge,
    link.speed,
    loss.factor,
    student.scale,
    teacher.noise,
  ]);
  if (isFailure(numbers)) return numbers;
  const [degree = 0, ridge = 0, speed = 1, factor = 1, scale = 1, noise = 0] = numbers;
  if (scale !== 1) return failure("unsupported-model", "a scale beside a learned link");
  const weights = degreeWeights(link.weights, degree);
  if (isFailure(weights)) return weights;
  const isotropic = { law: "gaussian", covariance: "isotropic" } as const;
  if (instance.input.law === "gaussian" && instance.input.covariance !== "isotropic") {
    return failure("unsupported-model", "a learned link under a spiked covariance");
  }
  const highest: ModelInstance = {
    ...instance,
    input: isotropic,
    student: { ...student, link: { kind: "same" } },
  };
  const sum = ridgeSum(highest, options);
  if (isFailure(sum)) return sum;
  const top = new Float64Array(degree + 1);
  top[degree] = 1;
  const phi = hermiteLink(top);
  const teacherWeights = numbersOf(teacher.weights);
  if (isFailure(teacherWeights)) return teacherWeights;
  return {
    sum: {
      ...sum,
      teacherRules: chosenFineness(phi, sum.teacher),
      studentRules: chosenFineness(phi, phi),
    },
    degree,
    weights,
    ridge,
    speed,
    factor,
    teacherWeights,
    isSquared: loss.kind === "squared",
    noise,
  };
}

/** The model of a learned link, ready to be followed: w, then a_0, ..., a_P. */
export function learnedLinkModel(
  instance: ModelInstance,
  options: LearnedLinkOptions = {},
): DefinedModel | Failure {
  const built = definedLearnedLink(instance, options);
  return isFailure(built) ? built : built.model;
}

/** The model with what it was made of. */
export function definedLearnedLink(
  instance: ModelInstance,
  options: LearnedLinkOptions = {},
): { readonly link: LearnedLink; readonly model: DefinedModel } | Failure {
  const link = learnedLink(instance, options);
  return isFailure(link) ? link : { link, model: modelOf(instance, link) };
}

function modelOf(instance: ModelInstance, model: LearnedLink): DefinedModel {
  const { sum, degree, weights, ridge, speed } = model;
  const d = sum.ambient;
  const size = d + degree + 1;
  const directionOf = (state: Float64Array): Float64Array => state.subarray(0, d);
  const linkOf = (state: Float64Array): Float64Array => state.subarray(d);
  const at = (state: Float64Array): RidgeSum => ({ ...sum, student: hermiteLink(linkOf(state)) });
  const { input } = instance;
  const isIsotropic = input.law === "gaussian" && input.covariance === "isotropic";
  const defined: DefinedModel = {
    size,
    loss: (state, rules) => lossBy(at(state), directionOf(state), rules),
    gradient: jointGradient(model, hermiteLink(new Float64Array(degree + 1))),
    velocity: (state, gradient, out) => {
      const a = linkOf(state);
      for (let i = 0; i < d; i++) out[i] = -gradient[i]!;
      projectAcross(sum, directionOf(state), out.subarray(0, d));
      for (let p = 0; p <= degree; p++) {
        out[d + p] = -speed * (weights[p]! * gradient[d + p]! + ridge * a[p]!);
      }
    },
    project: (state, vector) => projectAcross(sum, directionOf(state), vector.subarray(0, d)),
    restore: (state) => {
      const w = directionOf(state);
      w.set(scaled(1 / norm(w), w));
    },
    randomState: (random) => {
      const state = new Float64Array(size);
      const [w] = reducedSpherePoints(random, sum.dimension, sum.frame.length, 1);
      state.set(d === sum.dimension ? random.onSphere(d) : w!);
      // A state in general position: a start without a link is what a spec says, not this.
      for (let p = 0; p <= degree; p++) state[d + p] = random.normal();
      return state;
    },
    rounding: sum.teacher.degree === undefined ? 8 : 4,
    quantities: quantitiesOf(model),
    ...(d === sum.dimension && { sampled: sampledLearnedLink(model) }),
    ...(d === sum.dimension && isIsotropic && { batch: learnedBatch(model) }),
  };
  return input.law === "gaussian" ? defined : withoutPopulation(defined);
}

function quantitiesOf({ sum, degree }: LearnedLink): ReadonlyMap<string, Quantity> {
  const { ambient: d, frame, teacher, gram } = sum;
  const linear = (
    shape: readonly number[],
    values: (state: Float64Array) => Float64Array,
    from = 1,
  ): Quantity => ({ shape, from, values, differential: (_, along) => values(along) });
  const constant = (shape: readonly number[], entries: Float64Array, from: number): Quantity => ({
    shape,
    from,
    values: () => entries,
    differential: () => new Float64Array(entries.length),
  });
  // Events ask for overlaps at many places of a step: without views, which are dear.
  const overlaps = (state: Float64Array): Float64Array => {
    const all = new Float64Array(frame.length);
    frame.forEach((v, j) => {
      for (let i = 0; i < d; i++) all[j]! += state[i]! * v[i]!;
    });
    return all;
  };
  const b = Float64Array.from(
    { length: degree + 1 },
    (_, p) => hermiteCoefficient(teacher, p).value,
  );
  const ofLink = (state: Float64Array): Float64Array => state.slice(d);
  const k = frame.length;
  return new Map<string, Quantity>([
    ["w", linear([d], (state) => state.slice(0, d))],
    ["u", linear([k], overlaps)],
    ...(k === 1 ? ([["m", linear([], overlaps)]] as const) : []),
    ["a", linear([degree + 1], ofLink, 0)],
    ["b", constant([degree + 1], b, 0)],
    ["c", linear([degree + 1], (state) => ofLink(state).map((x, p) => x * b[p]!), 0)],
    ["A", constant([k, k], Float64Array.from(gram.flat()), 1)],
  ]);
}

/** The loss of one sample, for states (w, a). */
export function sampledLearnedLink(model: LearnedLink): SampledLoss {
  const { sum, degree, factor, isSquared, teacherWeights } = model;
  const d = sum.ambient;
  const h = new Float64Array(degree + 1);
  return {
    dimension: d,
    noise: model.noise,
    teacher: (x) =>
      sum.frame.reduce((y, v, j) => y + teacherWeights[j]! * sum.teacher.value(dot(v, x)), 0),
    gradientAt: (state) =>
      sampleBySample((x, y, weight, out) => {
        const a = state.subarray(d);
        const z = dot(state.subarray(0, d), x);
        const [phi, slope] = hermiteLink(a).jet(z);
        hermiteValues(z, h);
        const residual = isSquared ? 2 * factor * (phi - y) : -factor * y;
        addScaled(out.subarray(0, d), weight * residual * slope, x);
        for (let p = 0; p <= degree; p++) out[d + p]! += weight * residual * h[p]!;
        return isSquared ? factor * (phi - y) ** 2 : -factor * phi * y;
      }),
  };
}
