/**
 * The JSON Schema of `lemmata derive SPEC --format json`; published as `schema/derive-spec.json`.
 */
import {
  casSchema,
  evidenceSchema,
  listOf,
  object,
  phaseSchema,
  stepSchema,
} from "./phase-schema.ts";

const text = { type: "string" } as const;

const { evidence: _, ...diagram } = phaseSchema.properties;

const integer = { type: "integer" } as const;

/** Of several projections: the saddles of the subspace, in their order. */
const saddles = {
  link: text,
  leaps: listOf(integer),
  saddles: listOf(
    object(
      {
        exponent: integer,
        directions: integer,
        order: object({ power: integer, log: integer }),
        weight: text,
        factor: text,
        freedom: integer,
        latex: text,
      },
      ["weight", "factor", "freedom"],
    ),
  ),
  blind: integer,
} as const;
/** A number by an enclosure, or words. */
const portraitLine = object(
  {
    name: text,
    says: text,
    enclosure: { type: "array", items: { type: "number" }, minItems: 2, maxItems: 2 },
    text,
  },
  ["enclosure", "text"],
);
const notDerived = object({ notDerived: text });
const number = { value: text, error: { type: "number" } } as const;

/** Of a learned link: coefficients, coupled flow, stops of the planted flow, time. */
const jointSchema = object({
  link: text,
  degree: integer,
  coefficients: listOf(object({ degree: integer, exact: text, ...number }, ["exact"])),
  flow: { anyOf: [notDerived, object({ steps: listOf(stepSchema) })] },
  planted: {
    anyOf: [
      notDerived,
      object({
        polynomial: listOf(text),
        stops: listOf(
          object(
            {
              exact: text,
              value: text,
              enclosure: listOf(text),
              fromBelow: { type: "boolean" },
              fromAbove: { type: "boolean" },
            },
            ["exact"],
          ),
        ),
      }),
    ],
  },
  time: { anyOf: [notDerived, object({ degree: integer, text, latex: text })] },
});

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
          object({ at: text, ...saddles }),
          object({ at: text, portrait: listOf(portraitLine) }),
          object({ at: text, joint: jointSchema }),
          object({ at: text, ...diagram }),
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
