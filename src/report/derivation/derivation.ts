/**
 * What is derived for a spec as a document: the phase diagram of its model, then each claim with
 * what is shown on the left and the reason on the right.
 */
import type { Claim } from "../../model/claim.ts";
import type { Spec } from "../../model/spec.ts";
import type { Description } from "../../symbolic/describe.ts";
import type { PortraitLine } from "../../symbolic/families/spiked/portrait.ts";
import type { SettingDiagram } from "../../symbolic/phase/setting-diagram.ts";
import type { Prediction } from "../../symbolic/prediction.ts";
import { type Block, heading, literally, text, withReferences } from "../document-blocks.ts";
import { derivationParts, evidenceDocument } from "../evidence.ts";
import { sourceText } from "../sentences.ts";
import { jointJson, jointSections } from "./joint-document.ts";
import { phaseSections } from "./phase-document.ts";
import { phaseSupports } from "./phase-evidence.ts";
import { phaseJson, stepJson } from "./phase-json.ts";
import { saddleBlocks, saddleJson } from "./saddle-document.ts";

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
    ...(model?.diagram.kind === "diagram" ? phaseSupports(model.diagram.diagram) : []),
    ...claims.flatMap(({ claim, prediction }) =>
      prediction.status === "none"
        ? []
        : [{ id: claim.id, verdict: "derived", items: derivationParts(prediction.derivation) }],
    ),
  ]),
});

function modelBlocks({ at, diagram }: ModelDiagram): readonly Block[] {
  if (diagram.kind === "none") {
    return [heading("Phase diagram of the model"), text(`Not derived: ${diagram.reason}.`)];
  }
  if (diagram.kind === "saddles") {
    const place =
      at === "" ? [] : [text(`At \`${at}\`; \`--set name=value\` chooses other values.`)];
    return [...place, ...saddleBlocks(diagram.sequence)];
  }
  if (diagram.kind === "portrait") {
    return [heading("Portrait of the model"), ...portraitBlocks(at, diagram.lines)];
  }
  if (diagram.kind === "joint") {
    const shown =
      at === "" ? [] : [text(`At \`${at}\`; \`--set name=value\` chooses other values.`)];
    return [...shown, ...jointSections(diagram.link, diagram.joint)];
  }
  const where =
    at === ""
      ? "What follows is the phase diagram of the model."
      : `What follows is the phase diagram of the model at \`${at}\`; \`--set name=value\` chooses other values.`;
  return [text(where), ...phaseSections(diagram.link, diagram.diagram)];
}

/** Names with their values, or the reason why there is none. */
function portraitBlocks(at: string, lines: readonly PortraitLine[]): readonly Block[] {
  const where = at === "" ? "" : ` at \`${at}\`; \`--set name=value\` chooses other values`;
  return [
    text(`One neuron under a spiked covariance${where}.`),
    ...lines.map(({ name, says, enclosure, text: words }) =>
      text(`- **${name}**, ${says}: ${enclosure === undefined ? words : middle(enclosure)}`),
    ),
  ];
}

/** Twelve digits of the middle: enclosures here are far narrower. */
const middle = ([low, high]: readonly [number, number]): string =>
  `${Number((low + (high - low) / 2).toPrecision(12))}`;

function modelJson({ at, diagram }: ModelDiagram) {
  if (diagram.kind === "none") return { at, notDerived: diagram.reason };
  if (diagram.kind === "saddles") return { at, ...saddleJson(diagram.sequence) };
  if (diagram.kind === "portrait") return { at, portrait: diagram.lines };
  if (diagram.kind === "joint") return { at, joint: jointJson(diagram.link, diagram.joint) };
  const { evidence: _, ...shown } = phaseJson(diagram.link, diagram.diagram);
  return { at, ...shown };
}

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
