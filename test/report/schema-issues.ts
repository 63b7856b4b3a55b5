/** A reader of the few words of JSON Schema that our schemas use. */

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly additionalProperties?: boolean;
  readonly minItems?: number;
}

/** What is wrong with a value, as `path: problem`. */
export function schemaIssues(root: unknown, value: unknown): readonly string[] {
  const top = root as Schema;
  const check = (given: Schema, at: unknown, path: string): readonly string[] => {
    const schema = given.$ref === undefined ? given : top.$defs![given.$ref.split("/").at(-1)!]!;
    if (schema.anyOf !== undefined) {
      const all = schema.anyOf.map((option) => check(option, at, path));
      return all.some((issues) => issues.length === 0) ? [] : (all[0] ?? []);
    }
    const types = schema.type === undefined ? undefined : [schema.type].flat();
    if (types !== undefined && !types.includes(typeOf(at))) return [`${path}: ${typeOf(at)}`];
    if (schema.const !== undefined && schema.const !== at) return [`${path}: ${at}`];
    if (schema.enum !== undefined && !schema.enum.includes(at)) return [`${path}: ${at}`];
    if (Array.isArray(at)) {
      const few = at.length < (schema.minItems ?? 0) ? [`${path}: ${at.length} items`] : [];
      const { items } = schema;
      return items === undefined
        ? few
        : [...few, ...at.flatMap((item, i) => check(items, item, `${path}/${i}`))];
    }
    if (at === null || typeof at !== "object") return [];
    const entries = at as Readonly<Record<string, unknown>>;
    const missing = (schema.required ?? []).filter((key) => !(key in entries));
    const extra =
      schema.additionalProperties === false
        ? Object.keys(entries).filter((key) => !(key in (schema.properties ?? {})))
        : [];
    return [
      ...missing.map((key) => `${path}/${key}: missing`),
      ...extra.map((key) => `${path}/${key}: not in the schema`),
      ...Object.entries(schema.properties ?? {}).flatMap(([key, inner]) =>
        key in entries ? check(inner, entries[key], `${path}/${key}`) : [],
      ),
    ];
  };
  return check(top, value, "");
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}
