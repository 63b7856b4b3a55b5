/**
 * The phase diagram of a link, as part of the document of a spec.
 */
import type { LinkDiagram } from "../../symbolic/phase/link-diagram.ts";
import { text } from "../document-blocks.ts";
import { type DiagramView, placeText } from "./diagram-view.ts";
import { phaseSections } from "./phase-document.ts";
import { phaseSupports } from "./phase-evidence.ts";
import { phaseJson } from "./phase-json.ts";
import { phaseSchema } from "./phase-schema.ts";

const { evidence: _, ...properties } = phaseSchema.properties;

export const linkView: DiagramView<LinkDiagram> = {
  blocks: (at, { link, diagram }) => [
    text(placeText("What follows is the phase diagram of the model", at)),
    ...phaseSections(link, diagram),
  ],
  json: ({ link, diagram }) => {
    const { evidence: _, ...shown } = phaseJson(link, diagram);
    return shown;
  },
  schema: { properties },
  supports: ({ diagram }) => phaseSupports(diagram),
};
