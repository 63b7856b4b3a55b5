/**
 * What is derived for a spec as a document: the phase diagram of its model, then each claim with
 * what is shown on the left and the reason on the right.
 */
import type { Claim } from "../../model/claim.ts";
import type { Spec } from "../../model/spec.ts";
import type { Description } from "../../symbolic/describe.ts";
import type { SettingDiagram } from "../../symbolic/phase/setting-diagram.ts";
import type { Prediction } from "../../symbolic/prediction.ts";
import { type Block, heading, literally, text, withReferences } from "../document-blocks.ts";
import { derivationParts, evidenceDocument } from "../evidence.ts";
import { sourceText } from "../sentences.ts";
import { viewOf } from "./diagram-views.ts";
import { stepJson } from "./phase-json.ts";

/** A claim's question with what is derived for it. */
export interface DerivedClaim {
  readonly claim: Claim;
  readonly prediction: Prediction;
  /** Given wherever something was derived. */
  readonly description?: Description;
}

/** The phase diagram of the model at some values of its parameters, or why there is none. */
export interface ModelDiagram {
  /** `k=2, p=3`. */
  readonly at: string;
  readonly diagram: SettingDiagram;
}

/** The document of a spec as blocks. */
export const derivationBlocks = (
  spec: Spec,
  claims: readonly DerivedClaim[],
  model?: ModelDiagram,
): readonly Block[] =>
  withReferences([
    { kind: "title", text: literally(spec.title) },
    ...(sourceText(spec.source) === "" ? [] : [text(literally(sourceText(spec.source)))]),
    ...(model === undefined ? [] : modelBlocks(model)),
    ...claims.flatMap(claimBlocks),
  ]);

/** The same as data. */
export const derivationJson = (
  spec: Spec,
  claims: readonly DerivedClaim[],
  model?: ModelDiagram,
) => ({
  version: 1,
  title: spec.title,
  ...(model === undefined ? {} : { model: modelJson(model) }),
  claims: claims.map(claimJson),
  evidence: evidenceDocument(`derive ${spec.file}`, [
    ...(model === undefined || model.diagram.kind === "none"
      ? []
      : viewOf(model.diagram).supports(model.diagram)),
    ...claims.flatMap(({ claim, prediction }) =>
      prediction.status === "none"
        ? []
        : [{ id: claim.id, verdict: "derived", items: derivationParts(prediction.derivation) }],
    ),
  ]),
});

const modelBlocks = ({ at, diagram }: ModelDiagram): readonly Block[] =>
  diagram.kind === "none"
    ? [heading("Phase diagram of the model"), text(`Not derived: ${diagram.reason}.`)]
    : viewOf(diagram).blocks(at, diagram);

const modelJson = ({ at, diagram }: ModelDiagram) =>
  diagram.kind === "none"
    ? { at, notDerived: diagram.reason }
    : { at, ...viewOf(diagram).json(diagram) };

function claimBlocks({ claim, prediction, description }: DerivedClaim): readonly Block[] {
  const source = sourceText(claim.source);
  const head = [
    heading(`Claim \`${claim.id}\``),
    ...(source === "" ? [] : [text(literally(source))]),
  ];
  if (prediction.status === "none") return [...head, text(`Not derived: ${prediction.reason}.`)];
  return [
    ...head,
    { kind: "steps", steps: prediction.derivation, from: 1 },
    text(`**Result.** \`${description?.text ?? ""}\``),
  ];
}

const claimJson = ({ claim, prediction, description }: DerivedClaim) =>
  prediction.status === "none"
    ? { id: claim.id, kind: claim.question.kind, notDerived: prediction.reason }
    : {
        id: claim.id,
        kind: claim.question.kind,
        derived: description?.text,
        cas: description?.cas,
        steps: prediction.derivation.map(stepJson),
      };
