/**
 * The family: a subspace and its link learned together, at a finite ratio of their time scales.
 *
 *   phi = sum_beta a_beta h_beta,  L(W, a) = factor E[(phi(W^T x) - f*(x))^2]  (or - factor E[phi
 *   f*])
 *   W'      = - grad_W L, projected on the Stiefel manifold or the Grassmannian
 *   a'      = - speed (K dL/da + lambda a)
 *
 * with K = diag(c_|beta|), the gradient flow of L + (lambda/2) sum a_beta^2 / c_|beta| in the space
 * of that norm, or K = F F^T for random features F (`link-space.ts`). On the Grassmannian W moves
 * across its span alone; the link is no function on it, and learns the rotation instead. As speed
 * grows the link is at its optimum and the family that of `multi-index/`. Expectations are tensor
 * quadratures over (z, xi), as there.
 */
import type { ModelInstance } from "../../../model/bind/instance.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";
import { hermiteMultiLink } from "../../gaussian/polynomial-link.ts";
import { grassmann, stiefel } from "../../manifold/frames.ts";
import { tensorRule } from "../../quadrature/tensor.ts";
import type { RandomStream } from "../../random/stream.ts";
import { addScaled } from "../../vectors.ts";
import type { Sized } from "../answers.ts";
import { type DefinedModel, type Quantity, withoutPopulation } from "../any-model/defined-model.ts";
import type { MultiIndex } from "../multi-index/model.ts";
import { definedMultiIndex } from "../multi-index/multi-index.ts";
import { innerOf, plantedTerms, pointsOf, splitAt } from "../multi-index/terms.ts";
import { numbersOf } from "../ridge-sum/ridge-sum.ts";
import type { Rules } from "../ridge-sum/terms.ts";
import { basisValues, type LinkSpace, linkSpace } from "./link-space.ts";
import { type LearnedSubspace, paceOf } from "./model.ts";
import { learnedOverlapFlow } from "./overlap-flow.ts";

export interface LearnedSubspaceParts {
  readonly learned: LearnedSubspace;
  readonly model: DefinedModel;
  /** The subspace alone, with the link at its optimum: random frames, names of W. */
  readonly frame: DefinedModel;
}

/** Most variables of a learned link. */
const mostVariables = 3;

/** @param options as for a subspace without a link of its own */
export function learnedSubspace(
  instance: ModelInstance,
  options: { readonly reduced?: boolean } = {},
): LearnedSubspaceParts | Failure {
  const { student, teacher, loss } = instance;
  const { link, shape } = student;
  if (link.kind !== "learned") return failure("unsupported-model", `${link.kind} link`);
  if (teacher.kind !== "projections" || shape.kind !== "subspace") {
    return failure("unsupported-model", "a learned link of other than a subspace");
  }
  const r = shape.rank;
  if (r > mostVariables) return failure("unsupported-model", `a learned link of ${r} variables`);
  const numbers = numbersOf([link.degree, link.ridge, link.speed]);
  if (isFailure(numbers)) return numbers;
  const [degree = 0, ridge = 0, speed = 1] = numbers;
  const space = linkSpace(r, degree, link.weights);
  if (isFailure(space)) return space;
  // Read as a subspace whose link is at its optimum, which every axis but the link allows.
  const asOptimal: ModelInstance = {
    ...instance,
    loss: { ...loss, kind: "squared" },
    student: { ...student, link: { kind: "optimal" } },
  };
  const built = definedMultiIndex(asOptimal, options);
  if (isFailure(built)) return built;
  const multi: MultiIndex = {
    ...built.multi,
    isSquared: loss.kind === "squared",
    student: hermiteMultiLink(r, space.beta, new Float64Array(space.beta.length)),
  };
  const learned = { multi, space, ridge, speed };
  const model = modelOf(learned, built.model);
  return {
    learned,
    frame: built.model,
    model: instance.input.law === "gaussian" ? model : withoutPopulation(model),
  };
}

/** The model of (W, a). */
export function modelOf(learned: LearnedSubspace, frame: DefinedModel): DefinedModel {
  const { multi, space, ridge, speed } = learned;
  const { rank: r, ambient: d, dimension } = multi;
  const [columns, size] = [r * d, r * d + space.beta.length];
  const frameOf = (state: Float64Array): Float64Array => state.subarray(0, columns);
  const linkOf = (state: Float64Array): Float64Array => state.subarray(columns);
  const at = (state: Float64Array): MultiIndex => ({
    ...multi,
    student: hermiteMultiLink(r, space.beta, linkOf(state)),
  });
  const manifold = multi.on === "stiefel" ? stiefel(d, r) : grassmann(d, r);
  const project = (state: Float64Array, vector: Float64Array): void => {
    const part = frameOf(vector);
    part.set(manifold.tangent(frameOf(state), part));
  };
  const pace = paceOf(learned);
  const closed = d < dimension ? learnedOverlapFlow(learned) : undefined;
  return {
    size,
    loss: (state, rules) => plantedTerms(at(state), frameOf(state), rules).loss,
    gradient: (state, rules) => {
      const model = at(state);
      const inFrame = plantedTerms(model, frameOf(state), rules).gradient;
      const inLink = coefficientGradient(model, space, frameOf(state), rules);
      const value = new Float64Array(size);
      value.set(inFrame.value);
      value.set(inLink.value, columns);
      return { value, size: inFrame.size + inLink.size };
    },
    velocity: (state, gradient, out) => {
      for (let i = 0; i < columns; i++) out[i] = -gradient[i]!;
      project(state, out);
      const [a, moved] = [linkOf(state), linkOf(out)];
      pace(linkOf(gradient), moved);
      for (let t = 0; t < a.length; t++) moved[t] = -speed * (moved[t]! + ridge * a[t]!);
    },
    project,
    restore: (state) => frameOf(state).set(manifold.onto(frameOf(state))),
    randomState: (random: RandomStream) => {
      const state = new Float64Array(size);
      state.set(frame.randomState(random));
      for (let i = columns; i < size; i++) state[i] = random.normal();
      return state;
    },
    rounding: frame.rounding,
    quantities: new Map(
      [...frame.quantities].map(([name, quantity]) => [name, onFrame(quantity, columns)]),
    ),
    // A fast link settles long before the subspace moves; its closed flow has few coordinates.
    isStiff: closed !== undefined,
    ...(frame.link && { link: frame.link }),
    ...(closed && { closed }),
  };
}

/**
 * dL/da_beta: 2 factor E[(phi - f*) h_beta], without phi for the correlation loss: - factor E[f*
 * h_beta].
 */
function coefficientGradient(
  model: MultiIndex,
  space: LinkSpace,
  W: Float64Array,
  rules: Rules,
): Sized<Float64Array> {
  const { rank: r, factor, isSquared, student } = model;
  const points = pointsOf(model, rules);
  const outer = tensorRule(r, points.outer);
  const inner = innerOf(model, splitAt(model, W), points.inner);
  const basis = basisValues(space);
  const [h, value] = [new Float64Array(space.beta.length), new Float64Array(space.beta.length)];
  const weight = isSquared ? 2 * factor : factor;
  let size = 0;
  for (let i = 0; i < outer.count; i++) {
    const z = outer.nodes.subarray(i * r, (i + 1) * r);
    inner.at(z);
    basis(z, h);
    const own = isSquared ? student!.value(z) : 0;
    const scale = weight * outer.weights[i]!;
    addScaled(value, scale * (own - inner.mean), h);
    size += scale * (Math.abs(own) + inner.absolute) * h.reduce((sum, x) => sum + Math.abs(x), 0);
  }
  return { value, size };
}

/** A quantity of W as one of (W, a). */
const onFrame = (quantity: Quantity, columns: number): Quantity => ({
  ...quantity,
  values: (state) => quantity.values(state.subarray(0, columns)),
  ...(quantity.differential && {
    differential: (state, along) =>
      quantity.differential!(state.subarray(0, columns), along.subarray(0, columns)),
  }),
});
