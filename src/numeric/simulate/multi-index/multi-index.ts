/**
 * The family: a subspace learns a link of q projections ([bietti2023]).
 *
 *   f*(x) = f(<v_1, x>, ..., <v_q, x>),   predictor phi(W^T x),   W in R^(d x r), W^T W = I
 *
 * With z = W^T x, M = V^T W (q x r) and an orthonormal basis Q of what is left of the v_i across W,
 *   V^T x = M z + T xi,   T = V^T Q,   z and xi independent standard Gaussians.
 * Every expectation is a tensor quadrature over (z, xi), never over R^d.
 *   planted link   phi = f or a given link; dL/dw_j = E[l'(phi, f*) d_j phi(z) x]
 *   optimal link   phi = F(z) = E[f* | z], the minimiser of the squared loss at W. The derivative
 *                  of the minimal loss is that with phi held (the link's own vanishes).
 *   with a penalty by degree (`penalty.ts`): the minimiser of loss plus penalty, and the loss of
 *                  the model is that least sum, which the subspace descends
 * E[x | z, xi] = W z + Q xi gives the gradient in R^d. No Hermite expansion is used but where a
 * penalty speaks of degrees.
 */

import type { ModelInstance } from "../../../model/bind/instance.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import { formatExpression } from "../../../model/expression/format.ts";
import { freeNames } from "../../../model/expression/traverse.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";
import { functionOfLink, type GaussianFunction } from "../../gaussian/function.ts";
import { fastLink } from "../../gaussian/polynomial-link.ts";
import { type MultiLink, multiLink } from "../../link/multi-link.ts";
import { grassmann, stiefel } from "../../manifold/frames.ts";
import { haarFrame, reducedHaarFrame } from "../../random/overlaps.ts";
import { type DefinedModel, withoutPopulation } from "../any-model/defined-model.ts";
import { numbersOf } from "../ridge-sum/ridge-sum.ts";
import type { MultiIndex } from "./model.ts";
import { overlapFlow } from "./overlap-flow.ts";
import { penalisedFit } from "./penalised-terms.ts";
import { type Penalty, penaltyOf } from "./penalty.ts";
import { multiIndexQuantities } from "./quantities.ts";
import { sampledMultiIndex } from "./sampled-loss.ts";
import { optimalTerms, plantedTerms, type SubspaceTerms } from "./terms.ts";

export interface MultiIndexOptions {
  /** Keep columns in min(d, q + r) dimensions; default: d > 64. */
  readonly reduced?: boolean;
}

/** Most variables of a link. */
const mostVariables = 3;
/** Degrees that a penalty is worked out for, of a teacher that is no polynomial. */
const highestDegree = 12;

/** The axes of an instance, read. */
export function multiIndex(
  instance: ModelInstance,
  options: MultiIndexOptions = {},
): MultiIndex | Failure {
  const { input, teacher, student, loss, dynamics, dimension } = instance;
  if (teacher.kind !== "projections")
    return failure("unsupported-model", "a sum of ridge functions");
  if (student.shape.kind !== "subspace" || student.on === "sphere") {
    return failure("unsupported-model", "projections with a student of neurons");
  }
  if (input.law === "gaussian" && input.covariance !== "isotropic") {
    return failure("unsupported-model", "projections under a spiked covariance");
  }
  if (dynamics.metric !== "round") return failure("unsupported-model", `${dynamics.metric} metric`);
  const [q, r] = [teacher.count, student.shape.rank];
  if (q > mostVariables || r > dimension || q > dimension) {
    return failure("unsupported-model", `${q} projections, rank ${r}, dimension ${dimension}`);
  }
  const f = compiledLink(teacher.link, q);
  if (isFailure(f)) return f;
  const phi = studentOf(instance, f, r);
  if (isFailure(phi)) return phi;
  const isSquared = loss.kind === "squared";
  if (phi === undefined && !isSquared) {
    return failure("unsupported-model", "the correlation loss has no optimal link");
  }
  const numbers = numbersOf([loss.factor, teacher.noise, student.scale]);
  if (isFailure(numbers)) return numbers;
  const [factor = 1, noise = 0, scale = 1] = numbers;
  const penalty = studentPenalty(student.link, f.degree ?? highestDegree, factor);
  if (isFailure(penalty)) return penalty;
  if (scale !== 1) return failure("unsupported-model", "a scale beside a subspace");
  const reduced = options.reduced ?? dimension > 64;
  return {
    projections: q,
    rank: r,
    dimension,
    ambient: reduced ? Math.min(dimension, q + r) : dimension,
    teacher: f,
    ...(phi && { student: phi }),
    ...(penalty && { penalty }),
    factor,
    isSquared,
    noise,
    on: student.on,
  };
}

function compiledLink(expression: Expression, variables: number): MultiLink | Failure {
  const written = multiLink(expression, variables);
  return isFailure(written) ? written : fastLink(written);
}

function studentOf(
  { student: { link } }: ModelInstance,
  teacher: MultiLink,
  rank: number,
): MultiLink | undefined | Failure {
  switch (link.kind) {
    case "same":
      if (rank === teacher.variables) return teacher;
      return failure("unsupported-model", `link of ${teacher.variables} variables, rank ${rank}`);
    case "expression":
      return rank <= mostVariables
        ? compiledLink(link.expression, rank)
        : failure("unsupported-model", `a link of ${rank} variables`);
    case "optimal":
      return undefined;
    case "learned":
      return failure("unsupported-model", "a learned link of a subspace");
  }
}

function studentPenalty(
  link: ModelInstance["student"]["link"],
  degree: number,
  factor: number,
): Penalty | undefined | Failure {
  if (link.kind !== "optimal") return undefined;
  if (link.weights === undefined && link.ridge === undefined) return undefined;
  return penaltyOf(link, degree, factor);
}

/** `f`, `phi`, or any expression in the variables of f. */
function functionNamed(
  { teacher, student, projections }: MultiIndex,
  link: Expression,
): GaussianFunction | Failure | undefined {
  if (link.kind === "name" && link.name === "f") return functionOfLink(teacher);
  if (link.kind === "name" && link.name === "phi") return student && functionOfLink(student);
  if (!freeNames(link).has("z")) return undefined;
  const f = multiLink(link, projections);
  return isFailure(f) ? f : functionOfLink(f);
}

/** Claims ask for the same function at every state, and its coefficients are dear. */
function remembered<T>(known: Map<string, T>, link: Expression, make: () => T): T {
  const key = formatExpression(link);
  if (!known.has(key)) known.set(key, make());
  return known.get(key)!;
}

/** The model, ready to be followed: the columns w_1, ..., w_r, one after another. */
export function multiIndexModel(
  instance: ModelInstance,
  options: MultiIndexOptions = {},
): DefinedModel | Failure {
  const built = definedMultiIndex(instance, options);
  return isFailure(built) ? built : built.model;
}

/** The model with what it was made of. */
export function definedMultiIndex(
  instance: ModelInstance,
  options: MultiIndexOptions = {},
): { readonly multi: MultiIndex; readonly model: DefinedModel } | Failure {
  const multi = multiIndex(instance, options);
  return isFailure(multi) ? multi : { multi, model: modelOf(instance, multi) };
}

function modelOf(instance: ModelInstance, model: MultiIndex): DefinedModel {
  const { ambient: d, rank: r, dimension } = model;
  const terms = (W: Float64Array, rules: "coarse" | "fine"): SubspaceTerms => {
    if (model.student !== undefined) return plantedTerms(model, W, rules);
    if (model.penalty === undefined) return optimalTerms(model, W, rules);
    return penalisedFit(model, model.penalty, W, rules).terms;
  };
  const manifold = model.on === "stiefel" ? stiefel(d, r) : grassmann(d, r);
  const project = (W: Float64Array, vector: Float64Array): void =>
    vector.set(manifold.tangent(W, vector));
  const isPolynomial = model.teacher.degree !== undefined;
  const closed = d < dimension ? overlapFlow(model) : undefined;
  const functions = new Map<string, GaussianFunction | Failure | undefined>();
  const defined: DefinedModel = {
    size: r * d,
    loss: (W, rules) => terms(W, rules).loss,
    gradient: (W, rules) => terms(W, rules).gradient,
    velocity: (W, gradient, out) => {
      for (let i = 0; i < out.length; i++) out[i] = -gradient[i]!;
      project(W, out);
    },
    project,
    restore: (W) => W.set(manifold.onto(W)),
    randomState: (random) => {
      const columns =
        d === dimension
          ? haarFrame(random, d, r)
          : reducedHaarFrame(random, dimension, model.projections, r);
      return Float64Array.from(columns.flatMap((w) => [...w]));
    },
    rounding: isPolynomial ? 4 : 8,
    quantities: multiIndexQuantities(model),
    // Directions are learned at times that are powers of d apart [bietti2023, Theorem 3.25].
    isStiff: model.student === undefined,
    link: (link) => remembered(functions, link, () => functionNamed(model, link)),
    ...(closed && { closed }),
    ...(d === dimension && { sampled: sampledMultiIndex(model) }),
  };
  return instance.input.law === "gaussian" ? defined : withoutPopulation(defined);
}
