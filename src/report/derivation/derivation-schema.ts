/**
 * The JSON Schema of `lemmata derive SPEC --format json`; published as `schema/derive-spec.json`.
 */
import { diagramViews } from "./diagram-views.ts";
import { casSchema, evidenceSchema, stepSchema } from "./phase-schema.ts";
import { listOf, object } from "./schema-words.ts";

const text = { type: "string" } as const;

/** The schema: of the model its phase diagram or why there is none, of each claim its derivation. */
export const derivationSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "lemmata derive SPEC --format json",
  ...object(
    {
      version: { const: 1 },
      title: text,
      model: {
        anyOf: [
          object({ at: text, notDerived: text }),
          ...Object.values(diagramViews).map(({ schema: { properties, optional } }) =>
            object({ at: text, ...properties }, optional),
          ),
        ],
      },
      claims: listOf({
        anyOf: [
          object({ id: text, kind: text, notDerived: text }),
          object({
            id: text,
            kind: text,
            derived: text,
            cas: casSchema,
            steps: listOf(stepSchema),
          }),
        ],
      }),
      evidence: evidenceSchema,
    },
    ["model"],
  ),
} as const;
