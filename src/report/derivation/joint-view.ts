/**
 * The diagram of a learned link, as part of the document of a spec.
 */
import type { JointDiagram } from "../../symbolic/phase/joint-learning.ts";
import { text } from "../document-blocks.ts";
import type { DiagramView } from "./diagram-view.ts";
import { jointJson, jointSections } from "./joint-document.ts";
import { stepSchema } from "./phase-schema.ts";
import { listOf, object } from "./schema-words.ts";

const words = { type: "string" } as const;
const whole = { type: "integer" } as const;
const notDerived = object({ notDerived: words });
const number = { value: words, error: { type: "number" } } as const;

const stop = object(
  {
    exact: words,
    value: words,
    enclosure: listOf(words),
    fromBelow: { type: "boolean" },
    fromAbove: { type: "boolean" },
  },
  ["exact", "fromBelow", "fromAbove"],
);

const stops = object(
  { polynomial: listOf(words), stops: listOf(stop), notDecided: listOf(listOf(words)) },
  ["polynomial"],
);

/** Coefficients, coupled flow, stops of the planted flow, time. */
const joint = object({
  link: words,
  degree: whole,
  coefficients: listOf(object({ degree: whole, exact: words, ...number }, ["exact"])),
  flow: { anyOf: [notDerived, object({ steps: listOf(stepSchema) })] },
  planted: { anyOf: [notDerived, stops] },
  time: { anyOf: [notDerived, object({ degree: whole, text: words, latex: words })] },
});

export const jointView: DiagramView<JointDiagram> = {
  blocks: (at, { link, joint: found }) => [
    ...(at === "" ? [] : [text(`At \`${at}\`; \`--set name=value\` chooses other values.`)]),
    ...jointSections(link, found),
  ],
  json: ({ link, joint: found }) => ({ joint: jointJson(link, found) }),
  schema: { properties: { joint } },
  supports: () => [],
};
