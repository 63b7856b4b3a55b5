/**
 * Mappings with known keys, and slots with known words: the strict part of reading.
 */
import { didYouMean, nearestWord } from "../nearest-word.ts";
import type { MapShape } from "../schema/keys.ts";
import {
  excerpt,
  type MapEntry,
  type MapNode,
  type SourceNode,
  type TextNode,
} from "../source/node.ts";
import { asMap, complain, described, type Reader, under } from "./reader.ts";

/** The entries of a mapping that are known, by key. */
export type Fields = ReadonlyMap<string, MapEntry>;

/**
 * Reads a mapping against its shape: an unknown key and a missing one are issues.
 *
 * @param place Where a missing key is reported; the mapping itself by default.
 * @param cureOf A better cure for some unknown keys.
 */
export function readFields(
  reader: Reader,
  node: SourceNode,
  shape: MapShape,
  options: {
    readonly place?: SourceNode;
    readonly cureOf?: (key: string, value: SourceNode) => string | undefined;
  } = {},
): Fields | undefined {
  const map = asMap(reader, node, `the keys of ${shape.name}`);
  if (map === undefined) return undefined;
  const known = [...shape.required, ...shape.optional];
  const fields = new Map<string, MapEntry>();
  const unknown: string[] = [];
  for (const entry of map.entries) {
    const key = entry.key.text;
    if (known.includes(key)) {
      fields.set(key, entry);
      continue;
    }
    unknown.push(key);
    const cure = options.cureOf?.(key, entry.value) ?? unknownKeyCure(map, entry, known);
    complain(reader, entry.key, {
      expected: `a key of ${shape.name}`,
      got: excerpt(entry.key),
      cure,
    });
  }
  for (const key of shape.required) {
    // A key that is there but misspelt is one mistake, not two.
    const misspelt = unknown.some((word) => nearestWord(word, known) === key);
    if (fields.has(key) || misspelt || (unknown.length > 0 && shape.forgiving)) continue;
    complain(under(reader, key), options.place ?? node, {
      expected: key,
      got: "nothing",
      cure: `${shape.needs ?? capital(shape.name)} needs it.`,
    });
  }
  return fields;
}

function unknownKeyCure(map: MapNode, entry: MapEntry, known: readonly string[]): string {
  if (map.flow && !entry.colon) return "In { } a text with a comma or a bracket is quoted.";
  return didYouMean(entry.key.text, known) ?? keyList(known);
}

const keyList = (known: readonly string[]): string =>
  known.length === 1 ? `The only key is ${known[0]}.` : `The keys are ${known.join(", ")}.`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The entries of a mapping whose keys are free: names, ids, state names. */
export function readEntries(reader: Reader, node: SourceNode, what: string): readonly MapEntry[] {
  return asMap(reader, node, what)?.entries ?? [];
}

/** One of a list of words. */
export function readWord<W extends string>(
  reader: Reader,
  node: SourceNode,
  words: readonly W[],
): W | undefined {
  const word = node.kind === "text" ? words.find((each) => each === node.text) : undefined;
  if (word !== undefined) return word;
  const cure = node.kind === "text" ? didYouMean(node.text, words) : undefined;
  complain(reader, node, { expected: oneOf(words), got: described(node), ...(cure && { cure }) });
  return undefined;
}

/** `a, b or c`. */
export function oneOf(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

const kebab = /^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$/;

/** An issue if a key is no id in kebab-case. */
export function checkId(reader: Reader, key: TextNode): boolean {
  if (kebab.test(key.text)) return true;
  complain(reader, key, {
    expected: "an id in kebab-case",
    got: excerpt(key),
    cure: "Write letters and digits joined by -.",
  });
  return false;
}

/** The items of a list, or a lone node as a list of one. */
export function itemsOf(node: SourceNode): readonly SourceNode[] {
  return node.kind === "list" ? node.items : [node];
}
