/**
 * The phase diagram of the model of a spec, at one value of its parameters.
 */
import { bindExpression } from "../../model/bind/bind-expression.ts";
import { evaluateInteger, evaluateRational } from "../../model/bind/evaluate.ts";
import type { Binding } from "../../model/bind/instance.ts";
import type { Setting } from "../../model/claim.ts";
import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import { equals, one } from "../../model/rational.ts";
import type { Frame, Model } from "../../model/spec.ts";
import { spikedModel } from "../families/spiked/model.ts";
import { type PortraitLine, spikedPortrait } from "../families/spiked/portrait.ts";
import { plantedSum } from "../planted-sum.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import { isJoint, type JointLearning, jointLearning } from "./joint-learning.ts";
import { type PhaseDiagram, type PhaseOptions, phaseDiagram } from "./phase-diagram.ts";
import { type SaddleSequence, saddleSequence } from "./saddle-sequence.ts";

export type SettingDiagram =
  | { readonly kind: "portrait"; readonly lines: readonly PortraitLine[] }
  | { readonly kind: "joint"; readonly link: Expression; readonly joint: JointLearning }
  | { readonly kind: "diagram"; readonly link: string; readonly diagram: PhaseDiagram }
  /** Of several projections. */
  | { readonly kind: "saddles"; readonly sequence: SaddleSequence }
  | { readonly kind: "none"; readonly reason: string };

/** The parameter that is the angle of the frame, where one is: a diagram is over all its values. */
export function angleOf({ teacher }: Model): string | undefined {
  if (teacher.kind !== "sum" || teacher.frame.kind !== "equiangular") return undefined;
  const { beta } = teacher.frame;
  return beta.kind === "name" ? beta.name : undefined;
}

/** The diagram, or what of the model has no rule. */
export async function settingDiagram(
  model: Model,
  binding: Binding,
  parameters: Setting["parameters"] = new Map(),
): Promise<SettingDiagram> {
  try {
    if (model.teacher.kind === "projections") {
      return { kind: "saddles", sequence: saddleSequence(model, binding) };
    }
    const spiked = spikedModel({ model });
    if (spiked !== undefined) return { kind: "portrait", lines: spikedPortrait(spiked, binding) };
    if (isJoint(model)) {
      const setting: Setting = { parameters, model, start: [], assumptions: new Map() };
      return { kind: "joint", ...jointLearning(setting, binding) };
    }
    const { link, terms, weight, frame } = plantedSum(model);
    const k = evaluateInteger(terms, binding);
    if (k === undefined || k < 2) throw new NotDerivable("a sum of fewer than two ridge functions");
    const size = evaluateRational(weight, binding);
    if (size === undefined || !equals(size, one)) {
      throw new NotDerivable(
        "the phase diagram of a sum with weights other than 1: the average of all vectors is then not stationary in general; claims about blocks are derived one by one",
      );
    }
    const bound = bindExpression(link, binding);
    const options: PhaseOptions = { frame: frameOf(frame), k: BigInt(k), order };
    const diagram = await phaseDiagram(bound, "z", options);
    if ("code" in diagram) throw new NotDerivable(`the link: ${diagram.reason}`);
    return { kind: "diagram", link: linkText(bound), diagram };
  } catch (error) {
    if (error instanceof NotDerivable) return { kind: "none", reason: error.message };
    throw error;
  }
}

const order = 20;

function frameOf(frame: Frame): PhaseOptions["frame"] {
  switch (frame.kind) {
    case "orthonormal":
      return "orthonormal";
    case "equiangular":
      return "equiangular";
    case "any":
    case "gram":
    case "gram-rows":
    case "random":
      throw new NotDerivable(
        `a frame of the kind ${frame.kind}: no exchange of vectors keeps it, so that no symmetric slices cut its stationary points down; diagrams are of orthonormal and equiangular frames, and claims about others are derived one by one`,
      );
  }
}

const linkText = (link: Expression): string => formatExpression(link);
