/**
 * The JSON Schema of `lemmata derive --link --format json`; published as `schema/derive.json`.
 */

import { coneSchema } from "./cone-schema.ts";
import { basis, listOf, number, object, text, textOrNull, texts, whole } from "./schema-words.ts";

const phase = { enum: ["saddle", "minimum"] } as const;

const pointFields = {
  exact: text,
  value: text,
  enclosure: { type: "array", items: text, minItems: 2 },
  minimalPolynomial: text,
  coefficients: texts,
  irreducible: { type: "boolean" },
  basis,
  latex: text,
} as const;

/** Absent where a number is known by an enclosure alone, or as a function of k alone. */
const pointOptional = [
  "exact",
  "value",
  "enclosure",
  "minimalPolynomial",
  "coefficients",
  "irreducible",
];

const threshold = object(
  {
    ...pointFields,
    below: phase,
    above: phase,
    bifurcation: text,
    /** Whether the enclosure holds exactly one change of sign. */
    only: { type: "boolean" },
  },
  [...pointOptional, "bifurcation", "only"],
);

const fold = object({ ...pointFields, isThreshold: { type: "boolean" }, z: text }, [
  ...pointOptional,
  "isThreshold",
  "z",
]);

const slice = object({ l: whole, extrema: whole, ...pointFields }, pointOptional);

const status = { enum: ["proved", "refuted", "unknown", "open"] } as const;

const average = object(
  {
    kind: { enum: ["symbolic", "exact", "enclosed", "not-derived"] },
    reason: text,
    basis,
    status,
    start: { enum: ["saddle", "minimum", "not decided"] },
    atZero: { enum: ["saddle", "minimum", "degenerate", "not decided"] },
    phases: texts,
    notDecided: listOf(texts),
    polynomial: object({ text, variable: { enum: ["beta", "m"] }, latex: text }),
    thresholds: listOf(threshold),
    threshold,
    morseIndex: object({ saddle: text, minimum: text }, ["saddle"]),
    fold,
    foldLaw: object({
      exact: text,
      latex: text,
      discriminant: text,
      status,
      proofs: listOf(object({ statement: text, status, smtlib: text })),
    }),
    foldNotDerived: text,
    branch: object({ exact: text, latex: text }),
    slices: listOf(slice),
    /** Links of several degrees: points off the average on each slice, and where they change. */
    mixtureSlices: listOf(
      object({
        l: whole,
        equation: text,
        latex: text,
        counts: { type: "array", items: whole },
        changes: listOf(
          object(
            {
              exact: text,
              value: text,
              enclosure: texts,
              coefficients: texts,
              irreducible: { type: "boolean" },
            },
            ["exact"],
          ),
        ),
      }),
    ),
    mixtureNotDerived: text,
    cone: coneSchema,
    coneNotDerived: text,
    bifurcation: { anyOf: [text, object({ two: text, more: text })] },
  },
  [
    "reason",
    "basis",
    "status",
    "start",
    "phases",
    "notDecided",
    "polynomial",
    "threshold",
    "morseIndex",
    "fold",
    "foldLaw",
    "foldNotDerived",
    "branch",
    "slices",
    "mixtureSlices",
    "mixtureNotDerived",
    "cone",
    "coneNotDerived",
    "bifurcation",
  ],
);

const coefficient = object({
  degree: whole,
  exact: textOrNull,
  latex: textOrNull,
  value: text,
  error: number,
  basis,
});

const weight = object({
  degree: whole,
  exact: textOrNull,
  latex: textOrNull,
  sign: { enum: ["zero", "positive", "undecided"] },
  value: number,
});

const letter = object({ name: text, sort: { enum: ["int", "real"] }, from: text, to: text }, [
  "from",
  "to",
]);

/** One part of the evidence; docs/evidence.md says what each kind means. */
const evidencePart = {
  anyOf: [
    object({ kind: { const: "unsatisfiable" }, statement: text, smtlib: text, digest: text }),
    object({
      kind: { const: "equal" },
      statement: text,
      left: text,
      right: text,
      letters: listOf(letter),
      positive: texts,
      digest: text,
    }),
    object(
      {
        kind: { const: "roots" },
        statement: text,
        polynomial: texts,
        lower: text,
        upper: text,
        count: whole,
        primes: listOf(whole),
        primeValue: object({ point: text, cofactor: text }),
        digest: text,
      },
      ["primes", "primeValue"],
    ),
  ],
} as const;

export const evidenceSchema = object({
  version: { const: 1 },
  subject: text,
  verdicts: listOf(object({ id: text, verdict: text, items: listOf(evidencePart) })),
  digest: text,
});

/** One line of a derivation. */
export const stepSchema = object(
  {
    of: text,
    equals: text,
    latex: text,
    rule: text,
    source: text,
    check: { enum: ["rule", "canonical-form", "solver"] },
  },
  ["source"],
);

/** What the computer algebra system was asked, and what was believed. */
export const casSchema = object({ asked: whole, kept: whole, dropped: whole });

/** The schema. */
export const phaseSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "lemmata derive --link --format json",
  ...object({
    version: { const: 1 },
    link: text,
    frame: { enum: ["orthonormal", "equiangular"] },
    k: { type: ["integer", "null"] },
    family: text,
    parity: { enum: ["even", "odd", "neither", "undecided"] },
    pure: { type: ["integer", "null"] },
    polynomialDegree: { type: ["integer", "null"] },
    informationExponent: object(
      { value: whole, decided: { enum: ["exact", "numeric", "undecided"] }, note: text },
      ["value", "note"],
    ),
    hermite: object(
      {
        order: whole,
        decidedOn: whole,
        coefficients: listOf(coefficient),
        weights: listOf(weight),
        squaredNorm: text,
        tail: object({ enclosure: texts, basis }),
        dual: object({ text, latex: text }),
      },
      ["dual"],
    ),
    assumptions: listOf(
      object({
        name: text,
        statement: text,
        status: { enum: ["met", "violated", "not decided"] },
        reason: text,
      }),
    ),
    average,
    orthonormal: object(
      {
        notDerived: text,
        total: text,
        totalUpToSign: text,
        types: listOf(
          object(
            {
              l: whole,
              count: text,
              upToSign: text,
              index: whole,
              oppositeIndex: text,
              isMinimum: { type: "boolean" },
            },
            ["oppositeIndex"],
          ),
        ),
      },
      ["notDerived", "total", "totalUpToSign", "types"],
    ),
    escape: object(
      {
        notDerived: text,
        kind: { enum: ["bounded", "logarithm", "power"] },
        degree: whole,
        exponent: text,
        divisor: text,
        exact: text,
        latex: text,
      },
      ["notDerived", "kind", "degree", "exponent", "divisor", "exact", "latex"],
    ),
    derivation: listOf(stepSchema),
    cas: casSchema,
    evidence: evidenceSchema,
  }),
} as const;
