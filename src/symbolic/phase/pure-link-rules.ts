/**
 * What the rules of the ridge-sum family say of one orthonormal Hermite polynomial of symbolic
 * degree: the loss, the flow of the overlaps, and the two Hessian eigenvalues at the average of
 * an equiangular frame.
 *
 * The loss of a link with c_q = a_q b_q is the sum of c_q times that of h_q, so gradients, flows
 * and Hessians add up in the same way. One derivation with the letters p, k, d, beta thus serves
 * every link, and nothing here knows an eigenvalue or a threshold.
 */
import { parseSpec } from "../../model/parse-spec.ts";
import type { Derivation } from "../derivation.ts";
import { predictRidgeSum } from "../families/ridge-sum/predict.ts";
import type { Derived, DerivedPrediction, EigenBlock } from "../prediction.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import type { Term } from "../term/term.ts";

export interface PureLinkRules {
  /** u[#i]' in the letters p, beta and the overlaps u. */
  readonly rate: Term;
  /** The eigenvalues at the average, within the span of the frame and across it. */
  readonly within: EigenBlock;
  readonly across: EigenBlock;
  /** The steps of both derivations, those of the spectrum first. */
  readonly spectrumSteps: Derivation;
  readonly flowSteps: Derivation;
}

/** The rules, applied. @throws NotDerivable if the family no longer answers one of the questions. */
export function pureLinkRules(): PureLinkRules {
  const { spec } = parseSpec(setting, "the setting of a derived link");
  const [spectrum, flow] = spec.claims.map((claim) =>
    predictRidgeSum(claim.setting, claim.question),
  );
  const derived = {
    spectrum: derivedOf(spectrum, "morse-index"),
    flow: derivedOf(flow, "reduction"),
  };
  const within = derived.spectrum.blocks.find(({ block }) => block === "within");
  const across = derived.spectrum.blocks.find(({ block }) => block === "across");
  const rate = derived.flow.rates[0];
  if (within === undefined || across === undefined || rate === undefined) {
    throw new NotDerivable("the spectrum or the flow of a ridge sum");
  }
  return {
    rate,
    within,
    across,
    spectrumSteps: spectrum!.derivation,
    flowSteps: flow!.derivation,
  };
}

/** The answers in it are placeholders: a prediction is made without sight of any answer. */
const setting = `
title: One neuron and k ridge functions over an equiangular frame
parameters:
  p: { in: 1..oo }
  k: { in: 2..oo }
  d: { in: k + 1..oo }
  beta: 0 <= real < 1
model:
  input: { gaussian: isotropic, dimension: d }
  teacher: { sum-of: k, link: "h(p, z)", frame: { equiangular: beta } }
  student: { neurons: 1, link: same, on: sphere }
  loss: correlation
claims:
  spectrum: { kind: morse-index, at: average, equals: 0 }
  flow: { kind: reduction, flow: { "u[i]": "0" } }
`;

function derivedOf<K extends Derived["kind"]>(
  prediction: DerivedPrediction | undefined,
  kind: K,
): Derived & { readonly kind: K } {
  if (prediction?.derived.kind !== kind) throw new NotDerivable(`a ${kind} of a ridge sum`);
  return prediction.derived as Derived & { readonly kind: K };
}
