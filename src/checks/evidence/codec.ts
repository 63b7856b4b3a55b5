/**
 * Evidence as text, and back: JSON with the few things that JSON does not have.
 *
 * A big integer, a typed array, a map and a number that is not finite become `{ "$": type, of }`.
 * A negative zero is kept. Keys are sorted, so that equal values have equal texts and the text can
 * be hashed. What is no data (a function, an object of a class) is refused: evidence that cannot
 * be written down cannot be shown, kept, or handed to another process.
 */

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The text of a value. @throws RangeError naming the place of what is no data. */
export const encode = (value: unknown): string => JSON.stringify(toJson(value, "evidence"));

/** The value of a text that {@link encode} wrote. */
export const decode = (text: string): unknown => fromJson(JSON.parse(text) as Json);

function toJson(value: unknown, place: string): Json {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "undefined":
      return { $: "undefined" };
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { $: "number", of: Object.is(value, -0) ? "-0" : String(value) };
    case "bigint":
      return { $: "bigint", of: String(value) };
    case "object":
      return value === null ? null : objectToJson(value, place);
    case "function":
    case "symbol":
      throw new RangeError(`${place}: expected data, got a ${typeof value}.`);
  }
}

function objectToJson(value: object, place: string): Json {
  const items = (list: Iterable<unknown>): Json =>
    Array.from(list, (item, i) => toJson(item, `${place}[${i}]`));
  if (Array.isArray(value)) return items(value);
  if (value instanceof Float64Array) return { $: "Float64Array", of: items(value) };
  if (value instanceof Map) return { $: "Map", of: items(value) };
  if (value instanceof Set) return { $: "Set", of: items(value) };
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new RangeError(`${place}: expected data, got an object of a class.`);
  }
  const entries = Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, entry]) => [key, toJson(entry, `${place}.${key}`)] as const);
  if (entries.some(([key]) => key === "$")) {
    throw new RangeError(`${place}: expected no key named $, got one.`);
  }
  return Object.fromEntries(entries);
}

function fromJson(json: Json): unknown {
  if (json === null || typeof json !== "object") return json;
  if (isList(json)) return json.map(fromJson);
  const { $: type, of } = json;
  if (typeof type !== "string") {
    return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, fromJson(value)]));
  }
  const items = of !== undefined && isList(of) ? of.map(fromJson) : [];
  switch (type) {
    case "undefined":
      return undefined;
    case "number":
      return Number(of);
    case "bigint":
      return BigInt(String(of));
    case "Float64Array":
      return Float64Array.from(items as readonly number[]);
    case "Map":
      return new Map(items as readonly [unknown, unknown][]);
    case "Set":
      return new Set(items);
    default:
      throw new RangeError(`evidence: expected a known type, got ${type}.`);
  }
}

const isList = (json: Json): json is readonly Json[] => Array.isArray(json);
