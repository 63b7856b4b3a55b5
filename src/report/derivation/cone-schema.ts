/**
 * The JSON Schema of the slices of a link whose folds are enclosed.
 */
import { basis, listOf, object, text, texts, whole } from "./schema-words.ts";

const overlaps = listOf(texts);

export const coneSchema = object({
  basis: { enum: basis.enum.slice(1) },
  /** Whether these are all k - 1 slices. */
  isWhole: { type: "boolean" },
  slices: listOf(
    object({
      l: whole,
      events: listOf(
        object(
          {
            kind: { enum: ["fold", "average", "not decided"] },
            value: text,
            enclosure: texts,
            overlaps,
          },
          ["overlaps"],
        ),
      ),
      cells: listOf(
        object({
          from: text,
          to: text,
          sample: text,
          points: {
            anyOf: [
              listOf(object({ overlaps, index: { type: ["integer", "null"] } })),
              { type: "null" },
            ],
          },
        }),
      ),
    }),
  ),
});
