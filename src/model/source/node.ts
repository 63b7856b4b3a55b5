/**
 * A YAML document as data of our own: texts, lists and maps, each with its place.
 *
 * Every scalar is a text, taken as it stands: `0.1` is no double, `3..8` and `yes` are words.
 */
import type { Position } from "../spec.ts";
import { offsetInScalar, type ScalarStyle } from "./scalar-offset.ts";
import { positionAt, type SourceFile } from "./source-file.ts";

interface Placed {
  readonly file: SourceFile;
  /** Offsets of the first character and past the last, in the file. */
  readonly start: number;
  readonly end: number;
}

/** A scalar: the value that YAML gives it, and how it is written. */
export interface TextNode extends Placed {
  readonly kind: "text";
  readonly text: string;
  readonly style: ScalarStyle;
}

export interface ListNode extends Placed {
  readonly kind: "list";
  readonly items: readonly SourceNode[];
}

export interface MapNode extends Placed {
  readonly kind: "map";
  readonly entries: readonly MapEntry[];
  /** Written with { }, where a comma ends a text. */
  readonly flow: boolean;
}

export interface MapEntry {
  readonly key: TextNode;
  /** An empty text where nothing is written. */
  readonly value: SourceNode;
  /** False for a lone word in { }, which YAML reads as a key without a value. */
  readonly colon: boolean;
}

export type SourceNode = TextNode | ListNode | MapNode;

/** Where a node begins, or the character at an offset of a text's value. */
export function positionOf(node: SourceNode, offset = 0): Position {
  if (node.kind !== "text" || (offset === 0 && node.style === "plain")) {
    return positionAt(node.file, node.start);
  }
  if (offset === 0 && node.style === "quoted") return positionAt(node.file, node.start);
  return positionAt(node.file, offsetInScalar(node, offset));
}

/** A node as it is written, on one line and shortened, for messages. */
export function excerpt(node: SourceNode, length = 60): string {
  const text = node.kind === "text" ? node.text : node.file.text.slice(node.start, node.end);
  const line = text.trim().replace(/\s+/g, " ");
  if (line === "") return "nothing";
  return line.length <= length ? line : `${line.slice(0, length - 3)}...`;
}

/** A node as it is written, on one line. */
export const written = (node: SourceNode): string => excerpt(node, Infinity);

/** The value of a key, or `undefined` where the key is not there. */
export function entryAt(map: MapNode, key: string): SourceNode | undefined {
  return map.entries.find((entry) => entry.key.text === key)?.value;
}
