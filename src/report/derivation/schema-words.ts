/**
 * The words JSON Schemas of derivations are written with.
 */

export const text = { type: "string" } as const;
export const texts = { type: "array", items: text } as const;
export const whole = { type: "integer" } as const;
export const number = { type: ["number", "integer"] } as const;
export const textOrNull = { type: ["string", "null"] } as const;
export const basis = { enum: ["exact", "bound", "estimate"] } as const;

/** An object with these fields, those named optional left out or not, and no others. */
export const object = (
  properties: Readonly<Record<string, unknown>>,
  optional: readonly string[] = [],
) => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((key) => !optional.includes(key)),
  additionalProperties: false,
});

export const listOf = (items: unknown) => ({ type: "array", items });
