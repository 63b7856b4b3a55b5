/**
 * The portrait of a spiked covariance: names with their values, or the reason why there is none.
 */

import type { SpikedPortrait } from "../../symbolic/families/spiked/portrait.ts";
import { heading, text } from "../document-blocks.ts";
import { type DiagramView, placeText } from "./diagram-view.ts";
import { listOf, object } from "./schema-words.ts";

const line = object(
  {
    name: { type: "string" },
    says: { type: "string" },
    enclosure: { type: "array", items: { type: "number" }, minItems: 2, maxItems: 2 },
    text: { type: "string" },
  },
  ["enclosure", "text"],
);

export const portraitView: DiagramView<SpikedPortrait> = {
  blocks: (at, { lines }) => [
    heading("Portrait of the model"),
    text(placeText("One neuron under a spiked covariance", at)),
    ...lines.map(({ name, says, enclosure, text: words }) =>
      text(`- **${name}**, ${says}: ${enclosure === undefined ? words : middle(enclosure)}`),
    ),
  ],
  json: ({ lines }) => ({ portrait: lines }),
  schema: { properties: { portrait: listOf(line) } },
  supports: () => [],
};

/** Twelve digits of the middle: enclosures here are far narrower. */
const middle = ([low, high]: readonly [number, number]): string =>
  `${Number((low + (high - low) / 2).toPrecision(12))}`;
