/**
 * The JSON Schema of a spec, made from the tables that specs are read by.
 *
 * For editors: keys, words and shapes. What stands in an expression is only told to be a text; the
 * loader knows more. Published as `schema/spec.json`, which a test keeps up to date.
 */
import {
  claimKeys,
  domainShape,
  dynamicsOptionsShape,
  efforts,
  expectations,
  experimentShape,
  grades,
  inputShape,
  learnedShape,
  lossOptionsShape,
  type MapShape,
  marks,
  modelShape,
  optimalShape,
  remarkShape,
  scaleShape,
  sourceShape,
  specShape,
  spikeShape,
  statuses,
  studentShape,
  teacherShape,
  words,
} from "./keys.ts";
import {
  bifurcationTypes,
  type FieldType,
  fieldType,
  kindNames,
  kinds,
  type NamedKind,
  sides,
  symmetries,
} from "./kinds.ts";

type Json = { readonly [key: string]: unknown };

const text: Json = { type: "string" };
/** Numbers are read from their text; a YAML reader of an editor may see them as numbers. */
const expression: Json = { type: ["string", "number"] };
const oneOrMore = (item: Json): Json => ({ anyOf: [item, { type: "array", items: item }] });
const word = (list: readonly string[]): Json => ({ enum: list });
const mapOf = (item: Json): Json => ({ type: "object", additionalProperties: item });
const reference = (name: string): Json => ({ $ref: `#/$defs/${name}` });
const either = (...options: readonly Json[]): Json => ({ anyOf: options });

function object(shape: MapShape, properties: Json, required = shape.required): Json {
  const keys = [...shape.required, ...shape.optional];
  const known = Object.fromEntries(keys.map((key) => [key, properties[key] ?? expression]));
  return { type: "object", properties: known, required, additionalProperties: false };
}

/** The schema as data, ready to be printed. */
export function specJsonSchema(): Json {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "A spec of lemmata",
    ...object(specShape, {
      lemmata: { enum: [1, "1"] },
      title: text,
      says: text,
      source: reference("source"),
      use: text,
      parameters: mapOf(reference("domain")),
      let: mapOf(expression),
      assumptions: mapOf(expression),
      model: reference("axes"),
      start: reference("state"),
      claims: mapOf(reference("claim")),
      remarks: mapOf(object(remarkShape, { text, reason: text, source: reference("source") })),
      experiments: mapOf(reference("experiment")),
    }),
    $defs: definitions(),
  };
}

function definitions(): Json {
  const source = object(sourceShape, { paper: text, result: text, status: word(statuses) });
  const list: Json = { type: "array", items: expression };
  const domain = object(domainShape, {
    in: either(expression, list),
    sampled: either(expression, list),
    index: oneOrMore(expression),
  });
  const state = mapOf(expression);
  return {
    source: either(text, source),
    domain: either(expression, list, domain),
    state,
    point: either(expression, state),
    axes: object(modelShape, axes(), []),
    claim: { oneOf: kindNames.map(claimSchema) },
    experiment: object(experimentShape, {
      title: text,
      source: reference("source"),
      for: mapOf(reference("domain")),
      model: reference("axes"),
      start: reference("state"),
      y: oneOrMore(expression),
      overlay: oneOrMore(expression),
      rules: oneOrMore(expression),
      by: text,
      panels: text,
      runs: { type: "integer", minimum: 1 },
      effort: word(efforts),
      mark: word(marks),
      scale: object(scaleShape, { x: word(["log"]), y: word(["log"]) }),
    }),
  };
}

function axes(): Json {
  const spiked = object(spikeShape, {});
  const frame = either(
    text,
    object(
      { name: "", required: [], optional: ["equiangular", "gram"] },
      {
        gram: either(expression, { type: "array", items: { type: "array", items: expression } }),
      },
    ),
  );
  const link = either(
    expression,
    object(
      { name: "", required: ["optimal"], optional: [] },
      { optimal: object(optimalShape, {}) },
    ),
    object(
      { name: "", required: ["learned"], optional: [] },
      { learned: object(learnedShape, {}) },
    ),
  );
  const options = object(dynamicsOptionsShape, { alternate: { type: "boolean" }, metric: text });
  const named = (names: readonly string[], inner: Json): Json => ({
    anyOf: [
      text,
      { type: "object", minProperties: 1, maxProperties: 1, additionalProperties: inner },
    ],
    examples: names,
  });
  return {
    input: object(inputShape, {
      gaussian: either(word(["isotropic"]), spiked),
      uniform: word(["sphere"]),
    }),
    teacher: object(teacherShape, {
      frame,
      weights: either(expression, { type: "array", items: expression }),
    }),
    student: object(studentShape, { link, on: text }),
    loss: named(words.loss, object(lossOptionsShape, {})),
    dynamics: named(words.dynamics, options),
  };
}

function claimSchema(kind: NamedKind): Json {
  const { required, optional } = kinds[kind];
  const fields = [...required, ...optional].map((field) => [
    field,
    fieldSchema(fieldType(kind, field)),
  ]);
  const shape: MapShape = {
    name: kind,
    required: ["kind", ...required],
    optional: [...claimKeys.filter((key) => key !== "kind"), ...optional],
  };
  return object(shape, {
    ...Object.fromEntries(fields),
    kind: { const: kind },
    says: text,
    source: reference("source"),
    for: mapOf(reference("domain")),
    assume: { type: "array", items: text },
    model: reference("axes"),
    start: reference("state"),
    expect: word(expectations),
    "at-least": word(grades),
    "corrected-by": text,
    narrowed: text,
  });
}

function fieldSchema(type: FieldType): Json {
  switch (type) {
    case "expressions":
      return oneOrMore(expression);
    case "point":
    case "point-or-expression":
      return reference("point");
    case "points":
      return oneOrMore(reference("point"));
    case "flow":
      return reference("state");
    case "axes":
      return reference("axes");
    case "symmetries":
      return oneOrMore(word(symmetries));
    case "side":
      return word(sides);
    case "bifurcation":
      return word(bifurcationTypes);
    case "parameter":
    case "approach":
      return text;
    default:
      return expression;
  }
}
